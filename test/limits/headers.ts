import { longestCorrelationId } from '../../src/platform/http/server/correlation.js';
import { longestIfMatch } from '../../src/platform/http/conventions/if-match.js';
import { longestIdempotencyKey } from '../../src/platform/http/conventions/commands.js';
import { longestPosition } from '../../src/platform/http/conventions/positions.js';
import { viewsTimeoutMs } from '../../src/platform/projector/views-timeout.js';
import type { TestApp } from '../support/app.js';
import { accepted, type Area, codeOf } from './area.js';

const sizes = /header-invalid/;
const get = (app: TestApp, header: string, value: string) =>
  app.http.get('/api/v1/contracts').set({ authorization: `Bearer ${app.keys.admin}`, [header]: value });
const register = (app: TestApp, header: string, value: string) =>
  app.http
    .post('/api/v1/customers')
    .set({ authorization: `Bearer ${app.keys.admin}`, [header]: value })
    .send({ code: `K${value.length}`, name: 'x', level: 'key', region: 'city' });
const both = async (bound: number, ask: (count: number) => Promise<string>) => ({
  at: await ask(bound),
  over: await ask(bound + 1),
});

export const headers: Area = {
  name: 'headers',
  bounds: {
    correlationId: longestCorrelationId,
    idempotencyKey: longestIdempotencyKey,
    ifMatch: longestIfMatch,
    minPosition: longestPosition,
    minPositionSeconds: viewsTimeoutMs / 1000,
  },
  tries: {
    correlationId: (app, bound) =>
      both(bound, async (count) => {
        const given = 'c'.repeat(count);
        const { headers } = await get(app, 'x-correlation-id', given);
        return headers['x-correlation-id'] === given ? accepted : 'another is made';
      }),
    idempotencyKey: (app, bound) =>
      both(bound, async (count) => codeOf(await register(app, 'idempotency-key', 'k'.repeat(count)), sizes)),
    ifMatch: (app, bound) =>
      both(bound, async (count) => codeOf(await register(app, 'if-match', `"${'1'.repeat(count - 2)}"`), sizes)),
    minPosition: (app, bound) =>
      both(bound, async (count) => codeOf(await get(app, 'ledger-min-position', '1'.padStart(count, '0')), sizes)),
    minPositionSeconds: async (app, bound) => {
      const began = performance.now();
      const { body } = await get(app, 'ledger-min-position', '999999999');
      const ms = performance.now() - began;
      return { at: ms >= bound * 950 ? accepted : `ended after ${ms} ms`, over: String(body.code) };
    },
  },
};
