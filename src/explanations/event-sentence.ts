import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import { intakeFacts } from '../../domain/intake/intake.facts.js';
import { type Day, dayAt, epochOf, type Instant } from '../../domain/kernel/civil.js';
import { idOfStream, type Recorded, type Role } from '../../domain/kernel/envelope.js';
import type { EventFact, Sentence } from '../../domain/kernel/event-facts.js';
import type { Money } from '../../domain/kernel/money.js';
import { asOneLine } from '../../domain/kernel/spelling.js';
import { obligationFacts, sentencesBesideContracts } from '../../domain/obligation/obligation.facts.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { policyFacts } from '../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../domain/release/release.facts.js';
import { requestFacts } from '../../domain/request/request.facts.js';
import {
  anotherCustomer,
  attributions,
  changeClause,
  erasedPerson,
  newFactClause,
  roleNames,
  someContract,
} from './event-texts.js';
import { agreementNames, levelNames, regionNames, serviceNames } from './names.js';
import { obligationNames, suppressionNames } from './service-names.js';
import type { Difference, RecordedChange } from './recorded-changes.js';
import { joined, partsOf, type SentencePart, textOf } from './sentence-parts.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import type { Writing } from './writing.js';

/** Who recorded an event (A3). Names are null where none was recorded; a person who was erased has none either. */
export interface RecordedBy {
  readonly name: string | null;
  readonly role: Role;
  readonly onBehalfOf: string | null;
}

/** An event as people read it, in one language and the vendor's zone. */
export interface EventSentence {
  readonly position: number;
  /** What happened and why. */
  readonly text: string;
  /** The same with what it changed, who recorded it, in which role and on whose behalf. */
  readonly sentence: string;
  /** The same in parts: their texts in a row are the sentence. */
  readonly parts: readonly SentencePart[];
  readonly recordedAt: Instant;
  /** The same in the vendor's zone, as a sentence has it. */
  readonly recordedAtText: string;
  /** The vendor's day from which it is true; null where the oldest events have none. */
  readonly effectiveDay: Day | null;
  readonly by: RecordedBy;
  readonly reason: string | null;
  readonly changed: readonly RecordedChange[];
}

/** What surrounds an event: names, and what it changed. */
export interface Surroundings {
  readonly customers: ReadonlyMap<string, string>;
  /** The number of the contract that the event is about; null where it is not about one. */
  readonly contractNo: string | null;
  readonly changed: readonly Difference[];
  /** Of the actor. */
  readonly actorName: string | null;
}

const sentences: Readonly<Record<string, EventFact<never>>> = {
  ...contractFacts,
  ...customerFacts,
  ...intakeFacts,
  ...mergesFacts,
  ...obligationFacts,
  ...policyFacts,
  ...releaseFacts,
  ...requestFacts,
};
/** Of types that no history shows; they are in none. */
const internal: Sentence = ['内部记录', '內部記錄', 'Internal record'];

/** Whether histories show it: not what only programs need, such as a claim. */
export const isShown = ({ type }: Pick<Recorded, 'type'>): boolean => sentences[type]?.sentence !== null;

export const writeEvent = (event: Recorded, around: Surroundings, writing: Writing): EventSentence => {
  const { position, meta } = event;
  const reason = reasonOf(event);
  const happened = whatHappened(event, around, writing);
  const why: SentencePart = { text: reason === null ? '' : `${writing.language === 'en' ? ': ' : '：'}${reason}` };
  const by = recordedBy(event, around);
  const parts = joined([
    ...happened,
    ...changesIn(textOf(happened), around.changed, writing),
    why,
    ...attribution(by, meta.onBehalfOf !== undefined, writing),
  ]);
  return {
    position,
    text: textOf([...happened, why]),
    sentence: textOf(parts),
    parts,
    recordedAt: meta.recordedAt,
    recordedAtText: writing.instant(meta.recordedAt),
    effectiveDay: (meta.effectiveAt as Instant | null) === null ? null : dayAt(epochOf(meta.effectiveAt), writing.zone),
    by,
    reason,
    changed: around.changed.map(({ what, from, to }) => ({ what, from, to })),
  };
};

const whatHappened = (event: Recorded, around: Surroundings, writing: Writing): readonly SentencePart[] =>
  filledIn(sentenceOf(event), (name) => written(event, name, around, writing), writing);

/** What is owed for a request or an intake names no contract. */
const sentenceOf = ({ type, data }: Recorded): Sentence => {
  const { contractId } = data as { readonly contractId?: unknown };
  const beside = contractId === null ? sentencesBesideContracts[type as keyof typeof obligationFacts] : undefined;
  return beside ?? sentences[type]?.sentence ?? internal;
};

/** A template in the language, its places filled by parts. */
const filledIn = (texts: Three, fill: (name: string) => SentencePart, { language }: Writing): readonly SentencePart[] =>
  partsOf(oneOfThree(texts, language), language !== 'en', fill);

