import { Body, Controller, Param, ParseUUIDPipe, Post as HttpPost, UploadedFile } from '@nestjs/common';
import type { UploadedMultipartFile } from '@nestjs/platform-fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type Actor, done, InvalidInput, OK, OkView, SignedIn, Upload, Who, Write } from '../../platform/index.js';
import { type CreatorWithPictures, Studio } from '../../members/index.js';
import { Doors } from '../../access/index.js';
import { editorPage } from '../editor.page.js';
import { Editor } from '../editor.service.js';
import { Posts } from '../posts.service.js';
import { MediaDto } from './media.dto.js';
import { Media } from './media.service.js';
import { MediaView, mediaView } from './picture.view.js';

const refill = {
  ...editorPage,
  view: (self: StudioMediaController, request: FastifyRequest) => {
    const { handle, id } = request.params as { handle: string; id: string };
    return self.sheet(request.actor!, handle, id);
  },
};

/** The pictures of a post, as its writer adds and describes them. */
@Controller('studio/:handle/posts/:id/pictures')
@SignedIn()
export class StudioMediaController {
  constructor(private readonly studio: Studio, private readonly doors: Doors, private readonly posts: Posts, private readonly media: Media, private readonly editor: Editor) {}

  @HttpPost()
  @Upload('picture', 15_000_000)
  @Write({ id: 'uploadMedia', summary: 'Adds a picture to a post', view: MediaView, status: 201, refill })
  async add(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string,
    @UploadedFile() file: UploadedMultipartFile | undefined, @Body() body: MediaDto,
  ) {
    const { creator, post } = await this.enter(actor, handle, id);
    if (!file?.buffer?.length) throw new InvalidInput({ picture: { rule: 'picture' } });
    const picture = await this.media.keep(post, file.buffer, body);
    return this.answer(creator, id, picture.id, 'pictureAdded');
  }

  @HttpPost(':pictureId')
  @Write({ id: 'updateMedia', summary: 'Changes what is said of a picture, and who may see it', view: MediaView, refill })
  async describe(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('pictureId', ParseUUIDPipe) pictureId: string,
    @Body() body: MediaDto,
  ) {
    const { creator, post } = await this.enter(actor, handle, id);
    await this.media.describe(post, await this.media.inPost(id, pictureId), body);
    return this.answer(creator, id, pictureId, 'saved');
  }

  @HttpPost(':pictureId/deletion')
  @Write({ id: 'deleteMedia', summary: 'Takes a picture out of a post for good', view: OkView })
  async delete(
    @Who() actor: Actor, @Param('handle') handle: string, @Param('id', ParseUUIDPipe) id: string, @Param('pictureId', ParseUUIDPipe) pictureId: string,
  ) {
    const { creator } = await this.enter(actor, handle, id);
    await this.media.delete(await this.media.inPost(id, pictureId));
    await this.posts.redraw(id);
    return done(`/studio/${creator.handle}/posts/${id}#pictures`, OK, 'pictureDeleted');
  }

  /** The editor around a form of pictures that was not right. */
  async sheet(actor: Actor, handle: string, id: string) {
    const { creator, post } = await this.enter(actor, handle, id);
    return this.editor.sheet(creator, await this.doors.of(creator.id, actor), post);
  }

  private async enter(actor: Actor, handle: string, id: string) {
    const creator = await this.studio.page(actor, handle, 'write');
    return { creator, post: await this.posts.ofPage(creator.id, id) };
  }

  private async answer(creator: CreatorWithPictures, id: string, pictureId: string, flash: string) {
    const post = await this.posts.redraw(id);
    const picture = await this.media.inPost(id, pictureId);
    return done(`/studio/${creator.handle}/posts/${id}#pictures`, mediaView(picture, post.coverId), flash);
  }
}
