import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A wire between two ends on this machine, which can go bad. Each connection goes to the next target in turn, and to another
 * where one refuses, as a load balancer before several processes does.
 */
export class Relay {
  private readonly wires = new Set<[Socket, Socket]>();
  private server: Server | undefined;
  private turn = 0;
  private stalled = false;
  port = 0;

  constructor(private readonly targets: () => number[]) {}

  async open(port = this.port): Promise<this> {
    this.server = createServer({ pauseOnConnect: true }, (near) => this.take(near));
    await new Promise<void>((resolve) => { this.server!.listen(port, '127.0.0.1', resolve); });
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Nothing gets through and nobody is told: what is sent waits. */
  stall(): void {
    this.stalled = true;
    for (const wire of this.wires) for (const end of wire) end.pause();
  }

  flow(): void {
    this.stalled = false;
    for (const wire of this.wires) for (const end of wire) end.resume();
  }

  /** Every connection breaks, and new ones are refused until `open`. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((resolve) => { this.server!.close(() => resolve()); });
    for (const wire of this.wires) for (const end of wire) end.destroy();
    await closed;
  }

  private take(near: Socket): void {
    near.on('error', () => near.destroy());
    const targets = this.targets();
    this.turn += 1;
    this.join(near, targets.map((_, n) => targets[(n + this.turn) % targets.length]!));
  }

  private join(near: Socket, [port, ...others]: number[]): void {
    if (port === undefined) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    far.once('error', () => this.join(near, others));
    far.once('connect', () => {
      far.removeAllListeners('error').on('error', () => near.destroy());
      const wire: [Socket, Socket] = [near, far];
      this.wires.add(wire);
      for (const [end, other] of [wire, [far, near] as const]) {
        end.on('data', (chunk) => { if (!other.write(chunk)) end.pause(); });
        other.on('drain', () => { if (!this.stalled) end.resume(); });
        end.on('end', () => other.end());
        end.on('close', () => { this.wires.delete(wire); other.destroy(); });
      }
      for (const end of wire) if (this.stalled) end.pause(); else end.resume();
    });
  }
}
