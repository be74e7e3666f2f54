import { CsvAnswer } from '../../src/platform/http/conventions/csv.js';
import { listBounds } from '../../src/platform/http/conventions/lists.js';
import type { Projection, Row } from '../../projections/projection.js';
import { SqliteViewStore } from '../../src/platform/views/sqlite-view-store.js';
import { beginning } from '../../src/platform/views/view-store.js';
import { caughtUp, type TestApp } from '../support/app.js';
import { freshFolder } from '../support/folder.js';
import { accepted, type Area, codeOf, type Tried } from './area.js';

const list = (app: TestApp, query: Readonly<Record<string, string>>) =>
  app.http
    .get('/api/v1/events')
    .query(query)
    .set({ authorization: `Bearer ${app.keys.admin}` });

/** The timeline as known at the head of the ledger. */
const timeline = async (app: TestApp, contractId: string, query: Readonly<Record<string, string>> = {}) =>
  app.http
    .get(`/api/v1/contracts/${contractId}/timeline`)
    .query(query)
    .set({
      authorization: `Bearer ${app.keys.admin}`,
      'ledger-min-position': (await app.stores.ordinals.head()).token,
    });

/** A contract whose stream holds its purchase. */
const bought = async (app: TestApp, no: string): Promise<string> => {
  const post = async (path: string, body: object): Promise<string> => {
    const made = await app.http.post(`/api/v1${path}`).set('authorization', `Bearer ${app.keys.admin}`).send(body);
    if (made.status !== 201) throw new Error(made.text);
    return (made.body as { id: string }).id;
  };
  const customerId = await post('/customers', { code: `K${no}`, name: no, level: 'standard', region: 'city' });
  const product = { series: 'EKP', name: 'EKP', version: '4.11' };
  const contract = { customerId, contractNo: `XS-${no}`, licenceNo: `L-${no}`, purchasedOn: '2026-01-01', product };
  return post('/contracts', contract);
};

/** Appends events to a contract's stream behind a revision; those that are not shown change no view either. */
const append = async (
  app: TestApp,
  contractId: string,
  revision: number,
  count: number,
  shownFrom: string | null = null,
): Promise<void> => {
  const meta = {
    effectiveAt: shownFrom ?? '2026-03-01T02:00:00.000Z',
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
    type: shownFrom === null ? 'Abandoned' : 'LicenceRestored',
    schema: 1,
    data: shownFrom === null ? { claimedBy: 'x' } : { reason: 'x' },
    meta,
  }));
  await app.stores.events.append(`seeyon.contract-${contractId}`, revision, events);
};

interface Sample extends Row {
  readonly rank: number;
  readonly kind: string;
  readonly other: string;
}
const sample: Projection<Sample> = {
  name: 'sample',
  version: 1,
  handles: [],
  indexes: [['rank'], ['kind'], ['other']],
  rows: () => [],
  apply: () => ({ row: undefined }),
};
/** One row meets both conditions, each of which many rows meet: `above` are before it in the order, `below` behind. */
const oneAmong = async (above: number, below: number) => {
  const store = SqliteViewStore.open(freshFolder(), () => undefined);
  const table = await store.aside(sample, 0);
  const rows = Array.from({ length: above + 1 + below }, (_, rank) => ({
    id: `r${rank}`,
    row: { vendor: 'seeyon', rank, kind: rank <= above ? 'a' : 'b', other: rank >= above ? 'a' : 'b' },
    position: rank + 1,
  }));
  await store.commit({ table, rows, follows: beginning, checkpoint: { position: rows.length, event: 'e' }, fence: 0 });
  await store.swap(sample as unknown as Projection, 0);
  const live = (await store.live(sample))!;
  const ask = async (descending: boolean): Promise<string> => {
    const where = [
      { field: 'kind', is: 'a' },
      { field: 'other', is: 'a' },
    ];
    const page = await live.query({ vendor: 'seeyon', where, sort: { field: 'rank', descending }, limit: 500 });
    if (page.items.length === 1) return accepted;
    return page.nextCursor === null ? 'nothing' : 'the next page';
  };
  return { ask, close: () => store.close() };
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
      await append(app, 'con_filled', -1, bound + 1);
      const { body } = await list(app, { stream: 'seeyon.contract-con_filled' });
      const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
      return {
        at: items.length === bound ? accepted : String(items.length),
        over: nextCursor === null ? 'nothing' : 'the next page',
      };
    },
    timelinePage: async (app, bound) => {
      const ask = async (count: number) => {
        const id = await bought(app, `shown${count}`);
        await append(app, id, 0, count - 1, '2026-03-01T02:00:00.000Z');
        await caughtUp(app);
        const { body } = await timeline(app, id);
        const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
        if (nextCursor === null) return items.length === count ? accepted : `${items.length} of ${count}`;
        const next = await timeline(app, id, { cursor: nextCursor });
        if (next.status !== 200) return next.text;
        const rest = next.body as { items: unknown[] };
        return items.length + rest.items.length === count ? 'the next page' : 'items are lost';
      };
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    csvRows: async (_, bound): Promise<Tried> => {
      const rows = async (count: number): Promise<string> => {
        const csv = new CsvAnswer('en', new AbortController().signal);
        const heading = ['n', 'n', 'n'] as const;
        const page = Array.from({ length: 500 }, () => 'x');
        let left = count;
        const next = async () => {
          const items = page.slice(0, left);
          left -= items.length;
          return { items, nextCursor: left === 0 ? null : 'more' };
        };
        const lines = csv.lines([{ heading, value: (item: string) => item }], next, await next());
        let last = '';
        for await (const part of lines) last = part;
        return last.includes(`the first ${bound} rows`) ? 'a last line that names the bound' : accepted;
      };
      return { at: await rows(bound), over: await rows(bound + 1) };
    },
    rowsReadPerPage: async (_, bound): Promise<Tried> => {
      const { ask, close } = await oneAmong(bound, bound - 1);
      const tried = { at: await ask(true), over: await ask(false) };
      await close();
      return tried;
    },
    eventsReadPerPage: async (app, bound) => {
      // What is true only later is read past, so that one event of now is behind the others; the purchase is before them.
      const ask = async (count: number) => {
        const id = await bought(app, `past${count}`);
        await append(app, id, 0, count - 1, '2027-01-01T00:00:00.000Z');
        await append(app, id, count - 1, 1, '2026-03-01T02:00:00.000Z');
        await caughtUp(app);
        const { body } = await timeline(app, id, { at: '2026-03-02' });
        const { items, nextCursor } = body as { items: unknown[]; nextCursor: string | null };
        if (items.length === 2) return accepted;
        return nextCursor === null ? 'nothing' : 'the next page';
      };
      return { at: await ask(bound - 1), over: await ask(bound) };
    },
  },
};
