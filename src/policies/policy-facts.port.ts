import type { Day } from '../../domain/kernel/civil.js';
import type { TermEnd } from '../../domain/kernel/term.js';
import type { Policy } from '../../domain/policy/policy.js';

/** What commands need of a vendor's policies: the present book, for facts that go into events. */
export interface PolicyFacts {
  /** IANA name of the vendor's zone (T1). */
  zone(vendor: string): string;
  /** The vendor's civil day now. */
  today(vendor: string): Day;
  /** The policy that judges what is signed on a day (P2). */
  signedOn(vendor: string, day: Day): Policy;
  /** How terms end, by policy version (T3). */
  termEnds(vendor: string): Readonly<Record<number, TermEnd>>;
  /** The code of a series by any of its names, upper-cased (C1). */
  seriesNames(vendor: string): ReadonlyMap<string, string>;
  vendors(): readonly string[];
}
export const PolicyFacts = Symbol('PolicyFacts');
