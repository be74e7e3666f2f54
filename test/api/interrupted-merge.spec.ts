import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streamName } from '../../domain/kernel/envelope.js';
import type { Ledger } from '../../src/platform/ledger/ledger.js';
import { ApiClient } from '../support/api-client.js';
import { startApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';
import { DrivenApp } from '../support/obligations.js';

const begun = Date.parse('2026-03-02T02:00:00.000Z');

/** R14: a merge is recorded in three streams; its process can die between any two of them. */
describe('a merge of requests that was cut short', () => {
  let driven: DrivenApp;
  let client: ApiClient;
  let life: LifeOfRequest;
  let now = begun;

  const open = async (home?: string): Promise<string> => {
    const app = await startApp({ now: new Date(now).toISOString(), ...(home !== undefined && { home }) });
    client = new ApiClient(app, 'seeyon');
    const { ledger } = app.stores;
    handle = ledger.handle.bind(ledger);
    dieAt = (end) => {
      ledger.handle = ((handling: Parameters<Ledger['handle']>[0]) =>
        end !== null && handling.request.scope.endsWith(end) && handling.category === 'request'
          ? Promise.reject(new Error('the process ended here'))
          : handle(handling)) as Ledger['handle'];
    };
    driven = await DrivenApp.over(app);
    return app.home;
  };
  let handle: Ledger['handle'];
  /** From now on nothing is recorded in a request by a command whose scope ends with this. */
  let dieAt: (end: string | null) => void;

  beforeAll(async () => {
    await open();
    life = new LifeOfRequest(client);
    await life.buy('key', '2026-01-01');
  }, 60_000);
  afterAll(() => driven.close());

  const two = async (): Promise<readonly [string, string]> => {
    const register = async () => (await life.register('key', {})).id;
    return [await register(), await register()];
  };
  const cut = async (end: string, id: string, path: string, body: object): Promise<void> => {
    dieAt(end.replace('ID', id));
    expect((await life.attempt(id, path, body)).status).toBe(500);
    dieAt(null);
  };
  const pass = async (seconds: number): Promise<void> => {
    now += seconds * 1_000;
    await driven.at(new Date(now).toISOString());
  };
  /** The state of the merged one, and what the survivor has absorbed. */
  const shown = async ([one, into]: readonly [string, string]) => [
    (await client.get(`/requests/${one}`)).state,
    (await client.get(`/requests/${into}`)).absorbed,
  ];
  const types = async (id: string): Promise<readonly string[]> =>
    (await driven.app.stores.events.readStream(streamName('seeyon', 'request', id)))
      .map(({ type }) => type)
      .filter((type) => /Merged|Absorbed|Unmerged/.test(type));

  it.each([
    ['before the survivor has it', ' absorb'],
    ['before the merged one has it', 'merge ID'],
  ])('%s, is completed, and not before whoever merges has ended', async (_when, end) => {
    const [one, into] = await two();
    await cut(end, one, 'merge', { intoRequestId: into });
    await pass(30);
    expect((await shown([one, into]))[0]).toBe('registered');
    await pass(60);
    expect(await shown([one, into])).toEqual(['merged', [one]]);
    await pass(60);
    expect([await types(one), await types(into)]).toEqual([['RequestMerged'], ['RequestAbsorbed']]);
  });

  it.each([
    ['the merged one', 0],
    ['the survivor', 1],
  ])('is undone where %s was resolved meanwhile', async (_which, resolved) => {
    const both = await two();
    await cut(resolved === 0 ? 'merge ID' : ' absorb', both[0], 'merge', { intoRequestId: both[1] });
    await life.act(both[resolved]!, 'resolve', { by: '张工', resolution: '已处理' });
    await pass(90);
    expect((await shown(both))[1]).toEqual([]);
    expect(await types(both[0])).toEqual([]);
    const third = (await life.register('key', {})).id;
    if (resolved === 1)
      expect(await life.act(both[0], 'merge', { intoRequestId: third })).toMatchObject({ state: 'merged' });
  });

  it.each([
    ['before the survivor gives back', ' give back'],
    ['before the merged one is as it was', 'unmerge ID'],
  ])('of an end of it, %s, the rest is done', async (_when, end) => {
    const [one, into] = await two();
    await life.act(one, 'merge', { intoRequestId: into });
    await cut(end, one, 'unmerge', { reason: '两件事' });
    await pass(90);
    expect(await shown([one, into])).toEqual(['registered', []]);
    expect([await types(one), await types(into)]).toEqual([
      ['RequestMerged', 'RequestUnmerged'],
      ['RequestAbsorbed', 'RequestUnmerged'],
    ]);
  });

  it('C11: refused in the middle and undone, the same key merges them once that is possible', async () => {
    const [one, into] = await two();
    const key = { 'idempotency-key': 'merge-once-possible' };
    const merge = () => client.post(`/requests/${one}/merge`, { intoRequestId: into }, key);
    dieAt(`merge ${one}`);
    await expect(merge()).rejects.toThrow(/answered 500/);
    dieAt(null);
    await life.act(one, 'resolve', { by: '张工', resolution: '已处理' });
    await expect(merge()).rejects.toThrow(/request-state/);
    await life.act(one, 'reopen', { reason: '又出现' });
    const merged = await merge();
    expect([merged.state, await shown([one, into])]).toEqual(['merged', ['merged', [one]]]);
    expect(await merge()).toEqual(merged);
    const third = (await life.register('key', {})).id;
    expect((await life.attempt(into, 'merge', { intoRequestId: third })).status).toBe(200);
    // R14: no circle is closed.
    expect((await life.attempt(third, 'merge', { intoRequestId: one })).status).toBe(409);
  });

  it('C11: what was recorded of a merged request is not recorded again once it is unmerged, or merged', async () => {
    const [one, into] = await two();
    const interact = (key: string) =>
      client.post(
        `/requests/${one}/interactions`,
        { direction: 'inbound', channel: 'phone', text: '还是不行' },
        { 'idempotency-key': key },
      );
    const recorded = async () =>
      Promise.all([one, into].map(async (id) => (await client.get(`/requests/${id}`)).interactions.length));
    const before = await interact('before-the-merge');
    await life.act(one, 'merge', { intoRequestId: into });
    expect([await interact('before-the-merge'), await recorded()]).toEqual([before, [1, 0]]);
    const meanwhile = await interact('while-merged');
    expect([meanwhile.id, await recorded()]).toEqual([into, [1, 1]]);
    await life.act(one, 'unmerge', { reason: '两件事' });
    expect([await interact('while-merged'), await recorded()]).toEqual([meanwhile, [1, 1]]);
  });

  it.each([
    ['in the future', '2026-03-03T02:00:00.000Z', 'at-in-future'],
    ['before it was merged', '2026-03-01T02:00:00.000Z', 'at-too-early'],
  ])('A4: an end of it %s changes neither request', async (_when, at, code) => {
    const both = await two();
    await life.act(both[0], 'merge', { intoRequestId: both[1] });
    const refused = await life.attempt(both[0], 'unmerge', { reason: '两件事', at });
    expect([refused.status, refused.body.code]).toEqual([409, code]);
    expect(await shown(both)).toEqual(['merged', [both[0]]]);
    await life.act(both[0], 'unmerge', { reason: '两件事' });
    expect(await shown(both)).toEqual(['registered', []]);
  });

  it('is completed by the next start', async () => {
    const [one, into] = await two();
    await cut(' absorb', one, 'merge', { intoRequestId: into });
    const { home } = driven.app;
    await driven.close();
    now += 90_000;
    await open(home);
    expect(await shown([one, into])).toEqual(['merged', [one]]);
  });
});
