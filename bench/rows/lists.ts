import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { Sealer } from '../../src/platform/keys/sealer.js';
import { SqliteKeyStore } from '../../src/platform/keys/sqlite-key-store.js';
import { note, start } from '../bench.js';
import { customerId } from '../population.js';
import { managers, nameOf, populateLists, telephoneOf } from '../lists-population.js';
import { round, type Row } from '../report.js';

/** Requests of each kind, one after the other. */
const asked = 40;
const bar = 100;

type Ask = (n: number) => string;

/** Every documented filter and sort; `n` differs from request to request. */
const asking = (customers: number): Readonly<Record<string, Ask>> => {
  const some = (n: number): number => (n * 7919) % customers;
  const part = (n: number): string => encodeURIComponent(nameOf(some(n)).slice(1, 4));
  const manager = (n: number): string => encodeURIComponent(managers[n % managers.length]!);
  const contracts: Readonly<Record<string, Ask>> = {
    '': () => '',
    q: (n) => `q=${String(some(n)).padStart(6, '0')}`,
    'q of a name': (n) => `q=${part(n)}`,
    'q of one character': () => `q=${encodeURIComponent('公')}`,
    'q of a year': (n) => `q=XS-${2021 + (n % 5)}`,
    'state in-term': () => 'state=in-term',
    'state gap': () => 'state=gap',
    'state lapsed': () => 'state=lapsed',
    expiresFrom: (n) => `expiresFrom=2026-0${1 + (n % 9)}-01`,
    expiresBefore: (n) => `expiresBefore=202${3 + (n % 4)}-06-01`,
    'level vip': () => 'level=vip',
    'level key': () => 'level=key',
    manager: (n) => `manager=${manager(n)}`,
    'gap true': () => 'gap=true',
    'gap false': () => 'gap=false',
    'unpaid true': () => 'unpaid=true',
    customerId: (n) => `customerId=${customerId(some(n))}`,
    'level, state, unpaid': () => 'level=key&state=lapsed&unpaid=false',
  };
  const lists: Readonly<Record<string, Ask>> = {
    '': () => '',
    q: (n) => `q=${part(n)}`,
    'q of one character': () => `q=${encodeURIComponent('公')}`,
    'q of initials': () => 'q=kjyx',
    'level vip': () => 'level=vip',
    'level, region': () => 'level=key&region=suburb',
    region: () => 'region=outside',
    manager: (n) => `manager=${manager(n)}`,
  };
  const search: Readonly<Record<string, Ask>> = {
    'one character': () => encodeURIComponent('公'),
    name: part,
    initials: () => 'kjyx',
    code: (n) => `KH${some(n)}`,
    contract: (n) => `XS-2023-${String(some(n)).padStart(6, '0')}`,
    licence: (n) => (some(n) * 3 * 2_654_435_761).toString(16),
    person: (n) => encodeURIComponent(managers[n % managers.length]!.slice(0, 1)),
    telephone: (n) => telephoneOf(some(n)).slice(3),
    mail: (n) => `person${some(n)}@`,
    'nothing that is there': (n) => `zzq${n}`,
  };
  const sorted = (path: string, kinds: Readonly<Record<string, Ask>>, sorts: readonly string[]): [string, Ask][] =>
    Object.entries(kinds).flatMap(([name, ask]) =>
      sorts.map((sort): [string, Ask] => [`${path} ${name} by ${sort}`, (n) => `${path}?${ask(n)}&sort=${sort}`]),
    );
  return Object.fromEntries([
    ...sorted('/contracts', contracts, [
      'contractNo',
      '-contractNo',
      'lastDay',
      '-lastDay',
      'purchasedOn',
      '-purchasedOn',
    ]),
    ...sorted('/customers', lists, ['code', '-code', 'name', '-name']),
    ...Object.entries(search).map(([name, ask]): [string, Ask] => [`/search ${name}`, (n) => `/search?q=${ask(n)}`]),
  ]);
};

const mib = (): number => process.memoryUsage().rss / 2 ** 20;

/** @param home a folder that is made and kept; a temporary one where absent */
export const lists = async (customers: number, home?: string): Promise<readonly Row[]> => {
  const folder = home ?? mkdtempSync(join(tmpdir(), 'service-ledger-bench-lists-'));
  if (!existsSync(join(folder, 'events.db'))) {
    note(`appending the events of ${customers} customers with persons and three contracts each`);
    const keys = SqliteKeyStore.open(folder);
    const store = SqliteEventStore.open(folder, () => Date.now() - 86_400_000);
    await populateLists(store, new Sealer(keys), customers);
    await store.close();
    await keys.close();
    note('computing the views');
    await (await start(folder)).app.close();
  }
  const { app, stores, seconds } = await start(folder);
  await app.listen(0, '127.0.0.1');
  const url = `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/api/v1`;
  const { token } = await stores.apiKeys.create({ vendor: 'seeyon', role: 'sales', name: 'bench' });
  const get = async (path: string): Promise<number> => {
    const since = performance.now();
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    return performance.now() - since;
  };
  const before = mib();
  const first = await get('/search?q=KH000001');
  const people = mib();
  note(
    `started in ${round(seconds)} s; first search ${round(first, 0)} ms, ${round(before, 0)} -> ${round(people, 0)} MiB`,
  );
  const found: { readonly name: string; readonly p95: number }[] = [];
  for (const [name, ask] of Object.entries(asking(customers))) {
    const taken: number[] = [];
    for (let n = 0; n < asked; n += 1) taken.push(await get(ask(n)));
    found.push({ name, p95: taken.sort((a, b) => a - b)[Math.ceil(asked * 0.95) - 1]! });
  }
  await app.close();
  if (home === undefined) rmSync(folder, { recursive: true, force: true });
  const slowest = found.toSorted((a, b) => b.p95 - a.p95);
  for (const { name, p95 } of slowest.slice(0, 12)) note(`  ${name}: p95 ${round(p95, 1)} ms`);
  const rowOf = (path: string): Row => {
    const [worst, ...rest] = slowest.filter(({ name }) => name.startsWith(path));
    const middle = rest[Math.floor(rest.length / 2)]!;
    return {
      what: `GET ${path}, ${customers.toLocaleString('en')} customers with three contracts, every filter and sort`,
      measured: `p95 ${round(worst!.p95, 1)} ms (${worst!.name}); middle of ${rest.length + 1}: ${round(middle.p95, 1)} ms`,
      limit: `${bar} ms`,
      ratio: String(round(worst!.p95 / bar)),
      bar: '<= 1',
      isWithinBar: worst!.p95 <= bar,
    };
  };
  return [
    ...['/contracts', '/customers', '/search'].map(rowOf),
    {
      what: 'the first search of a vendor, names, numbers and persons read into memory',
      measured: `${round(first / 1000)} s; ${round(people - before, 0)} MiB more`,
      limit: 'none',
      ratio: '',
      bar: '',
      isWithinBar: true,
    },
  ];
};
