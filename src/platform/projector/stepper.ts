import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { ViewStore } from '../views/view-store.js';
import { rowsNeeded, settle, stepOf, type Step, type Target } from './target.js';

/**
 * A commit of the embedded ledger is at most this long, and is projected before its writer goes on (read your
 * writes).
 */
const wholeEvents = 512;
/** Where a reader is behind, the event loop is held no longer than about this. */
const sliceMs = 15;
const mostSlice = 2000;

/** Projects events onto tables in slices: one read, one pass in memory, one commit for all tables. */
export class Stepper {
  /** Events that fit a slice, learnt from the slices before. */
  #slice = 100;

  constructor(private readonly views: ViewStore) {}

  /**
   * `done` is called after the commit of each slice. Finishes synchronously where the engine is synchronous and the
   * events are few.
   */
  run(
    targets: () => readonly Target[],
    events: readonly Recorded[],
    done: (steps: readonly Step[], last: Recorded) => void,
  ): void | Promise<void> {
    if (this.views.atOnce === undefined) return this.#waiting(targets, events, done);
    if (events.length <= wholeEvents) return this.#now(targets(), events, done);
    return this.#sliced(targets, events, done);
  }

  /** The same, always yielding to other work between slices. */
  async #sliced(
    targets: () => readonly Target[],
    events: readonly Recorded[],
    done: (steps: readonly Step[], last: Recorded) => void,
  ): Promise<void> {
    for (let from = 0; from < events.length;) {
      const slice = events.slice(from, from + this.#slice);
      const began = performance.now();
      this.#now(targets(), slice, done);
      this.#learn(slice.length, performance.now() - began);
      from += slice.length;
      await nextTurn();
    }
  }

  async #waiting(
    targets: () => readonly Target[],
    events: readonly Recorded[],
    done: (steps: readonly Step[], last: Recorded) => void,
  ): Promise<void> {
    for (let from = 0; from < events.length; from += wholeEvents) {
      const slice = events.slice(from, from + wholeEvents);
      const steps = await Promise.all(
        running(targets(), slice).map(async (target) =>
          stepOf(target, slice, await target.table.getMany([...rowsNeeded(target, slice)])),
        ),
      );
      await this.views.commit(steps);
      finish(steps, slice, done);
    }
  }

  #now(
    targets: readonly Target[],
    slice: readonly Recorded[],
    done: (steps: readonly Step[], last: Recorded) => void,
  ): void {
    const atOnce = this.views.atOnce!;
    const steps = running(targets, slice).map((target) =>
      stepOf(target, slice, atOnce.read(target.table, rowsNeeded(target, slice))),
    );
    if (steps.length > 0) atOnce.commit(steps);
    finish(steps, slice, done);
  }

  #learn(events: number, ms: number): void {
    this.#slice = Math.min(
      mostSlice,
      Math.max(1, Math.ceil(Math.min((events * sliceMs) / Math.max(ms, 0.1), this.#slice * 2))),
    );
  }
}

const running = (targets: readonly Target[], events: readonly Recorded[]): readonly Target[] =>
  targets.filter(
    ({ stopped, checkpoint }) => stopped === undefined && checkpoint.position < (events.at(-1)?.position ?? 0),
  );

function finish(
  steps: readonly Step[],
  slice: readonly Recorded[],
  done: (steps: readonly Step[], last: Recorded) => void,
): void {
  for (const step of steps) settle(step);
  const last = slice.at(-1);
  if (last) done(steps, last);
}
