import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { topicsOf } from '../../domain/customer/contacts.js';
import { customer } from '../../domain/customer/customer.js';
import { type Contact, type Topic, topics } from '../../domain/customer/customer.events.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { streamName } from '../../domain/kernel/envelope.js';
import { ChooseTopics } from '../customers/customers.port.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { PolicyBooks } from '../policies/policies.port.js';
import type { Clock } from '../platform/clock.js';
import { CLOCK } from '../platform/tokens.js';
import { Tokens } from './tokens.js';

/** What a token is about, as it is now. */
export interface Unsubscription {
  /** The vendor's name. */
  readonly company: string;
  readonly topic: Topic;
  readonly subscribed: boolean;
}

interface Found {
  readonly vendor: string;
  readonly customerId: string;
  readonly contact: Contact;
  readonly topic: Topic;
}

/** Two recipients' clicks on different topics of one contact can overwrite each other: then once more. */
const attempts = 3;

/** M5, M6: ends notices of one topic for one contact, by the token of a mail. */
export class Unsubscriptions {
  constructor(
    @Inject(Tokens) private readonly tokens: Tokens,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined for a token that is none, of somebody who was erased or removed, or of contract mail. */
  async find(token: string): Promise<Unsubscription | undefined> {
    const found = await this.#found(token);
    return found && this.#shown(found);
  }

  /** The same after it acted; repeated, it changes nothing. */
  async act(token: string, correlationId: string): Promise<Unsubscription | undefined> {
    let found = await this.#found(token);
    for (let n = 0; n < attempts && found !== undefined && isSubscribed(found); n += 1) {
      await this.#unsubscribe(found, correlationId);
      found = await this.#found(token);
    }
    return found && this.#shown(found);
  }

  async #unsubscribe({ vendor, customerId, contact, topic }: Found, correlationId: string): Promise<void> {
    const { contactId } = contact;
    const chosen = topicsOf(contact).filter((each) => each !== topic);
    const request = {
      actor: { id: contactId, role: 'customer' as const },
      channel: 'mail',
      correlationId,
      scope: `POST /unsubscribe ${customerId} ${contactId}`,
      key: randomUUID(),
      body: null,
    };
    const outcome = await this.bus.execute(
      new ChooseTopics(vendor, { customerId, contactId }, { topics: chosen }, request),
    );
    if (outcome instanceof Refusal) throw problemOfRefusal(outcome, { customerId, contactId });
  }

  async #found(token: string): Promise<Found | undefined> {
    const [vendor, customerId, contactId, named] = this.tokens.read('unsubscribe', token) ?? [];
    const topic = topics.find((each) => each === named && each !== 'contract');
    if (vendor === undefined || customerId === undefined || topic === undefined) return undefined;
    const { state } = await this.ledger.streams.fold(vendor, streamName(vendor, 'customer', customerId), customer);
    if (state.status !== 'registered') return undefined;
    const contact = state.contacts.find((each) => each.contactId === contactId);
    return contact === undefined || !('plain' in contact.person) ? undefined : { vendor, customerId, contact, topic };
  }

  async #shown(found: Found): Promise<Unsubscription> {
    const { book } = await this.books.snapshot(found.vendor);
    const { policy } = book.policyAt(this.clock.ms(), Infinity);
    return { company: policy.company, topic: found.topic, subscribed: isSubscribed(found) };
  }
}

const isSubscribed = ({ contact, topic }: Found): boolean => topicsOf(contact).includes(topic);
