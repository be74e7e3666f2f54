import { merged, type Span } from '../kernel/span.js';

/** K10: why a clock does not run. `quote` and `access` of a visit's schedule pause that visit's promise alone. */
export const pauseKinds = ['information', 'access', 'backup', 'quote', 'memo'] as const;
export type PauseKind = (typeof pauseKinds)[number];

/** K10: a half-open span in epoch ms during which a promise's clock does not run; `to` null while nobody ended it. */
export interface Pause extends Span {
  readonly kind: PauseKind;
}

/** A stretch of running time in epoch ms; `to` null where no pause follows. */
export type RunningStretch = Span;

/** K10: the instants from `start` on that lie in no pause, ascending; pauses that overlap count once. */
export const runningFrom = (start: number, pauses: readonly Span[]): readonly RunningStretch[] => {
  const stretches: RunningStretch[] = [];
  let from = start;
  for (const pause of merged(pauses)) {
    if (pause.to !== null && pause.to <= from) continue;
    if (pause.from > from) stretches.push({ from, to: pause.from });
    if (pause.to === null) return stretches;
    from = pause.to;
  }
  return [...stretches, { from, to: null }];
};

/** K10: the same pauses, with those that nobody has ended taken to end at `now`. */
export const endedBy = <P extends Span>(pauses: readonly P[], now: number): readonly P[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to: Math.max(now, pause.from) } : pause));
