import type { Check, CheckName, Reason } from '../../domain/entitlement/answer.js';
import type { Case } from '../../domain/entitlement/rules/v2/case.js';
import { allowedUses } from '../../domain/entitlement/rules/v2/allowance.js';
import { isUnpaid, suspensionAt } from '../../domain/entitlement/rules/v2/checks.js';
import { checksOf } from '../../domain/entitlement/rules/v2/services.js';
import { isNewMajor } from '../../domain/entitlement/rules/v2/upgrade.js';
import type { Money } from '../../domain/kernel/money.js';
import { type PassedVariant, passedTexts } from './check-texts.js';
import { fillingOf, releaseAsked } from './contract-filling.js';
import { type ReasonVariant, reasonTexts } from './reason-texts.js';
import { asSentence, type Writing } from './writing.js';

/** A contract at the question's instant, as texts are written about it. */
export interface ContractAt {
  readonly case: Case;
  /** What is due of the fee of the term, where that is known. */
  readonly open: Money | null;
}

type Denied = Exclude<Reason, 'covered'>;

const variantOf = (reason: Denied, { case: c, open }: ContractAt): Denied | ReasonVariant => {
  if (reason === 'lapsed' && c.contract.terms.length === 0) return 'lapsed-without-term';
  if (reason === 'suspended' && suspensionAt(c)?.to !== Infinity) return 'suspended-until';
  if (reason === 'unpaid' && open === null) return 'unpaid-unknown';
  if (reason === 'version-not-released' && releaseAsked(c) === null) return 'version-not-announced';
  // D7: version 1 had no reason of its own for a module that the contract lacks.
  if (reason === 'other-series' && (c.question.productSeries ?? c.contract.series) === c.contract.series)
    return 'module-not-in-contract';
  return reason;
};

/** D4: why the contract does not cover, as a clause. */
export const reasonClause = (reason: Denied, contract: ContractAt, writing: Writing): string =>
  writing.text(reasonTexts[variantOf(reason, contract)], fillingOf(contract.case, writing, contract.open));

const passedAs = (check: CheckName, c: Case): CheckName | PassedVariant => {
  const { question, term } = c;
  if (check === 'fee-paid') return isUnpaid(c) ? 'fee-due-but-granted' : term === null ? 'fee-not-owed' : check;
  if (check === 'module-standard') return question.module === null ? 'module-not-named' : check;
  if (check === 'allowance-left') return allowedUses(c) === null || term === null ? 'allowance-unlimited' : check;
  if (check === 'major-agreed') return isNewMajor(c) ? check : 'same-major';
  return check;
};

/** D2: what a check found. */
export const checkText = ({ check, passed }: Check, contract: ContractAt, writing: Writing): string => {
  const reason = passed
    ? null
    : (checksOf(contract.case.question)
        .find(({ name }) => name === check)
        ?.denies(contract.case) ?? null);
  if (reason !== null && reason !== 'covered') return asSentence(reasonClause(reason, contract, writing));
  const filling = fillingOf(contract.case, writing, contract.open);
  return asSentence(writing.text(passedTexts[passedAs(check, contract.case)], filling));
};
