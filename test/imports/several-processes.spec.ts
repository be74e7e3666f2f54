import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { csvOf, heading, recordOf } from '../support/imports.js';
import { type Deaths, type ImportProcess, ImportProcesses } from '../support/import-processes.js';

/** 500 outcomes make a part of the report: the first part, and half of the second. */
const records = Array.from({ length: 720 }, (_, n) => recordOf(n));
// Of the first part: a customer under another name, which another record of the file has registered.
records[400] = recordOf(400, { 客户编号: 'KH1', 客户名称: '另一名称' });
// Beyond it: a faulty record of a number, the correct one, and a repetition.
records[600] = recordOf(601, { 邮箱: 'nobody' });
records[601] = recordOf(601);
records[602] = recordOf(601);
const file = csvOf(heading, ...records);

const purchases = (types: readonly string[]): number => types.filter((type) => type === 'ContractPurchased').length;
/** Dies at the append of so many purchases. */
const atPurchase = (count: number): Deaths => {
  let seen = 0;
  return { onAppend: (types) => (seen += purchases(types)) >= count };
};

describe('an import whose process dies', () => {
  let undisturbed: { readonly records: object; readonly report: string };
  let processes: ImportProcesses;
  beforeAll(async () => {
    const alone = new ImportProcesses();
    const process = await alone.start();
    const id = await process.send(file);
    undisturbed = { records: (await process.ended(id)).records, report: await process.report(id) };
    await alone.close();
    expect(undisturbed.records).toEqual({ read: 720, created: 717, known: 1, failed: 2 });
  }, 120_000);
  beforeEach(() => {
    processes = new ImportProcesses();
  });
  afterEach(() => processes.close());

  const died = async (deaths: Deaths): Promise<string> => {
    const first = await processes.start(deaths);
    const id = await first.send(file);
    while (!first.isDead()) await new Promise((resolve) => setTimeout(resolve, 20));
    return id;
  };
  const finishesIn = async (process: ImportProcess, id: string): Promise<void> => {
    processes.passLease();
    await process.imports.resume();
    const { state, records: counts } = await process.ended(id);
    expect([state, counts]).toEqual(['finished', undisturbed.records]);
    expect(await process.report(id)).toBe(undisturbed.report);
    const { body } = await process.http.get('/api/v1/events?type=ContractPurchased&limit=1').set(process.as());
    expect(body.items).toHaveLength(1);
  };

  it('goes on in another process, with the counts and the report of an undisturbed run', async () => {
    const id = await died(atPurchase(690));
    const second = await processes.start();
    // Whoever examines the first part again finds that its faulty record is right by now.
    const { body } = await second.http.get('/api/v1/customers?code=KH1').set(second.as());
    const path = `/api/v1/customers/${(body as { items: { id: string }[] }).items[0]!.id}`;
    expect((await second.http.patch(path).set(second.as()).send({ name: '另一名称' })).status).toBe(200);
    await finishesIn(second, id);
  }, 120_000);

  it('is begun again where it died between a part of its report and the save of its progress', async () => {
    // The upload, a part, and the index that names the part.
    await finishesInNew(await died({ onStored: (count) => count === 3 }));
  }, 120_000);

  it('is found in the ledger where all jobs are lost', async () => {
    const id = await died(atPurchase(690));
    processes.server.jobs.clear();
    await finishesInNew(id);
  }, 120_000);

  it('fails with the way out where its upload is lost too', async () => {
    const id = await died(atPurchase(100));
    processes.server.jobs.clear();
    processes.stored.clear();
    const second = await processes.start();
    await second.imports.resume();
    const { state, failure } = await second.ended(id);
    expect([state, failure!.code, failure!.detail]).toEqual([
      'failed',
      'upload-lost',
      expect.stringContaining('import the file again'),
    ]);
  }, 120_000);

  const finishesInNew = async (id: string): Promise<void> => finishesIn(await processes.start(), id);

  it('runs on where another process starts, and is seen from there', async () => {
    const first = await processes.start();
    const id = await first.send(file);
    while ((await first.shown(id)).state !== 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await processes.start();
    await second.imports.resume();
    const seen = (await second.shown(id)).state;
    expect(['running', 'finished']).toContain(seen);
    expect((await second.ended(id)).records).toEqual(undisturbed.records);
    expect(await second.report(id)).toBe(undisturbed.report);
  }, 120_000);

  it('is added again where the jobs are lost while its process lives', async () => {
    const process = await processes.start();
    const ids = [await process.send(file), await process.send(csvOf(heading, recordOf('later')))];
    while ((await process.shown(ids[0]!)).state !== 'running') await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await process.shown(ids[1]!)).state).toBe('waiting');
    processes.server.empty();
    expect((await process.ended(ids[0]!)).records).toEqual(undisturbed.records);
    expect(await process.ended(ids[1]!)).toMatchObject({ state: 'finished', records: { created: 1 } });
  }, 120_000);

  it('holds up no other vendor, whose imports take turns with it', async () => {
    const process = await processes.start();
    const large = [await process.send(file), await process.send(file)];
    const small = await process.send(csvOf(heading, recordOf('y', { 产品系列: 'HRHIS' })), 'huaruan');
    expect((await process.ended(small, 'huaruan')).state).toBe('finished');
    const states = await Promise.all(large.map(async (id) => (await process.shown(id)).state));
    expect(states).toEqual(['running', 'waiting']);
  }, 120_000);
});