const written = (event: Recorded, name: string, around: Surroundings, writing: Writing): SentencePart => {
  if (name === 'contract')
    return { kind: 'contract', id: contractOf(event), text: around.contractNo ?? writing.text(someContract) };
  const value = name === 'customer' ? idOfStream(event.stream) : factIn(event.data, name);
  if (value === undefined) return { text: '' };
  if (namesCustomer(name)) {
    const id = String(value);
    return { kind: 'customer', id, text: asOneLine(around.customers.get(id) ?? writing.text(anotherCustomer)) };
  }
  return {
    text: typeof value === 'object' ? writing.money(value) : asOneLine(inLanguage(event, name, value, writing)),
  };
};

/** The contract that an event is about: that of its stream, or the one that it names. */
const contractOf = ({ stream, data }: Recorded): string => {
  const { contractId } = data as { readonly contractId?: unknown };
  return stream.includes('.contract-') || typeof contractId !== 'string' ? idOfStream(stream) : contractId;
};

/** Facts that are the id of a customer. */
const namesCustomer = (fact: string): boolean =>
  fact === 'customer' || fact.endsWith('CustomerId') || fact === 'absorbedId' || fact === 'intoId';

/** Ids of the customers that the sentence of an event names. */
export const customersNamedBy = ({ stream, data }: Recorded): readonly string[] => [
  ...(stream.includes('.customer-') ? [idOfStream(stream)] : []),
  ...Object.entries(data as object).flatMap(([fact, value]) =>
    (namesCustomer(fact) || fact === 'customerId') && typeof value === 'string' ? [value] : [],
  ),
];

const codes: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  kind: { ...agreementNames, ...obligationNames },
  suppression: suppressionNames,
  service: serviceNames,
  level: levelNames,
  region: regionNames,
};
/** What `from` and `to` of an event are, where they are codes. */
const changedCodes: Readonly<Record<string, Readonly<Record<string, Three>>>> = {
  CustomerLevelChanged: levelNames,
  CustomerRegionChanged: regionNames,
};

/** Names for codes; days and instants as people write them. */
const inLanguage = ({ type }: Recorded, fact: string, value: string | number | boolean, writing: Writing): string => {
  const text = String(value);
  const name = codes[fact]?.[text] ?? changedCodes[type]?.[text];
  if (name !== undefined) return writing.text(name);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return writing.day(text);
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? writing.instant(text) : text;
};

const isMoney = (value: object): value is Money => 'amount' in value && 'currency' in value;

/** A fact of an event by its name, at any depth. What is sealed is none. */
const factIn = (data: unknown, name: string): string | number | boolean | Money | undefined => {
  if (typeof data !== 'object' || data === null || 'subject' in data) return undefined;
  const own = (data as Record<string, unknown>)[name];
  if (typeof own === 'string' || typeof own === 'number' || typeof own === 'boolean') return own;
  if (typeof own === 'object' && own !== null && isMoney(own)) return own;
  for (const value of Object.values(data)) {
    const found = factIn(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const reasonOf = ({ data, meta }: Recorded): string | null => {
  const given = (data as { readonly reason?: unknown } | null)?.reason ?? meta.reason;
  return typeof given === 'string' && given !== '' ? asOneLine(given) : null;
};

/** What an event changed from one value to another, unless what happened names both. No sentence names a person. */
const changesIn = (happened: string, changed: readonly Difference[], writing: Writing): readonly SentencePart[] =>
  changed.flatMap(({ what, from, to, person, stated }) => {
    if (person || to === null || (from === null && !stated)) return [];
    if (from !== null && happened.includes(from) && happened.includes(to)) return [];
    return filledIn(
      from === null ? newFactClause : changeClause,
      (name) => ({ text: asOneLine(({ what, from, to } as Readonly<Record<string, string>>)[name]!) }),
      writing,
    );
  });

const recordedBy = ({ meta }: Recorded, { actorName }: Surroundings): RecordedBy => {
  const { onBehalfOf, role } = meta;
  return {
    name: actorName,
    role,
    onBehalfOf: onBehalfOf !== undefined && 'plain' in onBehalfOf ? asOneLine(onBehalfOf.plain) : null,
  };
};

const attribution = (
  { name, role, onBehalfOf }: RecordedBy,
  forAnother: boolean,
  writing: Writing,
): readonly SentencePart[] => {
  const values: Readonly<Record<string, string>> = {
    name: asOneLine(name ?? ''),
    role: writing.text(roleNames[role]),
    person: asOneLine(onBehalfOf ?? writing.text(erasedPerson)),
  };
  const whose = name === null ? 'unnamed' : 'named';
  return filledIn(attributions[whose][forAnother ? 'behalf' : 'own'], (place) => ({ text: values[place]! }), writing);
};
