import { Injectable } from '@nestjs/common';
import { OnJob } from '../../platform/index.js';
import { ApiTokens } from './api-tokens.service.js';
import { Sessions } from './sessions.service.js';
import { LinkTokens } from './tokens.service.js';

/** Forgets sessions and links that have ended. */
@Injectable()
export class AuthSweeps {
  constructor(private readonly sessions: Sessions, private readonly apiTokens: ApiTokens, private readonly tokens: LinkTokens) {}

  @OnJob('members.sweep')
  async sweep(): Promise<void> {
    await this.sessions.sweep();
    await this.apiTokens.sweep();
    await this.tokens.sweep();
  }
}
