import { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, minorDigits, SignedIn, Who } from '../../platform/index.js';
import { Studio } from '../../members/index.js';
import { BYTE_ORDER_MARK, csvLine } from './csv.js';
import { ExportLinks } from './export-links.service.js';
import type { MemberFilterDto } from './member-filter.dto.js';
import { MemberList } from './member-list.query.js';
import { memberView } from './member.view.js';

const BATCH = 1000;
const HEAD = ['id', 'name', 'email', 'status', 'tiers', 'member_since', 'paid_since', 'paid_until', 'price', 'currency', 'complimentary_until', 'ended_at'];

/** The members as a file, written while it is read: memory stays flat however many there are. */
@Controller('studio/:handle/members/exports')
@SignedIn()
export class ExportsController {
  constructor(private readonly studio: Studio, private readonly list: MemberList, private readonly links: ExportLinks) {}

  @Get('members.csv')
  async csv(@Who() actor: Actor, @Param('handle') handle: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const creator = await this.studio.page(actor, handle, 'money');
    const filter = this.links.read(actor, creator, request.url);
    await reply.headers({
      'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="members-${creator.handle.toLowerCase()}.csv"`,
      'cache-control': 'private, no-store', 'content-security-policy': 'sandbox',
    }).send(Readable.from(this.lines(creator.id, creator.handle, filter)));
  }

  private async *lines(creatorId: string, handle: string, filter: MemberFilterDto): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + csvLine(HEAD);
    for (let after: string | null = null; ;) {
      const batch = await this.list.page(creatorId, filter, after, BATCH, true);
      yield batch.map((row) => {
        const { id, name, email, status, tiers, since, price, paidUntil, complimentaryUntil, endedAt } = memberView(row, handle, true);
        const sum = price && (price.amount / 10 ** minorDigits(price.currency)).toFixed(minorDigits(price.currency));
        return csvLine([id, name, email, status, tiers.join('; '), since, row.paidSince?.toISOString() ?? null, paidUntil, sum && Number(sum), price && price.currency, complimentaryUntil, endedAt]);
      }).join('');
      if (batch.length < BATCH) return;
      after = batch.at(-1)!.id;
    }
  }
}
