import { applyDecorators } from '@nestjs/common';
import { type Person, personSpelling } from '../../../../domain/kernel/person.js';
import { type Personal, personal, textSubject } from '../../../../domain/kernel/personal.js';
import { Line, Text } from './decorators.js';

type Dto = abstract new () => object;
type Kind = 'text' | 'person';

/** A person's id: a contact, a member of staff. */
const idOfPerson = /^(?:per|usr|key)_[0-9a-z]+$/;
const longestName = 200;

const noted = new Map<object, Map<string, Kind>>();
const note =
  (kind: Kind): PropertyDecorator =>
  (target, property) =>
    void noted.set(target, new Map([...(noted.get(target) ?? []), [String(property), kind]]));

/** A6: free text of an object, sealed with its text key. */
export const FreeText = (max: number): PropertyDecorator => applyDecorators(Text(max), note('text'));
/** A5: somebody who is named by id, or in text. */
export const NamedPerson = (): PropertyDecorator => applyDecorators(Line(longestName), note('person'));

/** A6: the text as the object's events hold it. */
export const sealedText = (objectId: string, text: string): Personal<string> => personal(textSubject(objectId), text);

/** A5: whom a text names. */
export const personNamed = (objectId: string, text: string): Person =>
  idOfPerson.test(text.trim()) ? { id: text.trim() } : { name: sealedText(objectId, personSpelling(text)) };

/** A text as answers show it; null where it was erased. */
export const shownText = (text: Personal<string> | null | undefined): string | null =>
  text != null && 'plain' in text ? text.plain : null;

/** Somebody by id, or by the name that was given; null where that was erased. */
export const shownPerson = (person: Person | null): string | null =>
  person === null ? null : 'id' in person ? person.id : shownText(person.name);

/** A body with its free text and names marked, so that they are compared by the object's own key (A2, C11). */
export const markedBody = (type: Dto, body: object, objectId: string): object => {
  const kinds = kindsOf(type);
  return Object.fromEntries(
    Object.entries(body).map(([field, value]: [string, unknown]) => {
      const kind = kinds.get(field);
      if (typeof value !== 'string' || kind === undefined) return [field, value];
      return [field, kind === 'person' && idOfPerson.test(value.trim()) ? value : sealedText(objectId, value)];
    }),
  );
};

const kindsOf = ({ prototype }: Dto): ReadonlyMap<string, Kind> => {
  const kinds = new Map<string, Kind>();
  for (let level = prototype as object | null; level !== null; level = Object.getPrototypeOf(level) as object | null)
    for (const [field, kind] of noted.get(level) ?? []) if (!kinds.has(field)) kinds.set(field, kind);
  return kinds;
};
