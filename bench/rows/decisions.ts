import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Book } from '../../domain/entitlement/book.js';
import { type AnswerVersion, answerVersions, decide, decisionRules } from '../../domain/entitlement/decide.js';
import { contractSheet } from '../../projections/contract-sheet/contract-sheet.js';
import { customerSheet } from '../../projections/customer-sheet/customer-sheet.js';
import { Sheets } from '../../src/entitlements/sheets.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { SqliteViewStore, viewsFile } from '../../src/platform/views/sqlite-view-store.js';
import { PolicyBooks } from '../../src/policies/policies.port.js';
import { at, type Bench, median, note, spread, start } from '../bench.js';
import { contractsEach, customerId, populate } from '../population.js';
import { perSecond, round, type Row } from '../report.js';

const decisions = 1_000_000;

interface Known {
  readonly book: Book;
  readonly position: number;
}
const knownOf = async ({ app, stores }: Bench): Promise<Known> => {
  const books = app.get(PolicyBooks, { strict: false });
  await books.refresh();
  return { book: books.book('seeyon'), position: stores.views.position() };
};

const question = (id: string, { position }: Known) =>
  ({
    customerId: id,
    service: 'maintenance',
    at: Date.parse(at),
    knownPosition: position,
    contractId: null,
    productSeries: null,
    channel: null,
    urgency: null,
    module: null,
    targetVersion: null,
    region: null,
  }) as const;

/**
 * Reads of a freshly opened store with none of its pages at hand, and no sheet kept: `read` always goes to the rows.
 */
const coldReader = async (folder: string, { book, position }: Known) => {
  const views = SqliteViewStore.open(folder, note);
  const sheets = new Sheets((await views.live(customerSheet))!, (await views.live(contractSheet))!, () => position, {
    onChange: () => undefined,
  });
  return {
    read: (id: string) => sheets.read('seeyon', book, id, Date.parse(at), position),
    close: () => views.close(),
  };
};
type Reader = Awaited<ReturnType<typeof coldReader>>;

/** By each version of the rules: the older ones are asked for ever. */
export const inProcess =
  (version: AnswerVersion) =>
  async (bench: Bench): Promise<Row> => {
    const known = await knownOf(bench);
    const { read, close } = await coldReader(bench.home, known);
    const sheet = (await read(customerId(7)))!;
    await close();
    const asked = question(customerId(7), known);
    const rules = decisionRules[version];
    for (let n = 0; n < decisions / 5; n += 1) rules(asked, sheet, known.book);
    const began = performance.now();
    for (let n = 0; n < decisions; n += 1) rules(asked, sheet, known.book);
    const rate = decisions / ((performance.now() - began) / 1000);
    return {
      what: `decision in process, ${contractsEach} contracts, rules of version ${version}`,
      measured: perSecond(rate),
      limit: '500,000/s',
      ratio: String(round(rate / 500_000)),
      bar: '>= 1',
      isWithinBar: rate >= 500_000,
    };
  };
export { answerVersions };

const timeOf = async (reader: Reader, id: string, known: Known): Promise<number> => {
  const from = performance.now();
  decide(question(id, known), (await reader.read(id))!, known.book);
  return (performance.now() - from) * 1000;
};
/**
 * Lets the kernel forget the file, as far as it is on disk (GNU dd; root is not needed). False where that cannot be
 * done here.
 */
const forget = (folder: string): boolean =>
  spawnSync('dd', [`if=${join(folder, viewsFile)}`, 'iflag=nocache', 'count=0']).status === 0;
/** One check with no page at hand, neither in the program nor in the kernel. */
const coldCheck = async (folder: string, id: string, known: Known): Promise<number> => {
  const reader = await coldReader(folder, known);
  forget(folder);
  const time = await timeOf(reader, id, known);
  await reader.close();
  return time;
};
interface Side {
  readonly folder: string;
  readonly id: (n: number) => string;
}
/** In turns, so that both sides have the same disk and the same warm code. */
const coldest = async (one: Side, other: Side, known: Known): Promise<readonly [number, number]> => {
  const times: [number[], number[]] = [[], []];
  for (let n = -20; n < 100; n += 1)
    for (const [side, { folder, id }] of [one, other].entries()) {
      const time = await coldCheck(folder, id(Math.abs(n)), known);
      if (n >= 0) times[side]!.push(time);
    }
  return [median(times[0]), median(times[1])];
};
const coldRow = (what: string, [limit, measured]: readonly [number, number], folder: string): Row => ({
  what: `${what}, cold${forget(folder) ? '' : ", the kernel's caches as they were"}`,
  measured: `${round(measured, 0)} µs`,
  limit: `${round(limit, 0)} µs`,
  ratio: String(round(measured / limit)),
  bar: '<= 1.3',
  isWithinBar: measured <= 1.3 * limit,
});

export const coldHistory = async (bench: Bench): Promise<Row> => {
  const { home: folder, few, many } = bench;
  const times = await coldest({ folder, id: () => few }, { folder, id: () => many }, await knownOf(bench));
  return coldRow('the same check, a contract of 10,000 events against one of 10', times, folder);
};

export const coldPopulation = async (bench: Bench): Promise<Row> => {
  const { home, customers } = bench;
  const fewer = Math.min(customers, 10_000);
  const small = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
  const store = SqliteEventStore.open(small, () => Date.now() - 86_400_000);
  await populate(store, 0, fewer);
  await store.close();
  await (await start(small)).app.close();
  const sides = [
    { folder: small, id: spread(fewer) },
    { folder: home, id: spread(customers) },
  ] as const;
  const times = await coldest(...sides, await knownOf(bench));
  rmSync(small, { recursive: true, force: true });
  const [many, few] = [customers.toLocaleString('en'), fewer.toLocaleString('en')];
  return coldRow(`the same check with ${many} customers stored against ${few}`, times, home);
};
