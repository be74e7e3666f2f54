import type { Role, Recorded } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import { sentence, type WriteFact } from '../history/history.port.js';
import type { Three } from '../platform/http/problems/texts.js';
import { agreementSubjects, levelNames, regionNames, serviceNames } from './names.js';
import { closedUp, type Writing } from './writing.js';

/** An event that proves a check, as a sentence. */
export interface EvidenceAnswer {
  readonly position: number;
  readonly text: string;
  readonly recordedAt: Instant;
  /** Who recorded it: the name of the key, where it has one. */
  readonly by: { readonly name: string | null; readonly role: Role; readonly onBehalfOf: string | null };
}

/** Names that the sentences of events need. */
export interface Names {
  readonly customers: ReadonlyMap<string, string>;
  /** Of keys, by their ids. */
  readonly keys: ReadonlyMap<string, string>;
}

const noBreak = '\u00a0';

const anotherCustomer: Three = ['另一客户', '另一客戶', 'another customer'];

const named: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  kind: agreementSubjects,
  service: serviceNames,
  level: levelNames,
  region: regionNames,
};
/** What `from` and `to` of an event are, where they are codes. */
const changedBy: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  CustomerLevelChanged: levelNames,
  CustomerRegionChanged: regionNames,
};

const isCustomer = (fact: string): boolean => fact.endsWith('CustomerId') || fact === 'absorbedId' || fact === 'intoId';

/** Ids of the customers that the sentence of an event names. */
export const namedCustomers = ({ data }: Recorded): readonly string[] =>
  Object.entries(data as object).flatMap(([fact, value]) =>
    isCustomer(fact) && typeof value === 'string' ? [value] : [],
  );

/** Facts of an event as sentences have them: days, instants and money written out, names for codes and ids. */
const writeFactsOf =
  ({ data, type }: Recorded, { customers }: Names, writing: Writing): WriteFact =>
  (fact, value) => {
    const name = named[fact]?.[value] ?? changedBy[type]?.[value];
    if (name !== undefined) return writing.text(name);
    if (isCustomer(fact)) return customers.get(value) ?? writing.text(anotherCustomer);
    if (fact === 'amount') return writing.money((data as { readonly amount: Money }).amount);
    if (fact === 'currency') return '';
    // What a person wrote stays as it was written.
    if (fact === 'reason') return value.replaceAll(' ', noBreak);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return writing.day(value);
    return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? writing.instant(value) : value;
  };

export const evidenceOf = (event: Recorded, names: Names, writing: Writing): EvidenceAnswer => {
  const { actor, role, recordedAt, onBehalfOf = null } = event.meta;
  const text = sentence(event, writing.language, writeFactsOf(event, names, writing));
  return {
    position: event.position,
    // The currency is part of the amount: its own place is empty.
    text: (writing.language === 'en' ? text : closedUp(text)).replace(/ {2,}/g, ' ').trim().replaceAll(noBreak, ' '),
    recordedAt,
    by: { name: names.keys.get(actor) ?? null, role, onBehalfOf },
  };
};
