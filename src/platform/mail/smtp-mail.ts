import { createTransport } from 'nodemailer';
import { isAddress } from './address.js';
import type { Mail, MailAnswer, MailPort } from './mail.js';
import { messageOf } from './message.js';
import { judge } from './smtp-answers.js';
import type { SmtpPlace } from './smtp-place.js';

/** Limits of one connection, in ms. */
export interface SmtpLimits {
  /** To connect, and to the server's greeting. */
  readonly connectMs: number;
  /** Between two bytes of the server. */
  readonly silenceMs: number;
  /** For one mail, from the moment a connection is free. */
  readonly mailMs: number;
  /** While nothing can be sent: between two checks whether it can. */
  readonly probeMs: number;
}

const usualLimits: SmtpLimits = { connectMs: 10_000, silenceMs: 30_000, mailMs: 60_000, probeMs: 30_000 };

/**
 * Mail over a server that speaks SMTP. Connections stay open between mails. A mail is handed to the library only when a
 * connection is free, so that its time limit is for the server alone; a mail that ran out of time is given up and its
 * connection closed, so that none is sent after its answer.
 */
export class SmtpMail implements MailPort {
  readonly #transport: ReturnType<typeof transportTo>;
  readonly #waiting: (() => void)[] = [];
  readonly #sending = new Set<Promise<unknown>>();
  #free: number;
  #fault: string | null = null;
  #probe: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(
    place: SmtpPlace,
    name: string,
    private readonly now: () => number,
    private readonly limits: SmtpLimits,
  ) {
    this.#transport = transportTo(place, name, limits);
    this.#free = place.connections;
  }

  /**
   * Connects when there is something to send, and once at the start to know of a fault before.
   * @param name the host by which this side greets
   */
  static open(place: SmtpPlace, name: string, now: () => number, limits: SmtpLimits = usualLimits): SmtpMail {
    const mail = new SmtpMail(place, name, now, limits);
    void mail.#check();
    return mail;
  }

  async send(mail: Mail): Promise<MailAnswer> {
    if (this.#closed) throw new Error('mail is closed');
    if (!isAddress(mail.to.address)) return { outcome: 'permanent', code: '5.1.3' };
    const sending = this.#inTurn(mail);
    this.#sending.add(sending);
    try {
      return await sending;
    } finally {
      this.#sending.delete(sending);
    }
  }

  /** A mail server keeps nothing for us. */
  async forget(): Promise<void> {}

  fault(): string | null {
    return this.#fault;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#probe);
    await Promise.allSettled(this.#sending);
    this.#transport.close();
  }

  async #inTurn(mail: Mail): Promise<MailAnswer> {
    while (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
    try {
      return await this.#hand(mail);
    } finally {
      this.#free += 1;
      this.#waiting.shift()?.();
    }
  }

  async #hand(mail: Mail): Promise<MailAnswer> {
    try {
      const signal = AbortSignal.timeout(this.limits.mailMs);
      await this.#transport.sendMail({ ...messageOf(mail, new Date(this.now())), signal });
      this.#noted(null);
      return { outcome: 'accepted' };
    } catch (error) {
      const judgement = judge(error as Error);
      // A message can repeat what the server was sent: the kind of the fault is enough.
      if (judgement === null) throw new Error(`a mail could not be made (${(error as { code?: string }).code ?? '-'})`);
      this.#noted(judgement.fault);
      return judgement.answer;
    }
  }

  /** An answer about one mail is an answer: the server is there. */
  #noted(fault: string | null): void {
    this.#fault = fault;
    clearTimeout(this.#probe);
    if (fault === null || this.#closed) return;
    this.#probe = setTimeout(() => void this.#check(), this.limits.probeMs);
    this.#probe.unref();
  }

  async #check(): Promise<void> {
    const fault = await this.#transport.verify().then(
      () => null,
      (error: unknown) => judge(error as Error)?.fault ?? 'the mail server is out of reach',
    );
    if (!this.#closed) this.#noted(fault);
  }
}

const transportTo = (place: SmtpPlace, name: string, { connectMs, silenceMs }: SmtpLimits) => {
  const { host, port, secure, encryption, ca, auth, connections } = place;
  return createTransport({
    pool: true,
    host,
    port,
    secure,
    name,
    ...(auth && { auth }),
    requireTLS: encryption === 'required',
    ignoreTLS: encryption === 'off',
    tls: { rejectUnauthorized: encryption === 'required', ...(ca && { ca }) },
    maxConnections: connections,
    // A mail whose connection was cut may have been accepted: whoever sends decides about another attempt.
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
  });
};
