import { refusal, startMailServer, type TestMailServer } from './mail-server.js';

/**
 * A mail server of this process that counts by Message-ID. What it holds back it has not accepted yet; what it accepted
 * it delivers, whether or not whoever sent it lives to read the answer.
 */
export class CountingMailServer {
  /** The Message-ID of each mail that it accepted, in order. */
  readonly accepted: string[] = [];
  /** Called before a mail is answered; false: the answer is never sent. */
  onAccepted: () => boolean = () => true;
  /** Of mails of an earlier era nobody reads the answer. */
  #era = 0;
  /** How many of the next mails are held back. */
  #toHold = 0;
  readonly #held: (() => void)[] = [];
  #server: TestMailServer | undefined;

  private constructor(private readonly delayMs: () => number) {}

  /** @param delayMs how long each answer takes */
  static async start(delayMs: () => number): Promise<CountingMailServer> {
    const server = new CountingMailServer(delayMs);
    server.#server = await startMailServer({
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => server.#received(messageIdIn(Buffer.concat(chunks)), done));
      },
    });
    return server;
  }

  /** The settings of a process that sends by it. */
  get env(): Readonly<Record<string, string>> {
    return {
      MAIL_URL: `smtp://127.0.0.1:${this.#server!.port}?tls=off`,
      PUBLIC_URL: 'https://service.example.com',
      MAIL_FROM: 'service@example.com',
    };
  }

  /** Message-IDs with how often each was accepted. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const id of this.accepted) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  /** So many of the next mails get no answer, until `release`. */
  hold(count = Infinity): void {
    this.#toHold = count;
  }

  release(): void {
    this.#toHold = 0;
    for (const accept of this.#held.splice(0)) accept();
  }

  /** Whoever sent what is held is dead: nothing of it is accepted. */
  drop(): void {
    this.#era += 1;
    this.release();
  }

  close(): Promise<void> {
    this.drop();
    return this.#server!.close();
  }

  #received(id: string, done: (error?: Error) => void): void {
    const era = this.#era;
    const accept = (): void => void setTimeout(() => this.#accept(era, id, done), this.delayMs());
    if (this.#toHold === 0) return accept();
    this.#toHold -= 1;
    this.#held.push(accept);
  }

  #accept(era: number, id: string, done: (error?: Error) => void): void {
    if (era !== this.#era) return done(refusal(451, '4.3.0 nobody is there any more'));
    this.accepted.push(id);
    if (this.onAccepted()) done();
  }
}

const messageIdIn = (mail: Buffer): string => /^message-id:\s*<([^>]+)>/im.exec(mail.toString('latin1'))![1]!;
