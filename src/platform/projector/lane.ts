import { isPromised, run, type Soon, type Steps } from './soon.js';

/** One piece of work at a time, in this turn where nothing else is at work. */
export class Lane {
  #busy: Promise<unknown> | undefined;

  exclusively<T>(work: () => Steps<T>): Soon<T> {
    if (this.#busy !== undefined) return this.#busy.then(() => this.exclusively(work));
    const result = run(work());
    if (isPromised(result)) {
      const done = (): void => (this.#busy = undefined);
      this.#busy = result.then(done, done);
    }
    return result;
  }
}
