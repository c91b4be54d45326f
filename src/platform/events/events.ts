import { Injectable } from '@nestjs/common';
import { Jobs } from '../jobs/jobs.js';
import { Handlers } from './handlers.js';

/** Publishing inserts one job per handler in the transaction at hand: the outbox is the queue. */
@Injectable()
export class Events {
  constructor(private readonly jobs: Jobs, private readonly handlers: Handlers) {}

  /**
   * @param event an instance of a past-tense class whose fields are ids and plain values, never secrets
   */
  async publish(event: object): Promise<void> {
    for (const task of this.handlers.ofEvent(event.constructor.name)) await this.jobs.add(task, event);
  }
}
