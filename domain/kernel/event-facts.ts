import type { Day } from './civil.js';
import type { DomainEvent } from './envelope.js';

/**
 * What happened, in zh-CN, zh-TW, en, without the full stop, the reason and who recorded it, which are written behind
 * it. `{name}` is a fact of the event, found at any depth; `{contract}` and `{customer}` are the number of the contract
 * and the name of the customer that the event is about. No names of persons.
 */
export type Sentence = readonly [zhCN: string, zhTW: string, en: string];

/** What the product has to know of a type of event besides its data. */
export interface EventFact<Data> {
  /** What histories and explanations of answers show of it; null where neither shows it. */
  readonly sentence: Sentence | null;
  /** Whether webhooks can subscribe to it. */
  readonly announced: boolean;
  /** T5: the day it is true from, where it names one; else it is true from when it was recorded. */
  readonly effectiveOn?: (data: Data) => Day;
}

/** Complete by its type: a new type of event does not compile until its facts are listed beside it. */
export type EventFacts<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: EventFact<Extract<Event, { readonly type: Type }>['data']>;
};

/** The facts of types that no history shows and no webhook announces. */
export const internalFact = { sentence: null, announced: false } as const;
