import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { dayAt } from '../../domain/kernel/civil.js';
import { idOfStream, type Recorded, streamName } from '../../domain/kernel/envelope.js';
import { type Merges, merges, survivorOf } from '../../domain/merges/merges.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import type { ObligationEvent } from '../../domain/obligation/obligation.events.js';
import type { PolicyEvent } from '../../domain/policy/policy.events.js';
import type { RequestEvent } from '../../domain/request/request.events.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';
import { mergesStream } from '../customers/customers.port.js';
import type { Ordinals } from '../platform/ordinals/ordinals.js';
import { categoryOf, changedScopeOf } from './changed-scope.js';
import { ownerOn, type Ownership, type OwnershipFact, ownershipFactOf, ownershipOf } from './ownership.js';
import { StreamHistories } from './stream-histories.js';

/** A customer by both its numbers; no code where the registration was abandoned. */
export interface Named {
  readonly customerId: string;
  readonly customerCode: string | null;
}

/** What an event is about, as known at its position. */
export interface Party extends Named {
  /** The customer that answers for this one after merges; absent where it answers itself. */
  readonly mergedIntoId?: string;
  readonly mergedIntoCode?: string | null;
  readonly contractId?: string;
  readonly contractNo?: string;
}

/** Whose entitlements an event may change. */
export type Concerned =
  | {
      readonly scope: 'customer';
      /** A customer and all that were merged into it: the one that answers for them first. */
      readonly customers: readonly [Named, ...Named[]];
      readonly contractId?: string;
      readonly contractNo?: string;
    }
  | { readonly scope: 'series'; readonly series: string }
  | { readonly scope: 'vendor' };

const registered = ({ type, data }: Recorded): { readonly code: string } | undefined =>
  type === 'CustomerRegistered' ? { code: (data as Registered).code } : undefined;
type Registered = Extract<CustomerEvent, { type: 'CustomerRegistered' }>['data'];

const requested = ({ type, data }: Recorded): { readonly customerId: string } | undefined =>
  type === 'RequestRegistered' ? { customerId: (data as Requested).customerId } : undefined;
type Requested = Extract<RequestEvent, { type: 'RequestRegistered' }>['data'];

const published = ({ type, data }: Recorded): { readonly zone: string } | undefined =>
  type === 'PolicyPublished' ? { zone: (data as PolicyEvent['data']).policy.timeZone } : undefined;

/**
 * Customers and contracts of events, derived from the ledger as it was known at each event's position. No view is read:
 * the same event has the same parties whenever, and in whichever process, it is asked about.
 */
export class ConcernedCustomers {
  readonly #contracts: StreamHistories<OwnershipFact>;
  readonly #customers: StreamHistories<{ readonly code: string }>;
  readonly #merges: StreamHistories<Recorded<MergeEvent>>;
  readonly #requests: StreamHistories<{ readonly customerId: string }>;
  readonly #policies: StreamHistories<{ readonly zone: string }>;

  constructor(ordinals: Pick<Ordinals, 'readStream'>) {
    this.#contracts = new StreamHistories(ordinals, ownershipFactOf);
    this.#customers = new StreamHistories(ordinals, registered);
    this.#merges = new StreamHistories(ordinals, (event) => event as Recorded<MergeEvent>);
    this.#requests = new StreamHistories(ordinals, requested);
    this.#policies = new StreamHistories(ordinals, published);
  }

