import type { Day } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Agreement, ImportedPersons, Product, Term } from './contract.events.js';
import type { Owner, Payment, Upgrade } from './recorded-facts.js';

export type { Owner, Payment, Upgrade };

export interface Suspension {
  readonly suspensionId: string;
  readonly from: Day;
  /** Last day suspended; null until it is resumed. */
  readonly to: Day | null;
  /** C5: its days inside terms lengthen the last term it touches. */
  readonly extend: boolean;
  /** What it has lengthened so far. */
  readonly lengthened: { readonly termId: string; readonly days: number } | null;
  /** C4, C9: the last day of the term it lengthened was named since; it stays, so a resumption counts nothing anew. */
  readonly settled: boolean;
}
/** C4, C9: a last day that was named after the renewal was signed, by a cancellation (`cut`) or by a correction. */
export interface Naming {
  /** Number of the event among those of the contract. */
  readonly event: number;
  readonly cut: boolean;
}
export interface Use {
  readonly useId: string;
  readonly service: 'media' | 'health-check';
  readonly termId: string;
  readonly on: Day;
  readonly reference: string | null;
  readonly returned: boolean;
}

/** A recorded contract. Days are civil days in the vendor's zone; `terms` are in the order of their days. */
export interface Contract {
  readonly status: 'purchased';
  readonly contractId: string;
  readonly contractNo: string;
  readonly licenceNo: string;
  readonly product: Product;
  readonly purchasedOn: Day;
  readonly freePeriod: string;
  readonly fee: Money | null;
  readonly importedAs: string | null;
  readonly importedPersons: ImportedPersons | null;
  readonly terms: readonly Term[];
  readonly owners: readonly Owner[];
  /** How many transfers were ever recorded: their ids count on. */
  readonly transfersRecorded: number;
  readonly suspensions: readonly Suspension[];
  readonly terminatedFrom: Day | null;
  readonly licenceValid: boolean;
  readonly agreements: readonly Agreement[];
  readonly upgrades: readonly Upgrade[];
  readonly uses: readonly Use[];
  readonly payments: readonly Payment[];
  /** Ids of all recorded terms and corrections. C11: the same command again changes nothing. */
  readonly recordedIds: ReadonlySet<string>;
  /** Ids of payments, agreements, upgrades and transfers that were taken back (C9). */
  readonly takenBack: ReadonlySet<string>;
  /** C2: terms that were signed on time, behind the last one. C4 and C5 move no others: a late renewal stays (C3). */
  readonly queued: ReadonlySet<string>;
  /** The length agreed at the signing, by term; a corrected last day leaves it as it was (C9). */
  readonly agreed: ReadonlyMap<string, string>;
  readonly named: ReadonlyMap<string, Naming>;
  /** Numbers of the events that recorded the suspensions. */
  readonly suspendedBy: ReadonlyMap<string, number>;
  /** How many events the contract has. */
  readonly events: number;
}
/**
 * `missing`: nothing recorded; `abandoned`: it can never be recorded (docs/decisions/0004); `withdrawn`: its import
 * was undone.
 */
export type ContractState =
  { readonly status: 'missing' } | { readonly status: 'abandoned' } | { readonly status: 'withdrawn' } | Contract;

/**
 * Whether the last day of a term stays whatever a suspension counts: a cut one always, one that a correction named
 * where it was named after the suspension was recorded (C4, C9). `suspensionId` null: a suspension of now.
 */
export const isLastDayFixed = (
  { named, suspendedBy }: Pick<Contract, 'named' | 'suspendedBy'>,
  termId: string,
  suspensionId: string | null,
): boolean => {
  const naming = named.get(termId);
  if (naming === undefined) return false;
  return naming.cut || naming.event > (suspensionId === null ? Infinity : (suspendedBy.get(suspensionId) ?? Infinity));
};
