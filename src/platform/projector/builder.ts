import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FollowedEvents } from './followed-events.js';
import type { Done, Stepper } from './stepper.js';
import { isGoing, type Target } from './target.js';
import { OperatorFault, operatorText } from '../operator-fault.js';

const readEvents = 1000;

/** Events projected, of those there are. */
export type OnProgress = (done: number, of: number) => void;

/**
 * Projects the ledger into tables in one pass, from the table that is furthest behind. Resolves in the turn in which
 * every table that goes on has reached `goal()`; false where `ended` returned true first.
 */
export async function pump(
  events: FollowedEvents,
  stepper: Stepper,
  targets: readonly Target[],
  goal: () => number,
  ended: () => boolean,
  onSteps: (steps: readonly Done[]) => void,
  onProgress?: OnProgress,
): Promise<boolean> {
  for (;;) {
    if (ended()) return false;
    const going = targets.filter(isGoing);
    const behind = Math.min(...going.map(({ checkpoint }) => checkpoint.position));
    if (going.length === 0 || behind >= goal()) return true;
    const batch = await events.readAll(behind, readEvents);
    if (batch.length === 0) throw new OperatorFault(operatorText('no-event-after', { position: behind, goal: goal() }));
    await stepper.run(
      () => going,
      batch,
      (steps, last) => {
        onSteps(steps);
        onProgress?.(last.position, Math.max(goal(), last.position));
      },
    );
    // Where the tables have caught up there is no turn to give: a writer in it would put them behind again, without
    // end.
    if (Math.min(...going.map(({ checkpoint }) => checkpoint.position)) < goal()) await nextTurn();
  }
}
