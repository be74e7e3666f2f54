import type { MadeObject } from '../../domain/customer/customer.events.js';
import { isManagerId } from '../../domain/customer/managers.js';
import { managerKey } from '../../domain/customer/recipients.js';
import type { MailPort } from '../platform/mail/mail.js';
import { CopyNotRewritten, type KeyStore } from '../platform/keys/key-store.js';

/** A7: an erasure that the ledger has recorded. */
export interface PersonErasure {
  readonly vendor: string;
  readonly customerId: string;
  /** The name of the person's key: a contact's or manager's id, or that of the names on an object (A3). */
  readonly personId: string;
  readonly reason: string;
  /** Whose texts are destroyed with the person; none by `texts: keep`. */
  readonly objects: readonly MadeObject[];
}

/**
 * A7: what is held of a person outside of what the person's key seals: kept mails, texts of requests. Each holder of
 * such data is one of these, listed in `src/app.erasures.ts`.
 */
export interface ErasedAlong {
  /**
   * Destroys it, durably. Called before the person's key is destroyed, and again where that did not succeed, also at a
   * start before any view is read: repeated, it does nothing.
   */
  erase(erasure: PersonErasure): Promise<void>;
  /**
   * What the person asked for until now and has texts, in a fixed order. Read from views: an erasure records it, so
   * that `erase` needs none.
   */
  made(vendor: string, personId: string): Promise<readonly MadeObject[]>;
}

/** Where the holders are found. */
export const ERASED_ALONG = Symbol('ErasedAlong');

/**
 * A7, M7: mails that were kept, by whom they were sent to, and those that quote the person or the texts that are
 * erased, whoever received them; a manager's are kept under the customer.
 */
export const storedMails = (mail: Pick<MailPort, 'forget'>): ErasedAlong => ({
  async erase({ customerId, personId, objects }) {
    await mail.forget(personId);
    if (isManagerId(personId)) await mail.forget(managerKey(customerId));
    for (const { id } of objects) await mail.forget(id);
  },
  made: () => Promise.resolve([]),
});

/**
 * Destroys all that is held of a person, the person's key last: while it is there, the erasure is carried out again.
 * A copy of the keys that is out of reach holds up nothing. @throws CopyNotRewritten after all was destroyed here
 */
export const eraseWhole = (
  keys: Pick<KeyStore, 'erase'>,
  along: readonly ErasedAlong[],
  erasure: PersonErasure,
): Promise<void> =>
  allInTurn([...along.map((each) => () => each.erase(erasure)), () => keys.erase(erasure.vendor, erasure.personId)]);

/**
 * Each step, also after one whose keys are destroyed here and not in their copy. @throws CopyNotRewritten at the end
 */
export const allInTurn = async (steps: readonly (() => Promise<void>)[]): Promise<void> => {
  let behind: CopyNotRewritten | undefined;
  for (const step of steps)
    try {
      await step();
    } catch (error) {
      if (!(error instanceof CopyNotRewritten)) throw error;
      behind = error;
    }
  if (behind !== undefined) throw behind;
};
