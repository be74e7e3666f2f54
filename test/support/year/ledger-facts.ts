import type { Recorded } from '../../../domain/kernel/envelope.js';
import { PlainCalendar } from './plain-calendar.js';

/** An event as the plain computation reads it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Data = any;
export interface Fact {
  readonly position: number;
  readonly type: string;
  readonly data: Data;
  readonly role: string;
  /** Epoch ms. */
  readonly recordedAt: number;
}

/** Whom an obligation can reach, in one place: contacts and managers of customers, and which customers are one. */
interface Contact {
  readonly notify: boolean;
  readonly topics: readonly string[] | null;
}
interface CustomerThen {
  readonly contacts: Map<string, Contact>;
  managerKey: string | null;
  readonly erased: Set<string>;
  readonly failed: Set<string>;
}

/** Who is written to at an instant, or what can be named as the reason why nobody is. */
export interface Reached {
  readonly keys: readonly string[];
  readonly because: readonly string[];
}

/** The events of one vendor, apart by stream, and what holds at an instant. */
export class LedgerFacts {
  readonly streams = new Map<string, Fact[]>();
  readonly #calendars: { readonly from: number; readonly calendar: PlainCalendar; readonly version: string }[] = [];

  constructor(
    readonly vendor: string,
    events: readonly Recorded[],
  ) {
    for (const { position, stream, type, data, meta } of events) {
      const fact = { position, type, data: data as Data, role: meta.role, recordedAt: Date.parse(meta.recordedAt) };
      const known = this.streams.get(stream);
      if (known === undefined) this.streams.set(stream, [fact]);
      else known.push(fact);
      if (type === 'CalendarPublished') {
        const { version, holidays } = fact.data;
        this.#calendars.push({ from: fact.recordedAt, calendar: new PlainCalendar(holidays), version });
      }
    }
  }

  /** Streams of a category, by id. */
  *of(category: string): Iterable<readonly [id: string, facts: readonly Fact[]]> {
    const prefix = `${this.vendor}.${category}-`;
    for (const [stream, facts] of this.streams)
      if (stream.startsWith(prefix)) yield [stream.slice(prefix.length), facts];
  }

  /** O8: the newest that is known then. */
  calendarAt(at: number): PlainCalendar {
    return this.#calendars.findLast(({ from }) => from <= at)!.calendar;
  }

  /** K14: the one of a decision. */
  calendar(version: string): PlainCalendar {
    return this.#calendars.find((each) => each.version === version)!.calendar;
  }

  /** Instants at which what is computed of working days may change. */
  get publications(): readonly number[] {
    return this.#calendars.map(({ from }) => from);
  }

  /** C1: the customers that are one with this one, whoever answers for all of them first. */
  family(customerId: string, at: number): readonly string[] {
    const into = new Map<string, string>();
    for (const { type, data, recordedAt } of this.streams.get(`${this.vendor}.merges-customers`) ?? []) {
      if (recordedAt > at) break;
      if (type === 'CustomersMerged') into.set(data.absorbedId, data.intoId);
      else into.delete(data.absorbedId);
    }
    const rootOf = (id: string): string => (into.has(id) ? rootOf(into.get(id)!) : id);
    const root = rootOf(customerId);
    return [root, ...[...into.keys()].filter((id) => rootOf(id) === root)];
  }

  customer(customerId: string, at: number): CustomerThen {
    const then: CustomerThen = { contacts: new Map(), managerKey: null, erased: new Set(), failed: new Set() };
    for (const { type, data, recordedAt } of this.streams.get(`${this.vendor}.customer-${customerId}`) ?? []) {
      if (recordedAt > at) break;
      if (type === 'CustomerRegistered' || type === 'CustomerManagerAssigned')
        then.managerKey = data.manager?.subject ?? null;
      else if (type === 'ContactAdded' || type === 'ContactChanged')
        then.contacts.set(data.contactId, { notify: data.notify, topics: data.topics ?? null });
      else if (type === 'TopicsChanged') {
        const contact = then.contacts.get(data.contactId);
        if (contact !== undefined) then.contacts.set(data.contactId, { ...contact, topics: data.topics });
      } else if (type === 'ContactRemoved') then.contacts.delete(data.contactId);
      else if (type === 'AddressFailed') then.failed.add(data.contactId);
      else if (type === 'ContactErased') then.erased.add(data.contactId);
    }
    return then;
  }

  /** O5: contacts of the family that may be written to about a topic, and the manager of the one that answers. */
  owners(customerId: string, at: number): Reached {
    const family = this.family(customerId, at).map((id) => ({ id, ...this.customer(id, at) }));
    const contacts = family.flatMap((member) => [...member.contacts.keys()].filter((id) => reaches(member, id, null)));
    const keys = [...contacts, ...this.manager(customerId, at)];
    const because = [
      ...(family.some(({ failed }) => failed.size > 0) ? ['undeliverable'] : []),
      ...(family.some(({ erased }) => erased.size > 0) ? ['erased'] : []),
    ];
    return { keys, because: because.length > 0 ? because : ['no-recipient'] };
  }

  /** One contact, about a topic. */
  contact(customerId: string, contactId: string | null, topic: string | null, at: number): Reached {
    const family = this.family(customerId, at).map((id) => this.customer(id, at));
    if (contactId === null) return { keys: [], because: ['no-recipient'] };
    if (family.some((member) => reaches(member, contactId, topic))) return { keys: [contactId], because: [] };
    if (family.some(({ erased }) => erased.has(contactId))) return { keys: [], because: ['erased'] };
    if (family.some(({ failed }) => failed.has(contactId))) return { keys: [], because: ['undeliverable'] };
    return { keys: [], because: ['no-recipient', 'unsubscribed'] };
  }

  /** R17: the manager of the customer that answers; every manager of the simulation has an address. */
  manager(customerId: string, at: number): readonly string[] {
    const [root] = this.family(customerId, at);
    const { managerKey, failed, erased } = this.customer(root!, at);
    return managerKey === null || failed.has(managerKey) || erased.has(managerKey) ? [] : [`manager-${root}`];
  }

  /** Whoever is written to for a member of staff: the policy of the simulation names an address for service. */
  staff(customerId: string, at: number): readonly string[] {
    const manager = this.manager(customerId, at);
    return manager.length > 0 ? manager : ['desk'];
  }
}

const reaches = ({ contacts, erased, failed }: CustomerThen, id: string, topic: string | null): boolean => {
  const contact = contacts.get(id);
  if (contact === undefined || !contact.notify || erased.has(id) || failed.has(id)) return false;
  return topic === null || contact.topics === null || contact.topics.includes(topic);
};
