import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions, type Transporter, type TransportOptions } from 'nodemailer';
import { Config, Database } from '../platform/index.js';
import { Mailbox } from './mailbox/mailbox.js';

/** Messages on their way at once. */
export const CONNECTIONS = 5;

/** A server that hangs must not hold a worker. */
const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Hands messages to the SMTP server over a pool of connections, or to the local mailbox where none is set. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private transport: Transporter | undefined;

  constructor(private readonly config: Config, private readonly mailbox: Mailbox, private readonly db: Database) {}

  /** @throws nodemailer's error, with `responseCode` when the server answered */
  async submit(message: SendMailOptions): Promise<void> {
    this.db.forbidTransaction('A mail was submitted');
    this.transport ??= createTransport({ url: this.config.smtpUrl ?? await this.mailbox.open(), pool: true, maxConnections: CONNECTIONS, ...LIMITS } as TransportOptions);
    await this.transport.sendMail(message);
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}
