/**
 * A value about a person (A2). Deciders and answers see it plain or erased; events in the store, views, jobs, logs
 * and backups hold it sealed, with a key of the subject's own, and destroying that key erases it everywhere.
 * The marker field is called `subject` in all three shapes, so that the codec finds them at any depth.
 */
export interface Plain<T> {
  readonly subject: string;
  readonly plain: T;
}
export interface Sealed {
  readonly subject: string;
  /** base64 of nonce, AES-256-GCM ciphertext and tag over the canonical JSON of the value. */
  readonly sealed: string;
}
export interface Erased {
  readonly subject: string;
  readonly erased: true;
}

/** As deciders see it. */
export type Personal<T> = Plain<T> | Erased;
/** As projections and stores see it. */
export type Veiled = Sealed | Erased;

export const personal = <T>(subject: string, plain: T): Plain<T> => ({ subject, plain });

/** The subject of the persons who are named as those on whose behalf an object was changed (A3). */
export const behalfSubject = (objectId: string): string => `${objectId}.behalf`;

const contactId = /^per_[0-9a-z]+$/;

/** Whether a text is the id of a contact, by its form. */
export const isContactId = (text: string): boolean => contactId.test(text);

/** The subject of the free text of an object, names in it included (A5, A6): one key for all of it. */
export const textSubject = (objectId: string): string => `${objectId}.text`;
