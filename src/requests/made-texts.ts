import { intake as intakes } from '../../domain/intake/intake.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { idOfStream, type Recorded, streamName } from '../../domain/kernel/envelope.js';
import { textSubject } from '../../domain/kernel/personal.js';
import { textErasure } from '../../domain/request/erasing.js';
import type { ErasedAlong, PersonErasure, RetainedText } from '../customers/customers.port.js';
import type { Clock } from '../platform/clock.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import type { Ledger } from '../platform/ledger/ledger.js';
import type { MailPort } from '../platform/mail/mail.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';

/** What the holder reads and destroys. */
export interface MadeTextsParts {
  readonly ledger: Pick<Ledger, 'handle'>;
  readonly keys: Pick<KeyStore, 'beginErasure' | 'erase'>;
  readonly ordinals: Pick<Ordinals, 'find'>;
  readonly mail: Pick<MailPort, 'forgetThread'>;
  readonly clock: Clock;
}

const together = 500;
/** Recorded for ever, and no person's words. */
const because = 'the contact who made it was erased';

/**
 * A7: the texts of requests and intakes that a contact made, those of their surveys included, and kept mails that quote
 * them. Found in the ledger, not in a view: an erasure goes on before any view is read.
 */
export class MadeTexts implements ErasedAlong {
  constructor(private readonly parts: MadeTextsParts) {}

  async erase(erasure: PersonErasure): Promise<void> {
    if (erasure.texts === 'keep') return;
    for (const made of await this.madeBy(erasure)) await this.eraseOne(erasure, made);
  }

  async retained(erasure: PersonErasure): Promise<readonly RetainedText[]> {
    return this.madeBy(erasure);
  }

  /** Records the erasure, then destroys the key; repeated, it does nothing. */
  private async eraseOne({ vendor, personId }: PersonErasure, { kind, id }: Made): Promise<void> {
    const { ledger, keys, mail, clock } = this.parts;
    const subject = textSubject(id);
    await keys.beginErasure({ vendor, subject, stream: streamName(vendor, kind, id) });
    const request = {
      actor: { id: 'erasures', role: 'system' },
      channel: 'erasure',
      correlationId: personId,
      scope: `erase texts ${id}`,
      key: personId,
      body: null,
    } as const;
    const erased =
      kind === 'request'
        ? await ledger.handle({
            vendor,
            category: kind,
            id,
            decider: textErasure,
            command: { subject, because },
            request,
          })
        : await ledger.handle({
            vendor,
            category: kind,
            id,
            decider: intakes,
            command: { kind: 'erase-text', subject, because, at: clock.now() },
            request,
          });
    if (erased instanceof Refusal) throw new Error(`the texts of ${id} cannot be erased: ${erased.code}`);
    if (kind === 'request') await mail.forgetThread(id);
    await keys.erase(vendor, subject);
  }

  /** Requests, then intakes, each in the order of the ledger. */
  private async madeBy({ vendor, personId }: PersonErasure): Promise<readonly Made[]> {
    const made: Made[] = [];
    for (const [type, kind] of founding)
      for (let next: number | null = 0; next !== null;) {
        const found: { readonly events: readonly Recorded[]; readonly next: number | null } =
          await this.parts.ordinals.find({ vendor, type }, next, together);
        for (const event of found.events)
          if (makerOf(event) === personId) made.push({ kind, id: idOfStream(event.stream) });
        next = found.next;
      }
    return made;
  }
}

const founding = [
  ['RequestRegistered', 'request'],
  ['IntakeReceived', 'intake'],
] as const;

interface Made extends RetainedText {
  readonly kind: 'request' | 'intake';
}

/** Whom an object is from, where that is somebody by id. */
const makerOf = ({ data }: Recorded): string | null => {
  const { contact, from } = data as { readonly contact?: unknown; readonly from?: unknown };
  const maker = (contact ?? from ?? null) as { readonly id?: string } | null;
  return maker?.id ?? null;
};
