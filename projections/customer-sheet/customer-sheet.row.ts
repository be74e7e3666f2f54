import type { Instant } from '../../domain/kernel/civil.js';
import type { Level, Region } from '../../domain/kernel/vocabulary.js';
import type { Fact, FactRow } from '../facts/facts.row.js';

/** As registered: holds for every instant before the first change. */
export interface RegisteredFact extends Fact {
  readonly kind: 'registered';
  readonly level: Level;
  readonly region: Region;
}
export interface LevelFact extends Fact {
  readonly kind: 'level';
  readonly level: Level;
  readonly from: Instant;
}
export interface RegionFact extends Fact {
  readonly kind: 'region';
  readonly region: Region;
  readonly from: Instant;
}
/** A contract that was recorded for this customer at some time; the contract's own sheet holds its owners. */
export interface ContractOfFact extends Fact {
  readonly kind: 'contract';
  readonly contractId: string;
}
/** On the absorbed customer's sheet: the surviving customer. */
export interface MergedIntoFact extends Fact {
  readonly kind: 'merged-into';
  readonly customerId: string;
}
/** On the survivor's sheet: for whom it answers besides. */
export interface AbsorbedFact extends Fact {
  readonly kind: 'absorbed';
  readonly customerId: string;
}
export type CustomerFact = RegisteredFact | LevelFact | RegionFact | ContractOfFact | MergedIntoFact | AbsorbedFact;

export type CustomerSheetRow = FactRow<CustomerFact>;
