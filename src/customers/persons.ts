import { Inject } from '@nestjs/common';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { customer, mayErase } from '../../domain/customer/customer.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { NotFound } from '../platform/http/problems/problem.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { NumberedStreams } from '../platform/ledger/numbered-streams.js';
import { KEY_STORE } from '../platform/tokens.js';
import { contactAnswer } from './customer-answers.js';

/** What the law lets a person ask for (A2): to learn what is held, and to be forgotten. */
export class Persons {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(NumberedStreams) private readonly streams: NumberedStreams,
  ) {}

  /**
   * Records the erasure, then destroys the person's key. What a crash cuts short in between the next start completes
   * (`Erasures`). Only an id of the ledger's own making is noted in the key store: whatever else a caller writes there
   * could be the name of a person.
   */
  async erase<T>(
    vendor: string,
    customerId: string,
    contactId: string,
    names: boolean,
    record: () => Promise<T | Refusal>,
  ): Promise<T | Refusal> {
    const stream = streamName(vendor, 'customer', customerId);
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    if (names || mayErase(state, contactId)) await this.keys.beginErasure({ vendor, subject: contactId, stream });
    const recorded = await record();
    if (recorded instanceof Refusal) return recorded;
    await this.keys.erase(vendor, contactId);
    return recorded;
  }

  /**
   * All that is stored of the person: the current data, and every event about it, opened, with its position and
   * times. Views hold persons as sealed as the ledger does. Of an erased one what remains: that there was one, when it
   * was erased and why.
   */
  async export(vendor: string, customerId: string, contactId: string) {
    const events = await this.streams.read<CustomerEvent>(vendor, streamName(vendor, 'customer', customerId));
    const about = events.filter(({ data }) => 'contactId' in data && data.contactId === contactId);
    if (about.length === 0) throw new NotFound(contactId);
    const erased = about.some(({ type }) => type === 'ContactErased');
    const { state } = await this.ledger.load(vendor, 'customer', customerId, customer);
    const held =
      erased || state.status !== 'registered'
        ? undefined
        : state.contacts.find((contact) => contact.contactId === contactId);
    return {
      customerId,
      contactId,
      erased,
      current: held === undefined ? null : contactAnswer(held),
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

/** What an event holds of the person, as the person may read it. */
const dataOf = (data: CustomerEvent['data'], erased: boolean): object => {
  if (!('person' in data)) return data;
  return erased ? { contactId: data.contactId, erased: true } : contactAnswer(data);
};
