import type { PartHealth } from '../http/ports.js';

/** How one background runner does, for `/health/ready` and metrics. */
export interface RunnerStatus {
  readonly name: string;
  /** `waiting` until it was started; `failed` while something it runs has ended in a fault and does not go on. */
  readonly state: 'waiting' | 'running' | 'failed';
  /** What it has yet to do, in its own unit. */
  readonly lag: number;
  /** Kind and time of the last fault, also after it has passed. */
  readonly lastFault?: { readonly fault: string; readonly at: string };
}

/** The port through which background work reports its state. */
export class Runner {
  readonly #faults = new Map<string, string>();
  #started = false;
  #last: RunnerStatus['lastFault'];

  constructor(
    readonly name: string,
    private readonly lag: () => number,
    private readonly now: () => string,
  ) {}

  started(): void {
    this.#started = true;
  }

  /** A piece of work (an import, a subscription, the start) ended in a fault and does not continue. */
  failed(work: string, error: unknown): void {
    const fault = kindOf(error);
    this.#faults.set(work, fault);
    this.#last = { fault, at: this.now() };
  }

  /** The work continues, or has ended without a fault. */
  succeeded(work: string): void {
    this.#faults.delete(work);
  }

  /** Runs a piece of work and reports its outcome. @throws what the work throws */
  async run<T>(work: string, run: () => Promise<T>): Promise<T> {
    try {
      const result = await run();
      this.succeeded(work);
      return result;
    } catch (error) {
      this.failed(work, error);
      throw error;
    }
  }

  status(): RunnerStatus {
    const state = this.#faults.size > 0 ? 'failed' : this.#started ? 'running' : 'waiting';
    return { name: this.name, state, lag: this.lag(), ...(this.#last !== undefined && { lastFault: this.#last }) };
  }
}

/** Everything that runs in the background of this process. */
export class Runners {
  readonly #runners: Runner[] = [];

  constructor(private readonly now: () => string) {}

  /** `lag`: what the runner has yet to do, read whenever health is asked. */
  add(name: string, lag: () => number): Runner {
    const runner = new Runner(name, lag, this.now);
    this.#runners.push(runner);
    return runner;
  }

  statuses(): readonly RunnerStatus[] {
    return this.#runners.map((runner) => runner.status());
  }

  /** @param unreachable why the engine of the jobs is not reached: questions and writes are answered meanwhile */
  health(unreachable: string | null = null): PartHealth {
    const runners = this.statuses();
    const byUnreachable = ({ lastFault }: RunnerStatus): boolean =>
      unreachable !== null && lastFault?.fault === 'JobsUnreachable';
    const details = runners
      .filter((runner) => runner.state === 'failed' && !byUnreachable(runner))
      .map(({ name, lastFault }) => `${name} failed: ${lastFault?.fault ?? '-'}`);
    const ready = details.length === 0;
    // The log names the server and the cause: health is read without a credential.
    if (unreachable !== null) details.push('the jobs cannot be reached');
    return {
      ready,
      lag: Math.max(0, ...runners.map(({ lag }) => lag)),
      ...(unreachable !== null && { degraded: true }),
      ...(details.length > 0 && { detail: details.join('; ') }),
      runners,
    };
  }
}

/** The code or class of a fault: health is read without a credential, and messages may name files or persons. */
const kindOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
};
