import type { Instant } from '../../domain/kernel/civil.js';

/** When a customer or contract was first recorded, and the zone in which people write that. */
export interface FirstRecord {
  readonly at: Instant;
  readonly zone: string;
}

/** The position asked about has not been reached: nothing could be known there. */
export class PositionAhead extends Error {
  constructor(
    readonly asked: number,
    readonly reached: number,
  ) {
    super(`position ${asked} has not been reached; the ledger is at ${reached}`);
  }
}
/** D7: nothing can be known as of an instant to come. */
export class KnownAtAhead extends Error {}
/** The vendor does not have it, or did not as far as was known at the position asked about. */
export class Unknown extends Error {
  constructor(
    readonly id: string,
    /** Where it was recorded later (T5). */
    readonly first: FirstRecord | null,
  ) {
    super(id);
  }
}
/** D1. */
export class CustomerUnknown extends Unknown {}
/** The question names such a contract. */
export class ContractUnknown extends Unknown {}
/** No contract of the customer has this module. */
export class ModuleUnknown extends Error {}
