import type { Person } from '../../domain/kernel/person.js';
import { personSpelling } from '../../domain/kernel/person.js';
import { type Personal, personal } from '../../domain/kernel/personal.js';

/** The id of a contact, of a user, or of a key that acts for one. */
const id = /^(?:per|usr|key)_[0-9a-z]+$/;

/** A5: a person as a body names it: by its id, or by a name, which is sealed with the object's texts. */
export const personIn = (text: string, subject: string): Person =>
  id.test(text.trim()) ? { id: text.trim() } : { name: personal(subject, personSpelling(text)) };

/** The same as answers show it; null where the name was erased. */
export const shownPerson = (person: Person): string | null => ('id' in person ? person.id : plainOf(person.name));

export const plainOf = (text: Personal<string> | null): string | null =>
  text !== null && 'plain' in text ? text.plain : null;

/** A body whose persons and texts are marked: nobody can test guesses against its hash once they are erased (A2). */
export const marked = <Body extends object>(
  body: Body,
  subject: string,
  names: readonly (keyof Body)[],
): Readonly<Record<string, unknown>> => ({
  ...body,
  ...Object.fromEntries(
    names.flatMap((name) => {
      const value: unknown = body[name];
      return typeof value === 'string' ? [[name, personal(subject, value)]] : [];
    }),
  ),
});
