import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/**
 * How the mail server is: `takes` all; `greylists` each address once; `refuses` every third message for good; `slow` takes two
 * seconds over each; `drops` the connection when it has read a message, before it says that it took it.
 */
export type Mood = 'takes' | 'greylists' | 'refuses' | 'slow' | 'drops';

const SLOW_MS = 2000;

/** A mail server that remembers which messages it said yes to. */
export class Sink {
  /** Message-IDs it took, each as often as it took it. */
  readonly taken: string[] = [];
  /** Message-IDs it refused for good. */
  readonly refused: string[] = [];
  /** What came last to each address, as it was sent. */
  readonly letters = new Map<string, string>();
  mood: Mood = 'takes';
  port = 0;
  private readonly greeted = new Set<string>();
  private server: SMTPServer | undefined;
  private seen = 0;

  async open(): Promise<this> {
    this.server = new SMTPServer({
      authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true,
      onRcptTo: ({ address }, _session, done) => {
        if (this.mood !== 'greylists' || this.greeted.has(address)) return done();
        this.greeted.add(address);
        done(answer(451, 'Come again later'));
      },
      onData: (stream, session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => { text += chunk.toString('latin1'); });
        stream.on('end', () => {
          for (const { address } of session.envelope.rcptTo) this.letters.set(address, text);
          this.read(/^Message-ID:\s*<([^>]+)>/im.exec(text)?.[1] ?? 'none', session, done);
        });
      },
    });
    this.server.on('error', () => undefined);
    await new Promise<void>((resolve) => { this.server!.listen(this.port, '127.0.0.1', () => resolve()); });
    this.port = (this.server.server.address() as AddressInfo).port;
    return this;
  }

  /** Gone: nobody answers at its port until `open`. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => { this.server!.close(() => resolve()); });
    for (const connection of this.server!.connections) (connection as unknown as { close(): void }).close();
    await closed;
  }

  private read(id: string, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    this.seen += 1;
    if (this.mood === 'drops') {
      for (const connection of this.server!.connections) {
        const { id: other, _socket: socket } = connection as unknown as { id: string; _socket: { destroy(): void } };
        if (other === session.id) socket.destroy();
      }
      return;
    }
    if (this.mood === 'refuses' && this.seen % 3 === 0) {
      this.refused.push(id);
      return done(answer(554, 'No, never'));
    }
    const take = () => { this.taken.push(id); done(); };
    if (this.mood === 'slow') setTimeout(take, SLOW_MS);
    else take();
  }
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}
