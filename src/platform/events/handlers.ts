import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ON_JOB } from '../jobs/on-job.js';
import { ON_EVENT } from './on-event.js';

export type Handler = (payload: never) => Promise<void>;

/** Every `@OnJob` and `@OnEvent` method of the app, by task name. */
@Injectable()
export class Handlers {
  private found: Map<string, Handler> | undefined;
  private readonly byEvent = new Map<string, string[]>();

  constructor(private readonly discovery: DiscoveryService, private readonly scanner: MetadataScanner) {}

  /** Task names of an event class's handlers. */
  ofEvent(name: string): string[] {
    this.all();
    return this.byEvent.get(name) ?? [];
  }

  /** @throws Error when two methods claim one task name */
  all(): Map<string, Handler> {
    this.found ??= this.discover();
    return this.found;
  }

  private discover(): Map<string, Handler> {
    const found = new Map<string, Handler>();
    for (const { instance } of this.discovery.getProviders()) {
      const prototype = instance && typeof instance === 'object' ? Object.getPrototypeOf(instance) as object : null;
      if (!prototype || prototype === Object.prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype)) {
        const target = (instance as Record<string, unknown>)[method] as object;
        const task = this.taskOf(target, `${prototype.constructor.name}.${method}`);
        if (!task) continue;
        if (found.has(task)) throw new Error(`Two handlers claim the task ${task}`);
        found.set(task, (target as Handler).bind(instance));
      }
    }
    return found;
  }

  private taskOf(method: object, place: string): string | null {
    if (typeof method !== 'function') return null;
    const job = Reflect.getMetadata(ON_JOB, method) as string | undefined;
    if (job) return job;
    const event = Reflect.getMetadata(ON_EVENT, method) as string | undefined;
    if (!event) return null;
    const task = `${event}:${place}`;
    this.byEvent.set(event, [...(this.byEvent.get(event) ?? []), task]);
    return task;
  }
}
