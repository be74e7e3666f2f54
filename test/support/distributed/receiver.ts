import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  /** The same for every attempt of one event. */
  readonly id: string;
  readonly subject: string;
  readonly sequence: number;
}

/** A receiver of webhooks on a port of its own. */
export class Receiver {
  readonly received: Received[] = [];
  /** What every acknowledgement waits for. */
  #held: Promise<void> = Promise.resolve();
  #release: () => void = () => undefined;
  readonly #server: Server = createServer((request, reply) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => (body += chunk))
      .on('end', () => {
        const { subject, sequence } = JSON.parse(body) as { subject: string; sequence: string };
        this.received.push({ id: String(request.headers['webhook-id']), subject, sequence: Number(sequence) });
        void this.#held.then(() => reply.writeHead(200).end());
      });
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** From now on nothing is acknowledged until `release`. */
  hold(): void {
    this.#held = new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#release();
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The ids of events that were delivered at least once: what a delivery is known by, without its subscription. */
  get events(): ReadonlySet<string> {
    return new Set(this.received.map(({ id }) => id.slice(0, id.indexOf('.'))));
  }

  /** Subjects whose events were first delivered in another order than they were recorded. */
  outOfOrder(): readonly string[] {
    const [seen, last, found] = [new Set<string>(), new Map<string, number>(), new Set<string>()];
    for (const { id, subject, sequence } of this.received) {
      if (seen.has(id)) continue;
      seen.add(id);
      if (sequence < (last.get(subject) ?? 0)) found.add(subject);
      last.set(subject, sequence);
    }
    return [...found];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
