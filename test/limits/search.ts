import { searchBounds } from '../../src/search/bounds.js';
import { Directories } from '../../src/search/directories.js';
import { filteredPage } from '../../src/search/filtered-page.js';
import { TextIndex } from '../../src/search/text-index.js';
import type { View } from '../../src/platform/views/view-store.js';
import type { Problem } from '../../src/platform/http/problems/problem.js';
import type { TestApp } from '../support/app.js';
import { accepted, type Area, codeOf } from './area.js';

const search = (app: TestApp, query: Readonly<Record<string, string>>) =>
  app.http
    .get('/api/v1/search')
    .query(query)
    .set({ authorization: `Bearer ${app.keys.admin}` });

interface Numbered {
  readonly vendor: string;
  readonly number: string;
}
const numbered = (count: number): { readonly id: string; readonly row: Numbered }[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    row: { vendor: 'seeyon', number: String(at).padStart(6, '0') },
  }));

/** Rows in order, page by page. */
const viewOf = (rows: ReturnType<typeof numbered>): Pick<View<Numbered>, 'query'> => ({
  query: async ({ cursor = '0', limit }) => {
    const end = Number(cursor) + limit;
    return { items: rows.slice(Number(cursor), end), nextCursor: end < rows.length ? String(end) : null };
  },
});

/** The entries of a directory over so many contracts, of which each has two; what the search answers. */
const directoryOf = async (contracts: number, most: number): Promise<string> => {
  const rows = Array.from({ length: contracts }, (_, at) => ({
    id: `con_${at}`,
    row: { vendor: 'seeyon', contractNo: `XS-${at}`, licenceNo: `L-${at}` },
  }));
  const view = { query: async () => ({ items: rows, nextCursor: null }), getMany: async () => new Map() };
  const sources = { customers: view, contracts: view, sealer: {} };
  const directories = new Directories(sources as never, { onChange: () => () => undefined }, most);
  try {
    await directories.of('seeyon').numbers();
    return accepted;
  } catch (error) {
    return (error as Problem).code;
  }
};

export const searches: Area = {
  name: 'search',
  bounds: searchBounds,
  tries: {
    longestQuery: async (app, bound) => {
      const ask = async (length: number) => codeOf(await search(app, { q: 'x'.repeat(length) }), /not-a-line/);
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    largestGroup: async (app, bound) => {
      const ask = async (limit: number) => codeOf(await search(app, { q: 'x', limit: String(limit) }), /out-of-range/);
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    usualGroup: async (app, bound) => {
      const headers = { authorization: `Bearer ${app.keys.admin}`, 'ledger-vendor': 'seeyon' };
      const register = (code: string) =>
        app.http
          .post('/api/v1/customers')
          .set(headers)
          .send({ code, name: `共同${code}`, level: 'key', region: 'city' });
      const count = async () => (await search(app, { q: '共同' })).body.groups[0].items.length as number;
      for (let n = 0; n < bound; n += 1) await register(`SG${n}`);
      const at = (await count()) === bound ? accepted : 'fewer';
      await register('SG-more');
      return { at, over: (await count()) === bound ? 'the best ones alone' : 'more' };
    },
    // A lower bound: the directory takes it as a parameter.
    entries: async () => ({ at: await directoryOf(50, 100), over: await directoryOf(51, 100) }),
    matchesById: async (_, bound) => {
      const ask = (count: number): string => {
        const index = new TextIndex();
        for (let at = 0; at < count; at += 1) index.add([{ owner: `o${at}`, texts: ['same'] }]);
        return index.owners('same', bound) === undefined ? "rows are read in the list's order" : accepted;
      };
      return { at: ask(bound), over: ask(bound + 1) };
    },
    rowsRead: async (_, bound) => {
      const ask = async (last: number): Promise<string> => {
        const query = { vendor: 'seeyon', where: [], sort: { field: 'number' }, limit: 50 } as const;
        const page = await filteredPage(viewOf(numbered(last + 500)), query, (_row, id) => id === `r${last}`);
        if (page.items.length === 1) return accepted;
        return page.nextCursor === null ? 'nothing' : 'the next page';
      };
      return { at: await ask(bound - 1), over: await ask(bound) };
    },
  },
};
