import { Inject } from '@nestjs/common';
import type { CustomerEvent, MadeObject } from '../../domain/customer/customer.events.js';
import { customer, type CustomerState, mayErase } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { NotFound } from '../platform/http/problems/problem.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { KEY_STORE } from '../platform/tokens.js';
import { contactAnswer, managerAnswer } from './customer-answers.js';
import { ERASED_ALONG, type ErasedAlong, eraseWhole, type PersonErasure } from './erased-along.js';

/** What the law lets a person ask for (A2): to learn what is held, and to be forgotten. */
export class Persons {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
    @Inject(ERASED_ALONG) private readonly along: readonly ErasedAlong[],
  ) {}

  /**
   * Records the erasure, then destroys what is held elsewhere of the person (A7), then the person's key. What a crash
   * cuts short in between the next start completes (`Erasures`). Only an id of the ledger's own making is noted in the
   * key store: whatever else a caller writes there could be the name of a person.
   */
  async erase<T>(erasure: PersonErasure, names: boolean, record: () => Promise<T | Refusal>): Promise<T | Refusal> {
    const { vendor, customerId, personId } = erasure;
    const stream = streamName(vendor, 'customer', customerId);
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    if (names || mayErase(state, personId)) await this.keys.beginErasure({ vendor, subject: personId, stream });
    const recorded = await record();
    if (recorded instanceof Refusal) return recorded;
    await eraseWhole(this.keys, this.along, erasure);
    return recorded;
  }

  /** A7: what the person asked for, whose texts an erasure destroys or keeps. */
  async made(vendor: string, personId: string): Promise<readonly MadeObject[]> {
    return (await Promise.all(this.along.map((each) => each.made(vendor, personId)))).flat();
  }

  /**
   * All that is stored of the person: the current data, and every event about it, opened, with its position and
   * times. Views hold persons as sealed as the ledger does. Of an erased one what remains: that there was one, when it
   * was erased and why.
   */
  async export(vendor: string, customerId: string, contactId: string) {
    const events = await this.streams.read<CustomerEvent>(vendor, streamName(vendor, 'customer', customerId));
    const about = events.filter(({ data }) => isAbout(data, contactId));
    if (about.length === 0) throw new NotFound(contactId);
    const erased = about.some(({ type }) => type === 'ContactErased');
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    return {
      customerId,
      contactId,
      erased,
      current: erased ? null : currentOf(state, contactId),
      events: about.map(({ position, type, data, meta }) => ({
        position,
        type,
        recordedAt: meta.recordedAt,
        effectiveAt: meta.effectiveAt,
        data: dataOf(data, erased),
      })),
    };
  }
}

const isAbout = (data: CustomerEvent['data'], personId: string): boolean =>
  'contactId' in data ? data.contactId === personId : 'manager' in data && data.manager?.subject === personId;

/** The present data of a present contact or manager. */
const currentOf = (state: CustomerState, personId: string): object | null => {
  if (state.status !== 'registered') return null;
  if (state.manager?.subject === personId) return managerAnswer(state.manager);
  const contact = state.contacts.find(({ contactId }) => contactId === personId);
  return contact === undefined ? null : contactAnswer(contact);
};

/** What an event holds of the person, as the person may read it. */
const dataOf = (data: CustomerEvent['data'], erased: boolean): object => {
  if ('manager' in data && data.manager !== null) return managerAnswer(data.manager);
  if (!('person' in data)) return data;
  return erased ? { contactId: data.contactId, erased: true } : contactAnswer(data);
};
