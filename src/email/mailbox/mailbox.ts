import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { Clock, Config } from '../../platform/index.js';

/** Where no SMTP server is set: a real one of our own on loopback, which keeps every message as a file. */
@Injectable()
export class Mailbox implements OnApplicationShutdown {
  private server: SMTPServer | undefined;
  private opened: Promise<string> | undefined;
  private readonly folder: string;
  private counter = 0;

  constructor(config: Config, private readonly clock: Clock) {
    this.folder = join(config.dataDir, 'mailbox');
  }

  /** @returns the server's address, starting it when first needed */
  open(): Promise<string> {
    this.opened ??= this.start();
    return this.opened;
  }

  /** The newest messages, as `{ id }` to read them by. */
  async list(limit: number): Promise<string[]> {
    const files = await readdir(this.folder).catch(() => []);
    return files.filter((file) => file.endsWith('.eml')).sort().reverse().slice(0, limit).map((file) => file.replace('.eml', ''));
  }

  async read(id: string): Promise<ParsedMail | null> {
    if (!/^[\w-]{1,80}$/.test(id)) return null;
    const bytes = await readFile(join(this.folder, `${id}.eml`)).catch(() => null);
    return bytes && simpleParser(bytes);
  }

  /** Throws away what was sent to these addresses. */
  async forget(addresses: string[]): Promise<void> {
    const wanted = new Set(addresses.map((address) => address.toLowerCase()));
    for (const file of (await readdir(this.folder).catch(() => [])).filter((one) => one.endsWith('.eml'))) {
      const path = join(this.folder, file);
      const mail = await readFile(path).then((bytes) => simpleParser(bytes), () => null);
      const to = [mail?.to ?? []].flat().flatMap((one) => one.value.map((person) => person.address?.toLowerCase()));
      if (to.some((address) => address !== undefined && wanted.has(address))) await rm(path, { force: true });
    }
  }

  private async start(): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const server = new SMTPServer({
      authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.keep(Buffer.concat(chunks)).then(() => done(), done));
      },
    });
    this.server = server;
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => resolve()); });
    const { port } = server.server.address() as { port: number };
    return `smtp://127.0.0.1:${port}`;
  }

  private async keep(bytes: Buffer): Promise<void> {
    const name = `${this.clock.system().getTime()}-${process.pid}-${String(this.counter++).padStart(6, '0')}`;
    await writeFile(join(this.folder, `${name}.eml`), bytes);
  }

  async onApplicationShutdown(): Promise<void> {
    await new Promise<void>((resolve) => { if (this.server) this.server.close(() => resolve()); else resolve(); });
  }
}
