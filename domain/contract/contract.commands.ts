import type { Day } from '../kernel/civil.js';
import type { Money } from '../kernel/money.js';
import type { Personal } from '../kernel/personal.js';
import type { TermEnd } from '../kernel/term.js';
import type { Role } from '../kernel/envelope.js';
import type { Agreement, CorrectedFacts, DecisionTaken, ImportedPersons, Product } from './contract.events.js';
import { type RecordedFactCommand, recordedFactRefusals } from './retractions.commands.js';

/** How terms end, by policy version: every change of a term is computed by the policy it carries (P2, T3). */
export type TermEnds = Readonly<Record<number, TermEnd>>;

/**
 * Commands carry all they need: ids, `today` (the vendor's civil day), facts of the policy, a decision. The same
 * command again, with the same id, changes nothing (C11).
 */
export type ContractCommand =
  | {
      readonly kind: 'purchase';
      readonly contractId: string;
      readonly customerId: string;
      readonly contractNo: string;
      readonly licenceNo: string;
      readonly product: Product;
      readonly purchasedOn: Day;
      readonly freePeriod: string;
      readonly termId: string;
      readonly policyVersion: number;
      readonly termEnds: TermEnds;
      readonly today: Day;
      readonly fee: Money | null;
      readonly note: Personal<string> | null;
      readonly importedAs: string | null;
      readonly importedPersons?: ImportedPersons;
      /** Paid terms that came with the record (import): all or nothing with the purchase. */
      readonly paidTerms: readonly {
        readonly termId: string;
        readonly signedOn: Day;
        readonly firstDay: Day;
        readonly lastDay: Day;
        readonly policyVersion: number;
      }[];
    }
  | {
      readonly kind: 'renew';
      readonly termId: string;
      readonly signedOn: Day;
      /** Exactly one of both (C10). */
      readonly period: string | null;
      readonly lastDay: Day | null;
      readonly startOn: Day | null;
      readonly reason: string | null;
      readonly fee: Money | null;
      readonly payment: 'paid' | 'due';
      readonly documentNo: string | null;
      readonly policyVersion: number;
      readonly termEnds: TermEnds;
      readonly role: Role;
      readonly today: Day;
    }
  | {
      readonly kind: 'pay';
      readonly paymentId: string;
      readonly termId: string;
      readonly amount: Money;
      readonly paidOn: Day;
      readonly invoiceNo: string | null;
      readonly today: Day;
    }
  | {
      readonly kind: 'cancel-term';
      readonly termId: string;
      readonly from: Day;
      readonly reason: string;
      readonly moveUp: boolean;
      readonly termEnds: TermEnds;
    }
  | {
      readonly kind: 'suspend';
      readonly suspensionId: string;
      readonly from: Day;
      readonly to: Day | null;
      readonly reason: string;
      readonly extend: boolean;
      readonly termEnds: TermEnds;
    }
  | { readonly kind: 'resume'; readonly on: Day; readonly extend: boolean; readonly termEnds: TermEnds }
  | { readonly kind: 'terminate'; readonly from: Day; readonly reason: string }
  | { readonly kind: 'reinstate'; readonly reason: string }
  | { readonly kind: 'transfer'; readonly toCustomerId: string; readonly from: Day }
  | { readonly kind: 'revoke-licence'; readonly reason: string }
  | { readonly kind: 'restore-licence'; readonly reason: string }
  | { readonly kind: 'sign-agreement'; readonly today: Day; readonly agreement: Agreement }
  | {
      readonly kind: 'upgrade';
      readonly upgradeId: string;
      readonly targetVersion: string;
      readonly performedOn: Day;
      readonly module: string | null;
      readonly decision: DecisionTaken;
      readonly role: Role;
      /** Why an admin records it on a day without right. */
      readonly reason: string | null;
      readonly today: Day;
    }
  /**
   * `limit`: uses the policy allows in a term at the customer's level; null: no limit (D9). `licenceValid` on that day
   * (C8); `servedUnpaid`: the policy of that day's term serves while its fee is due (C12).
   */
  | {
      readonly kind: 'use-allowance';
      readonly useId: string;
      readonly service: 'media' | 'health-check';
      readonly on: Day;
      readonly reference: string | null;
      readonly limit: number | null;
      readonly licenceValid: boolean;
      readonly servedUnpaid: boolean;
      readonly role: Role;
      /** Why an admin records it on a day without right. */
      readonly reason: string | null;
    }
  | { readonly kind: 'give-back'; readonly useId: string; readonly reason: string }
  | {
      readonly kind: 'correct';
      readonly correctionId: string;
      readonly reason: string;
      readonly facts: CorrectedFacts;
      readonly terms: readonly {
        readonly termId: string;
        readonly firstDay?: Day | undefined;
        readonly lastDay?: Day | undefined;
      }[];
      readonly role: Role;
      readonly termEnds: TermEnds;
      /** How the free term is signed where the purchase day is corrected: as if it had been entered right. */
      readonly bought: { readonly signedOn: Day; readonly policyVersion: number } | null;
    }
  | RecordedFactCommand
  /** The import that recorded the purchase is undone. The caller has checked that no later fact depends on it. */
  | { readonly kind: 'withdraw'; readonly importId: string; readonly reason: string };

export type CommandOf<K extends ContractCommand['kind']> = Extract<ContractCommand, { kind: K }>;

/** Every refusal of a contract command, with its rule. */
export const contractRefusals = {
  'contract-unknown': 'C1',
  'number-claimed': 'C1',
  'period-unreadable': 'C1',
  'terms-overlap': 'C3',
  'term-runs-backwards': 'C10',
  'term-before-purchase': 'C3',
  'signed-in-future': 'C2',
  'signed-before-purchase': 'C2',
  'length-ambiguous': 'C10',
  'start-needs-reason': 'C3',
  'needs-admin': 'C9',
  'term-unknown': 'C4',
  'term-not-due': 'C12',
  'currency-differs': 'C12',
  'amount-not-positive': 'C12',
  'paid-in-future': 'C12',
  'free-term-not-cancellable': 'C4',
  'cancel-after-term': 'C4',
  'suspension-runs-backwards': 'C5',
  'suspensions-overlap': 'C5',
  'not-suspended': 'C5',
  'resumed-before-suspended': 'C5',
  terminated: 'C6',
  'terminated-otherwise': 'C6',
  'terminated-before-purchase': 'C6',
  'already-owner': 'C7',
  'transfer-too-early': 'C7',
  'agreement-runs-backwards': 'C1',
  'major-needed': 'V1',
  'major-not-expected': 'V1',
  'not-entitled': 'D8',
  'performed-in-future': 'V4',
  'version-unreadable': 'V1',
  'already-exercised': 'V4',
  'not-an-upgrade': 'V4',
  'no-term-that-day': 'D9',
  'allowance-exhausted': 'D9',
  'use-unknown': 'D9',
  ...recordedFactRefusals,
  'licence-revoked-that-day': 'C8',
  'suspended-that-day': 'C5',
  'unpaid-that-day': 'C12',
} as const;
export type ContractRefusal = keyof typeof contractRefusals;
