import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import type { MergeEvent } from '../../domain/merges/merges.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { type RemovedFact, isRemoved } from '../facts/facts.row.js';
import { type Paging, withFacts } from '../facts/pages.js';
import { allOf, type Projection } from '../projection.js';
import type { CustomerFact, CustomerSheetRow, LevelFact, RegionFact } from './customer-sheet.row.js';

type SheetEvent =
  | Extract<
      CustomerEvent,
      { type: 'CustomerRegistered' | 'CustomerLevelChanged' | 'CustomerRegionChanged' | 'CustomerWithdrawn' }
    >
  | Extract<
      ContractEvent,
      {
        type:
          'ContractPurchased' | 'ContractTransferred' | 'ContractCorrected' | 'TransferCorrected' | 'ContractWithdrawn';
      }
    >
  | MergeEvent;

/**
 * Level and region by instant, and every contract ever recorded for the customer. The live row's id is the customer's.
 */
export const customerSheetIn = (paging: Paging<CustomerFact>): Projection<CustomerSheetRow, SheetEvent> => ({
  name: 'customer-sheet',
  version: 2,
  handles: allOf<SheetEvent>()({
    CustomerRegistered: true,
    CustomerLevelChanged: true,
    CustomerRegionChanged: true,
    CustomerWithdrawn: true,
    ContractPurchased: true,
    ContractTransferred: true,
    ContractCorrected: true,
    TransferCorrected: true,
    ContractWithdrawn: true,
    CustomersMerged: true,
    CustomerMergeUndone: true,
  }),
  indexes: [['subject', 'part', 'knownTo']],
  rows: (event) => factsOf(event).map(({ customerId }) => customerId),
  apply(event, live, customerId) {
    const facts = factsOf(event).flatMap((each) =>
      each.customerId === customerId && isNews(each.fact, live) ? [each.fact] : [],
    );
    return withFacts(live, customerId, event, facts, paging);
  },
});

interface CustomerFactOf {
  readonly customerId: string;
  readonly fact: CustomerFact | RemovedFact;
}

/** A contract that is recorded again, such as after a transfer back, changes nothing. */
const isNews = (fact: CustomerFact | RemovedFact, live: CustomerSheetRow | undefined): boolean =>
  isRemoved(fact) || fact.kind !== 'contract' || live?.facts.some(({ key }) => key === fact.key) !== true;

/** The facts of the event, by the customer whose row it changes; a correction of other facts changes none. */
const factsOf = (event: Recorded<SheetEvent>): readonly CustomerFactOf[] => {
  const by = { position: event.position, proof: [{ position: event.position, type: event.type }] };
  const contractOf = (customerId: string): CustomerFactOf => {
    const contractId = idOfStream(event.stream);
    return { customerId, fact: { ...by, kind: 'contract', key: `contract:${contractId}`, contractId } };
  };
  switch (event.type) {
    case 'CustomerRegistered':
      return [
        {
          customerId: idOfStream(event.stream),
          fact: { ...by, kind: 'registered', key: 'registered', level: event.data.level, region: event.data.region },
        },
      ];
    case 'CustomerLevelChanged':
      return [
        {
          customerId: idOfStream(event.stream),
          fact: {
            ...by,
            kind: 'level',
            key: `level:${event.position}`,
            level: event.data.to,
            from: event.meta.effectiveAt,
          },
        },
      ];
    case 'CustomerRegionChanged':
      return [
        {
          customerId: idOfStream(event.stream),
          fact: {
            ...by,
            kind: 'region',
            key: `region:${event.position}`,
            region: event.data.to,
            from: event.meta.effectiveAt,
          },
        },
      ];
    case 'CustomerWithdrawn':
      return [{ customerId: idOfStream(event.stream), fact: { ...by, kind: 'gone', key: 'registered' } }];
    case 'ContractWithdrawn':
      return [
        {
          customerId: event.data.customerId,
          fact: { ...by, kind: 'gone', key: `contract:${idOfStream(event.stream)}` },
        },
      ];
    case 'ContractPurchased':
      return [contractOf(event.data.customerId)];
    case 'ContractTransferred':
    case 'TransferCorrected':
      return [contractOf(event.data.toCustomerId)];
    case 'ContractCorrected':
      return event.data.facts.customerId === undefined ? [] : [contractOf(event.data.facts.customerId)];
    case 'CustomersMerged': {
      const { absorbedId, intoId } = event.data;
      return [
        { customerId: absorbedId, fact: { ...by, kind: 'merged-into', key: 'merged-into', customerId: intoId } },
        {
          customerId: intoId,
          fact: { ...by, kind: 'absorbed', key: `absorbed:${absorbedId}`, customerId: absorbedId },
        },
      ];
    }
    case 'CustomerMergeUndone': {
      const { absorbedId, intoId } = event.data;
      return [
        { customerId: absorbedId, fact: { ...by, kind: 'gone', key: 'merged-into' } },
        { customerId: intoId, fact: { ...by, kind: 'gone', key: `absorbed:${absorbedId}` } },
      ];
    }
  }
};

const recentAtLeast = 8;
const worthARow = 16;

/** A level or region that was replaced long ago is needed only by questions about its own time. */
const customerPaging: Paging<CustomerFact> = {
  replacedAtMost: 8,
  old(facts, today) {
    const parts = (['level', 'region'] as const).map((kind) => {
      const past = facts.filter((fact): fact is LevelFact | RegionFact => fact.kind === kind && fact.from < today);
      const sorted = past.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.position - b.position));
      const at = Math.max(0, sorted.length - recentAtLeast);
      return { old: sorted.slice(0, at), before: at === 0 ? '' : sorted[at]!.from };
    });
    const old = parts.flatMap((part) => part.old);
    if (old.length < worthARow) return null;
    return { facts: old, before: parts.map((part) => part.before).reduce((a, b) => (a > b ? a : b)), to: null };
  },
  answersFrom: (_facts, agedTo) => `${agedTo}T00:00:00.000Z`,
};

export const customerSheet = customerSheetIn(customerPaging);
