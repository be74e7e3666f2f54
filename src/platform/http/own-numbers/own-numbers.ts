import { Inject } from '@nestjs/common';
import { readCode } from '../../../../domain/kernel/spelling.js';
import type { ReservationKind } from '../../../../domain/reservation/reservation.events.js';
import { Reservations } from '../../ledger/reservations.js';
import { type FieldError, Invalid, Problem } from '../problems/problem.js';
import { longestNumber, type NumberedField, numberedFieldsOf, questionsWithin } from './own-number.decorators.js';

type Fields = Readonly<Record<string, unknown>>;
type Dto = abstract new () => object;

/** Where fields were given: the mark before their names in errors, and how an unknown number is answered. */
export interface GivenIn {
  readonly pointer: string;
  /** D1: a question about what does not exist is a 404; a command that names it has a bad value, a 400. */
  readonly unknown: 'not-found' | 'invalid';
}

/** In an address: `code:KH00795` for a customer, `no:XS-2025-0311` for a contract or its licence. */
export type Addressed = 'customer' | 'contract';
const prefixes: Readonly<Record<Addressed, string>> = { customer: 'code:', contract: 'no:' };

/**
 * Puts ids in the place of the vendor's own numbers, before anything else is read of a request: whatever comes after
 * sees the request as if the id had been given (docs/decisions/0030). Numbers name what they name now, also in a
 * question about the past.
 */
export class OwnNumbers {
  constructor(@Inject(Reservations) private readonly reservations: Pick<Reservations, 'holder'>) {}

  /** Whether any number is given where the class takes one. */
  given(dto: Dto, value: unknown): boolean {
    return (
      isObject(value) &&
      (numberedFieldsOf(dto).some((each) => namesIn(each, value).length > 0) ||
        questionsWithin(dto).some(({ field, dto: question }) => this.given(question, value[field])))
    );
  }

  /** The same fields with ids; the very same object where no number is given. @throws Problem */
  async identified<T>(vendor: string, dto: Dto, value: T, given: GivenIn): Promise<T> {
    if (!isObject(value) || !this.given(dto, value)) return value;
    const fields: Record<string, unknown> = { ...value };
    const errors: FieldError[] = [];
    for (const numbered of numberedFieldsOf(dto)) {
      const names = namesIn(numbered, fields);
      const found = names.some((name) => isGiven(fields[name]))
        ? await this.#idOf(vendor, numbered, fields, given.pointer)
        : null;
      // `null` counts as absent, as in every optional field.
      for (const name of names) delete fields[name];
      if (typeof found === 'string') fields[numbered.field] = found;
      else errors.push(...(found ?? []));
    }
    if (errors.length > 0) throw refused(errors, given);
    for (const { field, dto: question } of questionsWithin(dto)) {
      const within = { pointer: `${given.pointer}${field}/`, unknown: 'not-found' } as const;
      fields[field] = await this.identified(vendor, question, fields[field], within);
    }
    return fields as T;
  }

  /** The id that a part of an address names: itself unless it begins as a number does. @throws Problem */
  async addressed(vendor: string, what: Addressed, text: string, pointer: string): Promise<string> {
    const prefix = prefixes[what];
    if (!text.startsWith(prefix)) return text;
    const value = readCode(text.slice(prefix.length));
    const kinds: readonly ReservationKind[] = what === 'customer' ? ['customer-code'] : ['contract-no', 'licence-no'];
    const holders = await Promise.all(kinds.map((kind) => this.reservations.holder(vendor, { kind, value })));
    const ids = new Set(holders.filter((id) => id !== null));
    if (ids.size > 1) throw new Invalid([{ pointer, code: 'ambiguous', facts: { value } }]);
    const [id] = ids;
    if (id === undefined)
      throw new Problem('not-found', { id: text }, { errors: [{ pointer, code: 'not-known', facts: { value } }] });
    return id;
  }

  /** The id that the given numbers name, or what is wrong with them. */
  async #idOf(
    vendor: string,
    { field, numbers }: NumberedField,
    fields: Fields,
    pointer: string,
  ): Promise<string | readonly FieldError[]> {
    const given = numbers.filter(({ name }) => isGiven(fields[name]));
    const [first] = given;
    if (isGiven(fields[field]))
      return given.map(({ name }) => ({ pointer: `${pointer}${name}`, code: 'conflicting', facts: { other: field } }));
    const errors: FieldError[] = [];
    const ids = new Set<string>();
    for (const { name, kind } of given) {
      const at = `${pointer}${name}`;
      const value = textOf(fields[name]);
      if (value === null)
        errors.push({
          pointer: at,
          code: faultOf(fields[name]),
          facts: { value: shown(fields[name]), max: longestNumber },
        });
      else {
        const id = await this.reservations.holder(vendor, { kind, value });
        if (id === null) errors.push({ pointer: at, code: 'not-known', facts: { value } });
        else ids.add(id);
      }
    }
    if (errors.length > 0) return errors;
    const [id] = ids;
    // A contract number and a licence number of two contracts.
    return ids.size === 1
      ? id!
      : given
          .slice(1)
          .map(({ name }) => ({ pointer: `${pointer}${name}`, code: 'conflicting', facts: { other: first!.name } }));
  }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const namesIn = ({ numbers }: NumberedField, fields: Fields): readonly string[] =>
  numbers.flatMap(({ name }) => (Object.hasOwn(fields, name) ? [name] : []));

/** D1: a question about nothing but unknown numbers is about what does not exist. */
const refused = (errors: readonly FieldError[], { unknown }: GivenIn): Problem => {
  const [first] = errors;
  return unknown === 'not-found' && errors.every(({ code }) => code === 'not-known')
    ? new Problem('not-found', { id: String(first!.facts!['value']) }, { errors })
    : new Invalid(errors);
};

const textOf = (value: unknown): string | null => {
  if (typeof value !== 'string' || value.length > longestNumber) return null;
  const code = readCode(value);
  return code === '' ? null : code;
};

const faultOf = (value: unknown): FieldError['code'] => (Array.isArray(value) ? 'given-twice' : 'not-a-line');

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);
