import type { ContractEvent, Product, Term } from '../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { dayAfter, type Day, type Instant } from '../../domain/kernel/civil.js';
import { type Recorded, type DomainEvent, streamName } from '../../domain/kernel/envelope.js';
import { parsePeriod } from '../../domain/kernel/period.js';
import { spanBetween, openingSpan } from '../../domain/kernel/term.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import type { ReleaseEvent } from '../../domain/release/release.events.js';

/** When an event is true, and when the ledger took it; both follow the event before unless given. */
export interface When {
  readonly effectiveAt?: Instant;
  readonly recordedAt?: Instant;
}

export interface Bought {
  readonly contractId?: string;
  readonly customerId?: string;
  readonly contractNo?: string;
  readonly purchasedOn?: Day;
  readonly product?: Partial<Product>;
  readonly term?: Partial<Term>;
}

/**
 * Recorded events as a store would give them back: in order, each with its position. Positions 1 and 2 are taken by the
 * policy and the calendar of `bookWith`. Deciders are not asked: a history may hold what they would refuse.
 */
export class History {
  readonly events: Recorded<DomainEvent>[] = [];
  private clock: Instant = '2025-01-01T00:00:00.000Z';

  constructor(readonly vendor = 'seeyon') {}

  /** The position of the last event. */
  get position(): number {
    return this.events.length + 2;
  }

  record(category: string, id: string, event: DomainEvent, when: When = {}): number {
    this.clock = when.recordedAt ?? this.clock;
    const stream = streamName(this.vendor, category, id);
    this.events.push({
      id: `event-${this.position + 1}`,
      vendor: this.vendor,
      stream,
      revision: this.events.filter((value) => value.stream === stream).length,
      position: this.position + 1,
      type: event.type,
      schema: 1,
      data: event.data,
      meta: {
        effectiveAt: when.effectiveAt ?? this.clock,
        recordedAt: this.clock,
        actor: 'user-1',
        role: 'sales',
        channel: 'http',
        correlationId: `c-${this.position}`,
        keyHash: 'k'.repeat(64),
        bodyHash: 'b'.repeat(64),
      },
    });
    return this.position;
  }

  customer(customerId: string, level: Level = 'key', region: Region = 'city', when?: When): number {
    return this.ofCustomer(
      customerId,
      {
        type: 'CustomerRegistered',
        data: { customerId, code: customerId, name: `${customerId} GmbH`, level, region, manager: null },
      },
      when,
    );
  }

  ofCustomer(customerId: string, event: CustomerEvent, when?: When): number {
    return this.record('customer', customerId, event, when);
  }

  /** Contract K of the worked answers, unless given otherwise: bought 2025-03-01, version 4.11. */
  purchase(bought: Bought = {}, when?: When): number {
    const {
      contractId = 'con_k',
      customerId = 'cus_a',
      contractNo = 'XS-2025-0311',
      purchasedOn = '2025-03-01',
    } = bought;
    const product: Product = { series: 'EKP', name: 'EKP Suite', version: '4.11', modules: [], ...bought.product };
    const term = freeTerm(purchasedOn, { termId: `${contractId}-t0`, ...bought.term });
    const data = {
      contractId,
      customerId,
      contractNo,
      licenceNo: `L-${contractNo}`,
      product,
      purchasedOn,
      freePeriod: 'P1Y',
      term,
      fee: null,
      note: null,
      importedAs: null,
    };
    return this.ofContract({ type: 'ContractPurchased', data }, contractId, when);
  }

  ofContract(event: ContractEvent, contractId = 'con_k', when?: When): number {
    return this.record('contract', contractId, event, when);
  }

  renewed(term: Term, contractId = 'con_k', when?: When): number {
    return this.ofContract({ type: 'ContractRenewed', data: { term, gapClosed: false } }, contractId, when);
  }

  released(version: string, publishedAt: Instant, series = 'EKP'): number {
    const event: ReleaseEvent = { type: 'ReleasePublished', data: { series, version, publishedAt, notes: null } };
    return this.record('release', `${series}-${version}`, event);
  }
}

const base = { policyVersion: 1, payment: 'paid', paidOn: null, fee: null, documentNo: null } as const;

/** C1: a year from the purchase day on. */
export const freeTerm = (firstDay: Day, given: Partial<Term> = {}): Term => ({
  ...base,
  ...openingSpan(firstDay, parsePeriod('P1Y')!, 'corresponding-day'),
  termId: 'trm_0',
  kind: 'free',
  signedOn: firstDay,
  period: 'P1Y',
  ...given,
});

/** C2, C3: a paid term; from its first day to the last one given, else of one year. */
export const paidTerm = (termId: string, firstDay: Day, given: Partial<Term> = {}): Term => ({
  ...base,
  ...openingSpan(firstDay, parsePeriod('P1Y')!, 'corresponding-day'),
  termId,
  kind: 'paid',
  signedOn: firstDay,
  period: 'P1Y',
  ...given,
});

/** C2: the term that follows on another for a year, keeping its anchor (T4). */
export const following = (termId: string, previous: Term, lastDay: Day, given: Partial<Term> = {}): Term => {
  const firstDay = dayAfter(previous.lastDay);
  return {
    ...base,
    ...spanBetween(firstDay, lastDay, { ...previous, termEnd: 'corresponding-day' }, 'corresponding-day'),
    termId,
    kind: 'paid',
    signedOn: previous.lastDay,
    period: 'P1Y',
    ...given,
  };
};
