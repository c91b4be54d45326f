import { Controller, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, Config, Cookies, done, OK, OkView, SignedIn, Who, Write } from '../../platform/index.js';
import { rememberBrowser } from './asking-browser.js';
import { MailLimits } from './mail-limits.js';
import { SignInLinks } from './sign-in-links.service.js';

/** Another letter to the address of somebody who joined as a guest. */
@Controller('account/proof')
@SignedIn()
export class ProofController {
  private readonly cookies: Cookies;

  constructor(private readonly links: SignInLinks, private readonly mailLimits: MailLimits, config: Config) {
    this.cookies = new Cookies(config);
  }

  @Post()
  @Write({ id: 'requestProof', summary: 'Sends the link that proves my address once more', view: OkView, status: 202 })
  async request(@Who() actor: Actor, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.mailLimits.take('proof', request.ip, actor.email);
    if (!actor.proved) await this.links.requestProof(actor.accountId, rememberBrowser(this.cookies, request, reply));
    return done('/sign-in-links/sent', OK);
  }
}
