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

/** Whatever follows these in a path is a link's token, or was meant to be one. */
const TOKENS = /\/(feed|invitations|confirmations|password-resets|sign-in-links|sign-up|address-changes|setup|mail\/+(?:unsubscribe|cancellation|withdrawal))\/.*/is;

/** A path without what may be secret in it: the query string, links' tokens and long segments. */
export function safePath(url: string): string {
  // Decoded as the router does it, or an encoded letter would hide what follows.
  const path = url.replaceAll(/%[0-7][\da-f]/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
  return path.replace(/[?#].*$/s, '').replace(TOKENS, '/$1/…').replaceAll(/\/[^/]{40,}/g, '/…').slice(0, 200);
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
