import type { Day } from '../kernel/civil.js';
import type { Role } from '../kernel/envelope.js';
import type { Agreement, DecisionTaken } from './contract.events.js';
import type { Owner, Payment, Upgrade } from './recorded-facts.js';

/** C9: every correction and every taking back has an id and a reason. */
interface Reasoned {
  readonly correctionId: string;
  readonly reason: string;
}
/** What is not named stays as it was. Date corrections need an admin. */
interface Corrects<Facts> extends Reasoned {
  readonly facts: Partial<Facts>;
  readonly role: Role;
  readonly today: Day;
}

/** Facts that were recorded by mistake, corrected and taken back (C9). */
export type RecordedFactCommand =
  | ({ readonly kind: 'correct-payment'; readonly paymentId: string } & Corrects<Omit<Payment, 'paymentId'>>)
  | ({ readonly kind: 'take-back-payment'; readonly paymentId: string } & Reasoned)
  | ({ readonly kind: 'correct-agreement'; readonly agreementId: string } & Corrects<Omit<Agreement, 'agreementId'>>)
  | ({ readonly kind: 'take-back-agreement'; readonly agreementId: string } & Reasoned)
  /**
   * `decision`: on the corrected facts, without this upgrade and those above its version (D8); null where there is no
   * such upgrade.
   */
  | ({
      readonly kind: 'correct-upgrade';
      readonly upgradeId: string;
      readonly decision: DecisionTaken | null;
    } & Corrects<Omit<Upgrade, 'upgradeId'>>)
  | ({ readonly kind: 'take-back-upgrade'; readonly upgradeId: string } & Reasoned)
  | ({ readonly kind: 'correct-transfer'; readonly transferId: string } & Corrects<
      Pick<Owner, 'customerId'> & { readonly from: Day }
    >)
  | ({ readonly kind: 'take-back-transfer'; readonly transferId: string } & Reasoned);

/** Every refusal of these commands that no other command has, with the rule it comes from. */
export const recordedFactRefusals = {
  'payment-unknown': 'C9',
  'agreement-unknown': 'C9',
  'upgrade-unknown': 'C9',
  'transfer-unknown': 'C9',
  'taken-back': 'C9',
  'later-transfer': 'C9',
} as const;
