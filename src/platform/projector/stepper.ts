import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { CommitRefused } from '../views/commit-refused.js';
import type { ViewStore } from '../views/view-store.js';
import { planOf, type Step, stepOf } from './step.js';
import { changesOf, isGoing, settle, type Target } from './target.js';

/**
 * A commit of the embedded ledger is at most this long, and is projected before its writer goes on (read your
 * writes).
 */
const wholeEvents = 512;
/** Where a reader is behind, the event loop is held no longer than about this. */
const sliceMs = 15;
const mostSlice = 2000;
/** A slice reads and stores each of its rows whole: fewer events would do that more often for a row that is large. */
const leastSlice = 64;

/** A step that was stored. */
export interface Done {
  readonly target: Target;
  readonly step: Step;
}
type OnDone = (steps: readonly Done[], last: Recorded) => void;

/** Projects events onto tables in slices: one read, one pass in memory, one commit for each table. */
export class Stepper {
  /** Events that fit a slice, learnt from the slices before. */
  #slice = 100;

  /** @param onRefused the table takes no more of this projector; it was abandoned, the others go on */
  constructor(
    private readonly views: ViewStore,
    private readonly onRefused: (target: Target, error: CommitRefused) => void,
  ) {}

  /**
   * `done` is called after the commit of each slice. Finishes synchronously where the engine is synchronous and the
   * events are few.
   */
  run(targets: () => readonly Target[], events: readonly Recorded[], done: OnDone): void | Promise<void> {
    if (this.views.atOnce === undefined) return this.#waiting(targets, events, done);
    if (events.length <= wholeEvents) return this.#now(targets(), events, done);
    return this.#sliced(targets, events, done);
  }

  /** The same, always yielding to other work between slices. */
  async #sliced(targets: () => readonly Target[], events: readonly Recorded[], done: OnDone): Promise<void> {
    for (let from = 0; from < events.length;) {
      const slice = events.slice(from, from + this.#slice);
      const began = performance.now();
      this.#now(targets(), slice, done);
      this.#learn(slice.length, performance.now() - began);
      from += slice.length;
      await nextTurn();
    }
  }

  /** Each table by itself: one that is refused or fails holds up no other's commit. */
  async #waiting(targets: () => readonly Target[], events: readonly Recorded[], done: OnDone): Promise<void> {
    for (let from = 0; from < events.length; from += wholeEvents) {
      const slice = events.slice(from, from + wholeEvents);
      const outcomes = await Promise.allSettled(running(targets(), slice).map((target) => this.#store(target, slice)));
      const failed = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      finish(
        outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : [])),
        slice,
        done,
      );
    }
  }

  async #store(target: Target, slice: readonly Recorded[]): Promise<readonly Done[]> {
    try {
      const plan = planOf(target, slice);
      const step = stepOf(target.projection, plan, await target.table.stored(plan.ids));
      await this.views.commit(changesOf(target, step));
      return [{ target, step }];
    } catch (error) {
      if (!(error instanceof CommitRefused)) throw error;
      this.#abandon(target, error);
      return [];
    }
  }

  #now(targets: readonly Target[], slice: readonly Recorded[], done: OnDone): void {
    const atOnce = this.views.atOnce!;
    let going = running(targets, slice);
    for (;;) {
      try {
        const steps = going.map((target) => {
          const plan = planOf(target, slice);
          return { target, step: stepOf(target.projection, plan, atOnce.stored(target.table, plan.ids)) };
        });
        if (steps.length > 0) atOnce.commit(steps.map(({ target, step }) => changesOf(target, step)));
        return finish(steps, slice, done);
      } catch (error) {
        if (!(error instanceof CommitRefused)) throw error;
        const refused = going.find(({ projection }) => projection.name === error.view)!;
        going = going.filter((target) => target !== refused);
        this.#abandon(refused, error);
      }
    }
  }

  #abandon(target: Target, error: CommitRefused): void {
    target.abandoned = true;
    this.onRefused(target, error);
  }

  #learn(events: number, ms: number): void {
    const fitting = Math.ceil((events * sliceMs) / Math.max(ms, 0.1));
    this.#slice = Math.min(mostSlice, Math.max(leastSlice, Math.min(fitting, this.#slice * 2)));
  }
}

const running = (targets: readonly Target[], events: readonly Recorded[]): readonly Target[] =>
  targets.filter((target) => isGoing(target) && target.checkpoint.position < (events.at(-1)?.position ?? 0));

function finish(steps: readonly Done[], slice: readonly Recorded[], done: OnDone): void {
  for (const { target, step } of steps) settle(target, step);
  const last = slice.at(-1);
  if (last) done(steps, last);
}
