import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../events/canonical.js';
import type { Seal, Seals } from '../events/seals.js';
import { moveDurably } from '../sqlite/durable-file.js';

/** In LEDGER_HOME. Lost, or moved away, it is made again; only what was cut off before is not found out then. */
export const headFile = 'ledger.head';
/** How often a running server notes the head. */
const everyMs = 60_000;

const wayOut =
  'restore the last backup; where an older ledger was put back on purpose, move ledger.head out of LEDGER_HOME';

/**
 * Notes beside the ledger up to where it was recorded, under an HMAC by a secret that the ledger's file does not hold:
 * a ledger without its last events, or rewritten with matching hashes, contradicts the note.
 */
export class NotedHead {
  readonly #file: string;
  #timer: NodeJS.Timeout | undefined;
  #noted = -1;

  constructor(
    home: string,
    private readonly secret: KeyObject,
    private readonly seals: Seals,
  ) {
    this.#file = join(home, headFile);
  }

  /** What contradicts the note, or null; nothing is changed. */
  async contradiction(): Promise<string | null> {
    if (!existsSync(this.#file)) return null;
    const seal = this.#read();
    if (seal === undefined)
      return (
        `${this.#file} was not written with the secrets of keys.db; put the keys.db of this ledger in place, ` +
        `or ${wayOut}`
      );
    const sealInLedger = await this.seals.at(seal.position);
    if (sealInLedger === undefined)
      return `the ledger ends before position ${seal.position}, up to which it was recorded; ${wayOut}`;
    return sealInLedger.chain === seal.chain
      ? null
      : `an event up to position ${seal.position} is not as it was recorded; ${wayOut}`;
  }

  /** Notes the head, unless the note contradicts it: then the note stays for `verify` to report. */
  async note(): Promise<void> {
    const { position, chain } = await this.seals.head();
    if (position === this.#noted || (await this.contradiction()) !== null) return;
    const aside = `${this.#file}.new`;
    rmSync(aside, { force: true });
    writeFileSync(aside, `${canonicalJson({ position, chain, mac: this.#mac({ position, chain }) })}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    moveDurably(aside, this.#file);
    this.#noted = position;
  }

  /** Notes the head at intervals until `stop`. A failed note is ignored: the next one follows. */
  start(): void {
    this.#timer = setInterval(() => void this.note().catch(() => undefined), everyMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.note().catch(() => undefined);
  }

  #read(): Seal | undefined {
    try {
      const { position, chain, mac } = JSON.parse(readFileSync(this.#file, 'utf8')) as Seal & { mac: string };
      const storedMac = Buffer.from(mac, 'hex');
      const due = Buffer.from(this.#mac({ position, chain }), 'hex');
      return storedMac.length === due.length && timingSafeEqual(storedMac, due) ? { position, chain } : undefined;
    } catch {
      return undefined;
    }
  }

  #mac(seal: Seal): string {
    return createHmac('sha256', this.secret).update(canonicalJson(seal)).digest('hex');
  }
}
