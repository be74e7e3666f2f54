import type { Day } from '../../../domain/kernel/civil.js';
import type { WorkingCalendar } from '../../../domain/kernel/calendar.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import type { Suppression } from '../../../domain/obligation/kinds.js';
import type { ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import type { Figures } from '../../../domain/policy/figures.js';
import type { Mail } from '../../platform/mail/mail.js';
import type { PolicySnapshot } from '../../policies/policies.port.js';

/** One obligation as it is derived. Instants are epoch ms. */
export interface Owed {
  readonly id: string;
  readonly named: ObligationNamed;
  readonly nominalOn: Day;
  readonly dueAt: number;
  /**
   * When the runner deals with it: at its due instant, or with the catch-up of what was recorded late (O6). Infinity
   * while a pause keeps it from falling due.
   */
  readonly firesAt: number;
  readonly provisional: boolean;
  /** O6: derived; it never fires. */
  readonly backfilled: boolean;
  /** O7: superseded after this day; null where it always makes sense. */
  readonly endsAfter: Day | null;
  /** O3: as what it ends before its day, since its subject has no more use for it; null while it has. */
  readonly endsAs: Suppression | null;
}

/** What the vendor published, as far as obligations go by it. */
export type Published = Pick<PolicySnapshot, 'zone' | 'book' | 'calendars'>;

/** One who is written to now. */
export interface Addressee {
  /** A contact's id, `manager-<customerId>`, or that of the vendor's own address for service (M3). */
  readonly key: string;
  /** The name of the person's key; empty of the vendor's own address, which is no person's. */
  readonly personId: string;
  readonly role: 'contact' | 'manager' | 'desk';
  /** Whose contact or manager; empty of the vendor's own address. */
  readonly customerId: string;
  readonly name: string;
  readonly address: string;
  /** Null: the policy's. */
  readonly language: Language | null;
}

/** O3: who is written to; where nobody, why. */
export type Addressed =
  | { readonly to: readonly [Addressee, ...Addressee[]] }
  | {
      readonly to: readonly [];
      readonly because: Extract<Suppression, 'erased' | 'no-recipient' | 'undeliverable' | 'unsubscribed'>;
    };

/** Names a group for ever: whose obligations supersede each other (O7). */
export interface GroupKey {
  readonly source: string;
  /** Of the subject, such as a contract. */
  readonly subjectId: string;
  /** Empty where nobody is known to be the customer. */
  readonly customerId: string;
  /** Which of the subject's groups: a last day, or what of a request. */
  readonly part: string;
}

/** What is owed together, such as by one last day to one customer, as the ledger has it now (O3). */
export interface OwedGroup {
  readonly key: GroupKey;
  /** In the order of nominal days. */
  readonly owed: readonly Owed[];
  readonly hotline: WorkingCalendar;
  readonly zone: string;
  readonly figures: Figures;
  /** Why none of them is sent at an instant, whoever would be written to; null where they are. */
  suppressionAt(at: number): Suppression | null;
}

/**
 * Where obligations come from: contracts, requests with their promises, surveys, intakes, addresses. Each is a file of
 * its own that the runner and the list are given.
 */
export interface OwedSource {
  readonly name: string;
  /** The subject whose obligations an event may change; null where it changes none. */
  subjectOf(event: Recorded): string | null;
  /** What is owed of a subject, from its own stream (O9). */
  groupsOf(vendor: string, subjectId: string): Promise<readonly OwedGroup[]>;
  /**
   * What the view has of subjects that may have something due until an instant, page by page: since an instant, or ever
   * (null). More than that is harmless.
   */
  dueBetween(vendor: string, after: number | null, until: number): AsyncIterable<readonly OwedGroup[]>;
  /**
   * Ids of the subjects that are open, as the view has them, page by page; of these alone where some are named. Absent
   * where lists read what it owes by its days.
   */
  open?(vendor: string, among?: readonly string[]): AsyncIterable<readonly string[]>;
  /** What has the id of an obligation of which nothing is recorded; absent where the open subjects lead to it. */
  find?(vendor: string, obligationId: string): Promise<readonly OwedGroup[]>;
  /**
   * O9: writes the fact of a kind that has one to its own stream, keyed by the obligation's id, before the obligation
   * ends. Resolves to whether the stream has it; where an act was first it has not, and what is owed is derived anew.
   */
  perform?(vendor: string, owed: Owed): Promise<boolean>;
  /** Whom an obligation is sent to at this moment, from the streams of customers. */
  addressed(vendor: string, owed: Owed): Promise<Addressed>;
  /** The mail to one of them, as it is true now. */
  mailTo(vendor: string, owed: Owed, addressee: Addressee): Promise<Mail>;
}
