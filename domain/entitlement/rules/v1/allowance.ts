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
    const allowed = c.terms.allowance;
    if (allowed === null || c.term === null) return null;
    let used = 0;
    const { uses } = c.contract;
    for (let i = 0; i < uses.length; i++) if (counts(c, uses[i]!)) used++;
    return used < allowed[stateAt(c.sheet.levels, c.at)] ? null : 'allowance-exhausted';
  },
  evidence: (c) =>
    c.terms.allowance === null || c.term === null
      ? nothing
      : c.contract.uses.filter((use) => counts(c, use)).flatMap((use) => use.evidence),
};

const counts = (c: Case, use: SheetUse): boolean =>
  use.service === c.question.service && use.termId === c.term?.termId && use.from <= c.at;
