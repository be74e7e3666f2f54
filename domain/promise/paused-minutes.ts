import { MINUTE } from '../kernel/durations.js';
import { merged } from '../kernel/span.js';
import type { Pause, PauseKind } from './pauses.js';

/** Elapsed minutes in [from, to) of each kind of pause; those of one kind that overlap count once (K10). */
export const pausedMinutes = (
  pauses: readonly Pause[],
  from: number,
  to: number,
): Readonly<Partial<Record<PauseKind, number>>> => {
  const minutes: Partial<Record<PauseKind, number>> = {};
  for (const kind of new Set(pauses.map((pause) => pause.kind))) {
    const spans = merged(pauses.filter((pause) => pause.kind === kind));
    const sum = minutesIn(spans, from, to);
    if (sum > 0) minutes[kind] = sum;
  }
  return minutes;
};

/** Elapsed minutes in [from, to) that lie in any pause. */
export const pausedInAll = (pauses: readonly Pause[], from: number, to: number): number =>
  minutesIn(merged(pauses), from, to);

const minutesIn = (
  spans: readonly { readonly from: number; readonly to: number | null }[],
  from: number,
  to: number,
): number =>
  spans.reduce((sum, span) => sum + Math.max(0, Math.min(span.to ?? to, to) - Math.max(span.from, from)), 0) / MINUTE;
