import { type Day, dayAt } from '../kernel/civil.js';

interface InGroup {
  readonly id: string;
  readonly nominalOn: Day;
  readonly firesAt: number;
  /** O7: a reminder makes no sense after this day; null where it always does. */
  readonly endsAfter: Day | null;
}

/** O7: what to do with what a group has due at an instant. */
export interface Turn<O extends InGroup> {
  /** The newest; undefined where nothing is due that still makes sense. */
  readonly goes: O | undefined;
  readonly superseded: readonly { readonly obligation: O; readonly by: string | null }[];
}

/**
 * O7: of what is due at once the newest goes, the others are superseded; a reminder after the last day is superseded by
 * the notice to come.
 * @param open what has not ended, in the order of nominal days
 * @param at epoch ms
 */
export const turnOf = <O extends InGroup>(open: readonly O[], at: number, zone: string): Turn<O> => {
  const today = dayAt(at, zone);
  const due = open.filter(({ firesAt }) => firesAt <= at);
  const sensible = due.filter(({ endsAfter }) => endsAfter === null || today <= endsAfter);
  const goes = sensible.at(-1);
  const next = goes ?? open.find(({ firesAt }) => firesAt > at);
  return {
    goes,
    superseded: due
      .filter((obligation) => obligation !== goes)
      .map((obligation) => ({ obligation, by: next?.id ?? null })),
  };
};
