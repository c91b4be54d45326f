import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Config } from '../config/config.js';

/** A number, or one for each value of a label. */
type Reading = number | Record<string, number>;

const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10];

/** What this process counts, in Prometheus' words. Names begin with `thousand_`; no label ever holds an address, a handle or an id. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly answers: Histogram<'route' | 'status'>;

  constructor(private readonly config: Config) {
    collectDefaultMetrics({ register: this.registry });
    this.answers = new Histogram({
      name: 'thousand_http_seconds', help: 'Time to answer, by route and class of status.', labelNames: ['route', 'status'], buckets: SECONDS, registers: [this.registry],
    });
  }

  /**
   * Something that only grows.
   * @param name without the prefix, ending in `_total`
   * @param label what its kinds are called, if it has any
   */
  counter(name: string, help: string, label?: string): (kind?: string) => void {
    const counter = new Counter({ name: `thousand_${name}`, help, labelNames: label ? [label] : [], registers: [this.registry] });
    return (kind) => counter.inc(label ? { [label]: kind ?? '' } : {});
  }

  /** A state of things, read whenever somebody looks. A reading that fails is left out, so that the others are still told. */
  gauge(name: string, help: string, read: () => Reading | Promise<Reading>, label?: string): void {
    const gauge: Gauge = new Gauge({
      name: `thousand_${name}`, help, labelNames: label ? [label] : [], registers: [this.registry],
      collect: async () => {
        gauge.reset();
        const reading = await Promise.resolve().then(read).catch(() => Number.NaN);
        if (typeof reading === 'number') gauge.set(reading);
        else for (const [kind, value] of Object.entries(reading)) gauge.set({ [label!]: kind }, value);
      },
    });
  }

  /** A reading that several gauges take at once, and that is made once for all of them. */
  together<T>(read: () => Promise<T>): () => Promise<T> {
    let underWay: Promise<T> | undefined;
    return () => underWay ??= read().finally(() => { underWay = undefined; });
  }

  /** Counts an answer under the pattern of its route, never its address. */
  answered(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'none';
    this.answers.observe({ route: `${request.method} ${route}`, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
  }

  /**
   * `GET /metrics`: for whoever has METRICS_TOKEN. Without one it is there on a trial install only, which no other machine reaches.
   * @returns null for everybody else: to them there is nothing here
   */
  async page(authorization: string | undefined): Promise<{ type: string; text: string } | null> {
    const { metricsToken: token, demo } = this.config;
    if (token ? !isBearer(authorization, token) : !demo) return null;
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}

function isBearer(authorization: string | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
