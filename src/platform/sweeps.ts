import { Injectable } from '@nestjs/common';
import { Limits } from './http/limits.js';
import { OnJob } from './jobs/on-job.js';

/** Forgets what time has made worthless. */
@Injectable()
export class Sweeps {
  constructor(private readonly limits: Limits) {}

  @OnJob('platform.sweep')
  async sweep(): Promise<void> {
    await this.limits.sweep();
  }
}
