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
  rows: customersOf,
  apply(event, live, customerId) {
    const fact = factOf(event, customerId);
    return withFacts(live, customerId, event, isNews(fact, live) ? [fact] : [], paging);
  },
});

/** A contract that is recorded again, such as after a transfer back, changes nothing. */
const isNews = (fact: CustomerFact | RemovedFact, live: CustomerSheetRow | undefined): boolean =>
  isRemoved(fact) || fact.kind !== 'contract' || live?.facts.some(({ key }) => key === fact.key) !== true;

/** The customers whose rows the event changes; a correction of other facts changes none. */
function customersOf(event: Recorded<SheetEvent>): readonly string[] {
  switch (event.type) {
    case 'CustomerRegistered':
    case 'CustomerLevelChanged':
    case 'CustomerRegionChanged':
    case 'CustomerWithdrawn':
      return [idOfStream(event.stream)];
    case 'ContractPurchased':
    case 'ContractWithdrawn':
      return [event.data.customerId];
    case 'ContractTransferred':
    case 'TransferCorrected':
      return [event.data.toCustomerId];
    case 'ContractCorrected':
      return event.data.facts.customerId === undefined ? [] : [event.data.facts.customerId];
    case 'CustomersMerged':
    case 'CustomerMergeUndone':
      return [event.data.absorbedId, event.data.intoId];
  }
}

/** What the event records of one of these customers. */
function factOf(event: Recorded<SheetEvent>, customerId: string): CustomerFact | RemovedFact {
  const { position } = event;
  const proof = [{ position, type: event.type }];
  switch (event.type) {
    case 'CustomerRegistered': {
      const { level, region } = event.data;
      return { position, proof, kind: 'registered', key: 'registered', level, region };
    }
    case 'CustomerLevelChanged': {
      const { to: level } = event.data;
      return { position, proof, kind: 'level', key: `level:${position}`, level, from: event.meta.effectiveAt };
    }
    case 'CustomerRegionChanged': {
      const { to: region } = event.data;
      return { position, proof, kind: 'region', key: `region:${position}`, region, from: event.meta.effectiveAt };
    }
    case 'CustomerWithdrawn':
      return { position, proof, kind: 'gone', key: 'registered' };
    case 'ContractWithdrawn':
      return { position, proof, kind: 'gone', key: `contract:${idOfStream(event.stream)}` };
    case 'ContractPurchased':
    case 'ContractTransferred':
    case 'TransferCorrected':
    case 'ContractCorrected': {
      const contractId = idOfStream(event.stream);
      return { position, proof, kind: 'contract', key: `contract:${contractId}`, contractId };
    }
    case 'CustomersMerged': {
      const { absorbedId, intoId } = event.data;
      return customerId === absorbedId
        ? { position, proof, kind: 'merged-into', key: 'merged-into', customerId: intoId }
        : { position, proof, kind: 'absorbed', key: `absorbed:${absorbedId}`, customerId: absorbedId };
    }
    case 'CustomerMergeUndone': {
      const { absorbedId } = event.data;
      const key = customerId === absorbedId ? 'merged-into' : `absorbed:${absorbedId}`;
      return { position, proof, kind: 'gone', key };
    }
  }
}

const recentAtLeast = 8;
const worthARow = 16;

/** A level or region that was replaced long ago is needed only by questions about its own time. */
const customerPaging: Paging<CustomerFact> = {
  wholeUpTo: 8,
  replacedAtMost: 8,
  old(facts, today) {
    if (facts.length < recentAtLeast + worthARow) return null;
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
