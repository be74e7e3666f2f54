import { type Case, type Check, nothing } from './case.js';
import type { SheetUse } from '../../sheet-contract.js';
import { stateAt } from '../../sheet.js';

/**
 * D9: uses of the contract in the term that holds `at`, up to the day of `at`: a use entered for a later day takes
 * nothing from a question about an earlier one. Uses that were given back are not on the sheet.
 */
export const remainingAllowance: Check = {
  name: 'allowance-left',
  denies: (c) => {
    const allowed = allowedUses(c);
    return allowed === null || c.term === null || usesCounted(c) < allowed ? null : 'allowance-exhausted';
  },
  evidence: (c) =>
    c.terms.allowance === null || c.term === null
      ? nothing
      : c.contract.uses.filter((use) => counts(c, use)).flatMap((use) => use.evidence),
};

/** How many uses the policy allows in a term at the customer's level; null for no limit. */
export const allowedUses = ({ terms, sheet, at }: Case): number | null =>
  terms.allowance === null ? null : terms.allowance[stateAt(sheet.levels, at)];

export const usesCounted = (c: Case): number => {
  let used = 0;
  const { uses } = c.contract;
  for (let i = 0; i < uses.length; i++) if (counts(c, uses[i]!)) used++;
  return used;
};

const counts = (c: Case, use: SheetUse): boolean =>
  use.service === c.question.service && use.termId === c.term?.termId && use.from <= c.at;
