import { describe, expect, it } from '@jest/globals';
import { FiringPace, type Timing } from '../../../src/obligations/firing/firing-pace.js';

/** Waits are noted, and pass at once where nobody else waits. */
class NotedTime implements Timing {
  ms = 0;
  readonly waits: number[] = [];
  now(): number {
    return this.ms;
  }
  async wait(ms: number): Promise<void> {
    this.waits.push(ms);
  }
}

describe('the pace of firing', () => {
  it('O7: what is due at once begins so far apart; what comes alone does not wait', async () => {
    const time = new NotedTime();
    const pace = new FiringPace(20, time);
    await Promise.all([pace.turn(), pace.turn(), pace.turn()]);
    expect(time.waits).toEqual([20, 40]);
    time.ms = 50;
    await pace.turn();
    expect(time.waits).toEqual([20, 40, 10]);
    time.ms = 1_000;
    await pace.turn();
    expect(time.waits).toEqual([20, 40, 10]);
  });

  it('no pace is no wait', async () => {
    const time = new NotedTime();
    const pace = new FiringPace(0, time);
    await Promise.all([pace.turn(), pace.turn()]);
    expect(time.waits).toEqual([]);
  });
});
