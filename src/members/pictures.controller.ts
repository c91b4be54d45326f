import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { NotFound, Storage } from '../platform/index.js';
import { pictureKey } from './pictures.service.js';

/** Public pictures of pages, by an id nobody can guess. */
@Controller('media/pictures')
export class PicturesController {
  constructor(private readonly storage: Storage) {}

  @Get(':id/:file')
  async show(@Param('id') id: string, @Param('file') file: string, @Res() reply: FastifyReply): Promise<void> {
    const width = /^(\d{1,4})\.webp$/.exec(file)?.[1];
    if (!width || !/^[0-9a-f-]{36}$/.test(id)) throw new NotFound();
    const found = await this.storage.open(pictureKey(id, Number(width)));
    if (!found) throw new NotFound();
    await reply.headers({
      'content-type': 'image/webp', 'content-length': found.size, 'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff',
    }).send(found.stream);
  }
}
