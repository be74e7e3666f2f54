import { listBounds } from '../../src/platform/http/conventions/lists.js';
import { mostWalked } from '../../src/platform/views/sqlite-view-table.js';
import type { TestApp } from '../support/app.js';
import { accepted, type Area, codeOf, type Tried } from './area.js';

const list = (app: TestApp, query: Readonly<Record<string, string>>) =>
  app.http
    .get('/api/v1/events')
    .query(query)
    .set({ authorization: `Bearer ${app.keys.admin}` });

/** More events than a page reads past, of a type that only the vendor's own replay knows. */
const fill = async (app: TestApp, count: number): Promise<void> => {
  const meta = {
    effectiveAt: '2026-03-01T02:00:00.000Z',
    actor: 'key_x',
    role: 'sales' as const,
    channel: 'http',
    correlationId: 'c',
    keyHash: 'a'.repeat(64),
    bodyHash: 'b'.repeat(64),
  };
  const events = Array.from({ length: count }, () => ({
    id: crypto.randomUUID(),
    vendor: 'seeyon',
    type: 'Abandoned',
    schema: 1,
    data: { claimedBy: 'x' },
    meta,
  }));
  await app.stores.events.append('seeyon.contract-con_filled', -1, events);
};

export const lists: Area = {
  name: 'lists',
  bounds: listBounds,
  tries: {
    largestPage: async (app, bound) => {
      const ask = async (limit: number) => codeOf(await list(app, { limit: String(limit) }), /out-of-range/);
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    usualPage: async (app, bound): Promise<Tried> => {
      await fill(app, bound + 1);
      const { body } = await list(app, { type: 'Abandoned' });
      const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
      return {
        at: items.length === bound ? accepted : String(items.length),
        over: nextCursor === null ? 'nothing' : 'the next page',
      };
    },
    // `test/src/platform/views/bounded-pages.spec.ts` reads past them; here the number is the one that it is held to.
    rowsReadPerPage: async (_, bound) => ({
      at: bound === mostWalked ? accepted : String(bound),
      over: 'the next page',
    }),
    eventsReadPerPage: async (app, bound) => {
      // Found by an index, so that nothing is read past: a rare type among more events than the bound is on one page.
      const { body } = await list(app, { type: 'NoSuchType' });
      const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
      return { at: items.length === 0 && nextCursor === null && bound > 0 ? accepted : 'more', over: 'the next page' };
    },
  },
};
