import type { Day } from '../kernel/civil.js';
import { type Refusal } from '../kernel/decider.js';
import type { Role } from '../kernel/envelope.js';
import type { CommandOf, ContractRefusal } from './contract.commands.js';
import type { Contract } from './contract.state.js';
import { refuse } from './terms.js';

type Unknown = Extract<ContractRefusal, `${string}-unknown`>;

/** A fact to be corrected, or why it cannot be: it was never recorded, or it was taken back. */
export const toCorrect = <F>(
  fact: F | undefined,
  id: string,
  state: Contract,
  unknown: Unknown,
): F | Refusal<ContractRefusal> =>
  fact ??
  (state.takenBack.has(id)
    ? refuse('taken-back', 'C9', { id })
    : refuse(unknown, 'C9', { id, contractId: state.contractId }));

/** A fact to be taken back. C11: what was taken back before is nothing to do. */
export const retractedFact = <F>(
  fact: F | undefined,
  id: string,
  state: Contract,
  unknown: Unknown,
): F | readonly never[] | Refusal<ContractRefusal> =>
  fact ?? (state.takenBack.has(id) ? [] : refuse(unknown, 'C9', { id, contractId: state.contractId }));

/** C9: date corrections need an admin. `days`: every day that a correction changes, by the name of its field. */
export const needsAdmin = (
  role: Role,
  days: readonly (readonly [field: string, from: Day | null, to: Day | null])[],
): Refusal<ContractRefusal> | null => {
  const moved = days.find(([, from, to]) => from !== to);
  return moved === undefined || role === 'admin'
    ? null
    : refuse('needs-admin', 'C9', { what: moved[0], value: moved[2] ?? moved[1]! });
};

/** What is recorded with the named facts in their place; a fact that is not named stays. */
export const stated = <F extends object>(recorded: F, facts: Partial<F>): F => ({
  ...recorded,
  ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
});

/** Whether a correction states what is recorded already: then there is nothing to record (C11). */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => isSame(left[name], right[name]));
};

/** The members that every event about a correction carries. */
export const made = ({
  correctionId,
  reason,
}: Pick<CommandOf<'take-back-payment'>, 'correctionId' | 'reason'>): {
  readonly correctionId: string;
  readonly reason: string;
} => ({ correctionId, reason });
