import { StoreStopped } from '../../../src/platform/events/event-store.js';

/** What a dead process still answers itself, without a store. */
const ownAnswers: ReadonlySet<string | symbol> = new Set(['close', 'compare', 'stopped', 'subscribe']);

/** The end of one process, as SIGKILL: whatever it holds of a store stops at its next call, and closes nothing. */
export class ProcessDeath {
  readonly #atDeath: (() => void)[] = [];
  #dead = false;

  get isDead(): boolean {
    return this.#dead;
  }

  onDeath(stop: () => void): void {
    this.#atDeath.push(stop);
  }

  kill(): void {
    this.#dead = true;
    for (const stop of this.#atDeath) stop();
  }

  /** The store, as long as its process is alive. */
  ends<T extends object>(store: T): T {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        const method = member as (...args: unknown[]) => unknown;
        return (...args: unknown[]): unknown => {
          if (!this.#dead || ownAnswers.has(name)) return method.apply(target, args);
          const fault = new StoreStopped('the process was killed');
          // The one method that answers an iterable.
          if (name === 'read') throw fault;
          return Promise.reject(fault);
        };
      },
    });
  }
}
