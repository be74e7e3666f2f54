import { isManagerId } from '../../domain/customer/managers.js';
import { managerKey } from '../../domain/customer/recipients.js';

/** A7: an erasure that the ledger has recorded. */
export interface PersonErasure {
  readonly vendor: string;
  readonly customerId: string;
  /** The name of the person's key: a contact's or manager's id, or that of the names on an object (A3). */
  readonly personId: string;
  /** Whether texts of what the person asked for are destroyed with the person. */
  readonly texts: 'erase' | 'keep';
}

/** What stays of a person by `texts: keep`. */
export interface RetainedText {
  /** Such as `request`. */
  readonly kind: string;
  readonly id: string;
}

/**
 * A7: what is held of a person outside of what the person's key seals: kept mails, texts of requests. Each holder of
 * such data is one of these, listed in `src/app.module.ts`.
 */
export interface ErasedAlong {
  /**
   * Destroys it, durably. Called before the person's key is destroyed, and again where that did not succeed, also at a
   * start before any view is read: repeated, it does nothing.
   */
  erase(erasure: PersonErasure): Promise<void>;
  /** What `texts: keep` leaves, in a fixed order. */
  retained(erasure: PersonErasure): Promise<readonly RetainedText[]>;
}

/** Where the holders are found. */
export const ERASED_ALONG = Symbol('ErasedAlong');

/** A7, M7: mails that were kept, by whom they were sent to; a manager's are kept under the customer. */
export const storedMails = (mail: { forget(recipientKey: string): Promise<void> }): ErasedAlong => ({
  async erase({ customerId, personId }) {
    await mail.forget(personId);
    if (isManagerId(personId)) await mail.forget(managerKey(customerId));
  },
  retained: () => Promise.resolve([]),
});
