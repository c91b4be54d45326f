import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';

export const LOGGER = Symbol('logger');

/** Logs never hold a token, an address or a query string: what could carry one is cut or named here. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: {
        paths: ['req.headers', 'res.headers', '*.email', '*.password', '*.token', '*.authorization', '*.cookie', 'err.config',
          'err.raw', 'err.headers', 'err.parameters', 'err.driverError', 'err.query', 'err.detail'],
        remove: true,
      },
    },
    destination as DestinationStream,
  );
}

/** A path without what may be secret in it: the query string and token-like segments. */
export function safePath(url: string): string {
  return url.replace(/[?#].*$/s, '').replaceAll(/\/[\w.-]{40,}(?=\/|$)/g, '/…').slice(0, 200);
}

/** Nest's own messages through pino; its start-up chatter is debug. */
export class NestLogs implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.pino.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string): void {
    this.pino.error({ stack }, String(message));
  }
}
