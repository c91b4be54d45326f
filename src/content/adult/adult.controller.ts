import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, Clock, Config, Cookies, Database, done, OK, OkView, Page, safeNext, Type, Who, Write } from '../../platform/index.js';
import { CreatorView, creatorUrl, Creators } from '../../members/index.js';
import { AdultConsent } from '../../access/index.js';

const AskView = Type.Object({
  creator: Type.Object({ name: Type.String(), handle: Type.String(), url: Type.String(), hue: Type.Integer(), chroma: Type.Integer() }), next: Type.String(),
});

/** Asks once before anything marked for adults is shown. */
@Controller('@:handle/adult')
export class AdultController {
  private readonly cookies: Cookies;

  constructor(private readonly creators: Creators, private readonly db: Database, private readonly clock: Clock, config: Config) {
    this.cookies = new Cookies(config);
  }

  @Get()
  @Page({
    id: 'getAdultQuestion', summary: 'The question before what is marked for adults', view: AskView, template: 'content/adult', layout: 'page',
    frame: (view: { creator: CreatorView }, t) => ({ title: t('adult.title'), accent: view.creator, noindex: true }),
  })
  async ask(@Param('handle') handle: string, @Query('next') next: unknown) {
    const { name, handle: now, hue, chroma } = await this.creators.byHandle(handle);
    const url = creatorUrl({ handle: now });
    return { creator: { name, handle: now, url, hue, chroma }, next: safeNext(next) ?? url };
  }

  @Post()
  @Write({ id: 'confirmAdult', summary: 'Says that I am of age, once for all pages', view: OkView })
  async confirm(
    @Who() actor: Actor | null, @Param('handle') handle: string, @Query('next') next: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const creator = await this.creators.byHandle(handle);
    if (actor) await this.db.repo(AdultConsent).createQueryBuilder().insert().values({ accountId: actor.accountId, at: this.clock.system() }).orIgnore().execute();
    if (!request.headers.authorization) this.cookies.set(reply, 'adult', 'yes');
    return done(safeNext(next) ?? creatorUrl(creator), OK);
  }
}
