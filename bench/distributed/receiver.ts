import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event as it was first accepted, with how often it was. */
export interface Delivered {
  readonly webhookId: string;
  readonly stream: string;
  readonly position: number;
  times: number;
}

/** A receiver of webhooks that holds every delivery against those before it. */
export class Receiver {
  readonly events = new Map<string, Delivered>();
  /** Repeats that arrived after a later event of their stream: whoever repeats by id ignores them. */
  lateRepeats = 0;
  /** Deliveries that were answered 503: they count as never made. */
  refused = 0;
  readonly #latest = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly onFault: (what: string) => void,
  ) {}

  static async start(random: () => number, onFault: (what: string) => void): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server, onFault);
    server.on('request', (request, reply) => {
      let body = '';
      request
        .on('error', () => undefined)
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('end', () => {
          const isRefused = random() < 0.01;
          if (isRefused) receiver.refused += 1;
          else receiver.#accept(String(request.headers['webhook-id']), body);
          // Some answers are slow, so that a kill meets deliveries on their way.
          setTimeout(() => reply.writeHead(isRefused ? 503 : 204).end(), random() < 0.1 ? random() * 300 : 0);
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get repeats(): number {
    return [...this.events.values()].reduce((sum, { times }) => sum + times - 1, 0);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  #accept(webhookId: string, body: string): void {
    const { id, subject: stream, sequence } = JSON.parse(body) as { id: string; subject: string; sequence: string };
    const position = Number(sequence);
    const known = this.events.get(id);
    const latest = this.#latest.get(stream) ?? 0;
    if (known === undefined) {
      if (position <= latest) this.onFault(`webhook event ${position} of ${stream} arrived after ${latest}`);
      this.events.set(id, { webhookId, stream, position, times: 1 });
      this.#latest.set(stream, Math.max(latest, position));
      return;
    }
    known.times += 1;
    if (known.webhookId !== webhookId)
      this.onFault(`webhook event ${position} was repeated as ${webhookId}, before as ${known.webhookId}`);
    if (position < latest) this.lateRepeats += 1;
  }
}
