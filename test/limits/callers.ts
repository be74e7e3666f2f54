import { callerBounds } from '../../src/platform/auth/rate-limits.js';
import { networkOf } from '../../src/platform/http/server/connections.js';
import type { TestApp } from '../support/app.js';
import { accepted, type Area, type Tried } from './area.js';

const ask =
  (path: string) =>
  async (app: TestApp, bound: number): Promise<Tried> => {
    let [at, over] = [accepted, accepted];
    for (let count = 1; count <= bound + 1; count += 1) {
      const { status, body } = await app.http.get(path);
      if (status === 429) {
        if (count <= bound) at = `refused at ${count}`;
        else over = (body as { code: string }).code;
      }
    }
    return { at, over };
  };

export const callers: Area = {
  name: 'callers',
  bounds: callerBounds,
  tries: {
    strangersPerMinute: ask('/nowhere'),
    openPerMinute: async (app, bound) => {
      // One by one they would take longer than the minute they are counted in.
      const limits = app.app.get((await import('../../src/platform/auth/rate-limits.js')).RateLimits);
      const address = '2001:db8:1:2::1';
      for (let count = 0; count < bound; count += 1) await limits.open(address);
      const refusal = async (of: string) =>
        limits.open(of).then(
          () => accepted,
          (error: { code: string }) => error.code,
        );
      const others = [
        await refusal('2001:db8:1:2:ffff::9'),
        await refusal('2001:db8:1:3::1'),
        networkOf('::ffff:192.0.2.1'),
      ];
      return {
        at: others[1] === accepted && others[2] === '192.0.2.1' ? accepted : others.join(' '),
        over: others[0]!,
      };
    },
  },
};
