import type { ContractEvent } from '../../domain/contract/contract.events.js';
import type { CustomerEvent } from '../../domain/customer/customer.events.js';
import { idOfStream, type Recorded } from '../../domain/kernel/envelope.js';
import { latestOf } from '../facts/facts.row.js';
import { type Paging, withFacts } from '../facts/pages.js';
import type { Projection } from '../projection.js';
import type { CustomerFact, CustomerSheetRow, LevelFact, RegionFact } from './customer-sheet.row.js';

type SheetEvent =
  | Extract<CustomerEvent, { type: 'CustomerRegistered' | 'CustomerLevelChanged' | 'CustomerRegionChanged' }>
  | Extract<ContractEvent, { type: 'ContractPurchased' | 'ContractTransferred' | 'ContractCorrected' }>;

/** Level and region by instant, and every contract the customer was ever said to own. The live row's id is the customer's. */
export const customerSheetIn = (paging: Paging<CustomerFact>): Projection<CustomerSheetRow, SheetEvent> => ({
  name: 'customer-sheet',
  version: 1,
  handles: ['CustomerRegistered', 'CustomerLevelChanged', 'CustomerRegionChanged', 'ContractPurchased', 'ContractTransferred', 'ContractCorrected'],
  indexes: [['subject', 'part', 'knownTo']],
  reads: (event) => {
    const customerId = customerOf(event);
    return customerId === null ? [] : [customerId];
  },
  apply(event, rows) {
    const customerId = customerOf(event);
    if (customerId === null) return [];
    const live = rows.get(customerId);
    const said = saidBy(event);
    // The same contract said again, as when it comes back by transfer, is nothing new.
    if (said.kind === 'contract' && latestOf(live ? [live] : [], event.position).has(said.key)) return [];
    return withFacts(live, customerId, event, [said], paging);
  },
});

/** Whose row the event moves; a correction of other facts than the customer moves none. */
const customerOf = (event: Recorded<SheetEvent>): string | null => {
  switch (event.type) {
    case 'CustomerRegistered':
    case 'CustomerLevelChanged':
    case 'CustomerRegionChanged':
      return idOfStream(event.stream);
    case 'ContractPurchased':
      return event.data.customerId;
    case 'ContractTransferred':
      return event.data.toCustomerId;
    case 'ContractCorrected':
      return event.data.facts.customerId ?? null;
  }
};

const saidBy = (event: Recorded<SheetEvent>): CustomerFact => {
  const by = { position: event.position, proof: [{ position: event.position, type: event.type }] };
  switch (event.type) {
    case 'CustomerRegistered':
      return { ...by, kind: 'registered', key: 'registered', level: event.data.level, region: event.data.region };
    case 'CustomerLevelChanged':
      return { ...by, kind: 'level', key: `level:${event.position}`, level: event.data.to, from: event.meta.effectiveAt };
    case 'CustomerRegionChanged':
      return { ...by, kind: 'region', key: `region:${event.position}`, region: event.data.to, from: event.meta.effectiveAt };
    case 'ContractPurchased':
    case 'ContractTransferred':
    case 'ContractCorrected': {
      const contractId = idOfStream(event.stream);
      return { ...by, kind: 'contract', key: `contract:${contractId}`, contractId };
    }
  }
};

const kept = 8;
const worthARow = 16;

/** A level or region that later ones have replaced long since is asked for by questions about its own time alone. */
const customerPaging: Paging<CustomerFact> = {
  replacedAtMost: 8,
  old(facts, today) {
    const parts = (['level', 'region'] as const).map((kind) => {
      const past = facts.filter((fact): fact is LevelFact | RegionFact => fact.kind === kind && fact.from < today);
      const sorted = past.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.position - b.position));
      const at = Math.max(0, sorted.length - kept);
      return { old: sorted.slice(0, at), before: at === 0 ? '' : sorted[at]!.from };
    });
    const old = parts.flatMap((part) => part.old);
    if (old.length < worthARow) return null;
    return { facts: old, before: parts.map((part) => part.before).reduce((a, b) => (a > b ? a : b)), to: null };
  },
  answersFrom: (_facts, agedTo) => `${agedTo}T00:00:00.000Z`,
};

export const customerSheet = customerSheetIn(customerPaging);
