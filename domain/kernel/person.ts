import type { Personal } from './personal.js';

/**
 * A5: somebody who is named with an act: a contact or a member of staff by its id, or somebody else in text, which
 * belongs to the object and is sealed with its text key (A6).
 */
export type Person = { readonly id: string } | { readonly name: Personal<string> };

/** The id of a contact or staff user; null of somebody who is named in text, and of nobody. */
export const idOfPerson = (person: Person | null): string | null =>
  person !== null && 'id' in person ? person.id : null;

/** A5: the spelling by which two texts are one name: NFKC, trimmed, spaces collapsed. */
export const personSpelling = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ');

/** A5: the same id is one person, and so are two texts that are equal. What was erased equals nothing. */
export const isSamePerson = (one: Person, other: Person): boolean => {
  if ('id' in one || 'id' in other) return 'id' in one && 'id' in other && one.id === other.id;
  if (!('plain' in one.name) || !('plain' in other.name)) return false;
  return personSpelling(one.name.plain) === personSpelling(other.name.plain);
};