  /** The customer (and contract) that an event is about; null where it is about neither. */
  async partyOf(event: Recorded): Promise<Party | null> {
    const { vendor, stream, position, meta, data } = event;
    switch (categoryOf(event)) {
      case 'contract': {
        const owned = await this.#ownership(stream, position);
        if (owned === undefined) return null;
        const owner = ownerOn(owned, dayAt(meta.recordedAt, await this.#zone(vendor, position)));
        const party = await this.#withSurvivor(vendor, owner, position);
        return { ...party, contractId: idOfStream(stream), contractNo: owned.contractNo };
      }
      case 'customer':
        return this.#withSurvivor(vendor, idOfStream(stream), position);
      case 'request': {
        const customerId = await this.#requester(stream, position);
        return customerId === undefined ? null : this.#withSurvivor(vendor, customerId, position);
      }
      case 'merges': {
        const { absorbedId, intoId } = data as MergeEvent['data'];
        const [absorbed, into] = [
          await this.#named(vendor, absorbedId, position),
          await this.#named(vendor, intoId, position),
        ];
        return { ...absorbed, mergedIntoId: into.customerId, mergedIntoCode: into.customerCode };
      }
      case 'obligation': {
        const { customerId, contractId } = data as ObligationEvent['data'];
        if (customerId === null) return null;
        const party = await this.#withSurvivor(vendor, customerId, position);
        if (contractId === null) return party;
        const owned = await this.#ownership(streamName(vendor, 'contract', contractId), position);
        return owned === undefined ? party : { ...party, contractId, contractNo: owned.contractNo };
      }
      default:
        return null;
    }
  }

  /** Whose entitlements the event may change, at any instant; in an order that depends on the ledger alone. */
  async concernedBy(event: Recorded): Promise<readonly Concerned[]> {
    const { vendor, stream, position, data } = event;
    switch (changedScopeOf(event)) {
      case 'none':
        return [];
      case 'vendor':
        return [{ scope: 'vendor' }];
      case 'series':
        return [{ scope: 'series', series: (data as ReleaseEvent['data']).series }];
      case 'customer':
        return this.#families(vendor, [idOfStream(stream)], position);
      case 'merge': {
        const { absorbedId, intoId } = data as MergeEvent['data'];
        return this.#families(vendor, [intoId, absorbedId], position);
      }
      case 'contract': {
        const owned = await this.#ownership(stream, position);
        if (owned === undefined) return [];
        const families = await this.#families(vendor, owned.everOwners, position);
        const contract = { contractId: idOfStream(stream), contractNo: owned.contractNo };
        return families.map((family) => ({ ...family, ...contract }));
      }
    }
  }

  /** The customer that made a request; undefined where it was never registered. */
  async #requester(stream: string, position: number): Promise<string | undefined> {
    const [first] = await this.#requests.upTo(stream, position);
    return first?.customerId;
  }

  async #ownership(stream: string, position: number): Promise<Ownership | undefined> {
    return ownershipOf(await this.#contracts.upTo(stream, position));
  }

  /** One for each customer that answers for itself, with all that were merged into it by then. */
  async #families(vendor: string, customerIds: readonly string[], position: number) {
    const into = await this.#mergesAt(vendor, position);
    const survivors = new Set(customerIds.map((id) => survivorOf(id, into)));
    const families: Extract<Concerned, { scope: 'customer' }>[] = [];
    for (const survivor of survivors) {
      const absorbed = [...into.keys()].filter((id) => survivorOf(id, into) === survivor);
      const customers: [Named, ...Named[]] = [await this.#named(vendor, survivor, position)];
      for (const id of absorbed) customers.push(await this.#named(vendor, id, position));
      families.push({ scope: 'customer', customers });
    }
    return families;
  }

  async #withSurvivor(vendor: string, customerId: string, position: number): Promise<Party> {
    const named = await this.#named(vendor, customerId, position);
    const survivor = survivorOf(customerId, await this.#mergesAt(vendor, position));
    if (survivor === customerId) return named;
    const into = await this.#named(vendor, survivor, position);
    return { ...named, mergedIntoId: into.customerId, mergedIntoCode: into.customerCode };
  }

  async #named(vendor: string, customerId: string, position: number): Promise<Named> {
    const [first] = await this.#customers.upTo(streamName(vendor, 'customer', customerId), position);
    return { customerId, customerCode: first?.code ?? null };
  }

  async #mergesAt(vendor: string, position: number): Promise<Merges['into']> {
    const events = await this.#merges.upTo(mergesStream(vendor), position);
    return events.reduce((state, event) => merges.evolve(state, event), merges.initial).into;
  }

  /** That of the first policy, so that no later version moves an old day (P1). */
  async #zone(vendor: string, position: number): Promise<string> {
    const [first] = await this.#policies.upTo(streamName(vendor, 'policy', vendor), position);
    return first?.zone ?? 'UTC';
  }
}
