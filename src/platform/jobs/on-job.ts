import { SetMetadata } from '@nestjs/common';

export const ON_JOB = Symbol('on-job');

/** Runs this method for each job of this name, at least once: it must be safe to run again. */
export const OnJob = (task: string) => SetMetadata(ON_JOB, task);
