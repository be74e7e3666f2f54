import { resolve } from 'node:path';
import Database from 'better-sqlite3';
import { personalValues } from '../keys/personal-values.js';
import type { RestoredFiles } from './check-backup.js';

export interface UnreadablePerson {
  readonly vendor: string;
  /** The id of a contact, of a customer, or of an import. */
  readonly subject: string;
}

/**
 * Persons whose data the backup holds and no key of the copy opens: those that are newer than the copy, or all of them
 * without one. Whoever was erased is not among them. Reads both files once.
 */
export const unreadablePersons = ({ file, keys }: RestoredFiles): readonly UnreadablePerson[] => {
  const events = new Database(resolve(file), { readonly: true, fileMustExist: true });
  const copy = keys === undefined ? undefined : new Database(resolve(keys), { readonly: true, fileMustExist: true });
  try {
    const known = copy?.prepare<[string, string]>('SELECT 1 FROM subject_keys WHERE vendor = ? AND subject = ?');
    const read = events.prepare<[], { vendor: string; data: string }>(
      `SELECT vendor, data FROM events WHERE data LIKE '%"sealed":%' ORDER BY position`,
    );
    const found = new Map<string, UnreadablePerson | null>();
    for (const { vendor, data } of read.iterate())
      personalValues(JSON.parse(data), (value) => {
        const name = `${vendor}\0${value.subject}`;
        if (!('sealed' in value) || found.has(name)) return;
        const isKnown = known?.get(vendor, value.subject) !== undefined;
        found.set(name, isKnown ? null : { vendor, subject: value.subject });
      });
    return [...found.values()].filter((person) => person !== null);
  } finally {
    events.close();
    copy?.close();
  }
};
