import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds from anywhere, and a wait for some. */
export interface Timing {
  now(): number;
  wait(ms: number): Promise<unknown>;
}

const realTime: Timing = { now: () => performance.now(), wait: (ms) => sleep(ms) };

/**
 * O7: work that is due at once begins one after the other, so far apart: between two of them the process is free for
 * those who ask. Work that comes alone does not wait.
 */
export class FiringPace {
  #next = -Infinity;

  /** @param apartMs real milliseconds; 0: no pace at all */
  constructor(
    private readonly apartMs: number,
    private readonly time: Timing = realTime,
  ) {}

  /** Resolves when the next work may begin. */
  async turn(): Promise<void> {
    if (this.apartMs === 0) return;
    const now = this.time.now();
    const at = Math.max(now, this.#next);
    this.#next = at + this.apartMs;
    if (at > now) await this.time.wait(at - now);
  }
}
