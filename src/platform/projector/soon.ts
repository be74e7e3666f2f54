/** An engine inside the process answers at once; one across a network promises. */
export type Soon<T> = T | Promise<T>;

/** Work in steps that each wait for an answer: `const rows = yield* answer(table.rows())`. */
export type Steps<T> = Generator<Soon<unknown>, T, unknown>;

export function* answer<T>(soon: Soon<T>): Generator<Soon<T>, T, unknown> {
  return (yield soon) as T;
}

/**
 * Runs steps to their end in this turn where every answer is there at once, and goes on later where one is promised.
 * This is what keeps a view level with the writer of its own process (docs/decisions, reading one's writes).
 */
export function run<T>(steps: Steps<T>): Soon<T> {
  let step = steps.next();
  while (step.done !== true) {
    if (isPromised(step.value)) return goOn(steps, step.value);
    step = steps.next(step.value);
  }
  return step.value;
}

/** Whoever made the promise: another realm's is no instance of this one's Promise. */
export const isPromised = <T>(soon: Soon<T>): soon is Promise<T> => typeof (soon as Promise<T> | undefined)?.then === 'function';

async function goOn<T>(steps: Steps<T>, promised: Promise<unknown>): Promise<T> {
  let waiting: Soon<unknown> = promised;
  for (;;) {
    let step: IteratorResult<Soon<unknown>, T>;
    try {
      const value = await waiting;
      step = steps.next(value);
    } catch (error) {
      step = steps.throw(error);
    }
    if (step.done === true) return step.value;
    waiting = step.value;
  }
}
