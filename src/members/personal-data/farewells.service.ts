import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Events } from '../../platform/index.js';
import { AccountErased } from '../events.js';
import { PersonalData } from './personal-data.service.js';

/** Forgets people who leave for good, and says goodbye. */
@Injectable()
export class Farewells {
  constructor(private readonly data: PersonalData, private readonly events: Events) {}

  /** @throws DomainError when something is in the way, or Stripe does not answer; nothing was forgotten then */
  async erase({ accountId, email, name, language }: Actor): Promise<void> {
    await this.data.erase(accountId);
    await this.events.publish(new AccountErased(randomUUID(), email, name, language));
  }
}
