import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { streamName } from '../../domain/kernel/envelope.js';
import { ApiClient } from '../support/api-client.js';
import { startApp, type TestApp } from '../support/app.js';
import { LifeOfRequest } from '../support/life-of-request.js';
import { hasRedis } from '../support/redis.js';

const set = process.env['LEDGER_TEST_ENGINES'];
/** A set that processes share is raced for by two of them: in one, commands on a stream wait for each other. */
const isShared = set === 'strict' || (set === 'distributed' && hasRedis);
/** The doubles of servers are slow. */
const pairs = set === 'distributed' ? 25 : 100;
/** Pairs that race at the same time. */
const together = 10;

const hour = 3_600_000;
const now = '2027-01-11T02:00:00.000Z';

type Racer = readonly [path: string, body: object];
interface Answered {
  readonly status: number;
  readonly code: string;
}

/** Two acts at once on one object, many times: one wins, the other is refused, and the ledger has nothing else. */
describe('races', () => {
  const apps: TestApp[] = [];
  const lives: LifeOfRequest[] = [];

  beforeAll(async () => {
    apps.push(await startApp({ now: '2026-12-01T02:00:00.000Z' }));
    if (isShared) apps.push(await startApp({ now: '2026-12-01T02:00:00.000Z', home: apps[0]!.home }));
    for (const app of apps) lives.push(new LifeOfRequest(new ApiClient(app, 'seeyon')));
    await lives[0]!.buy('key', '2026-11-01');
    setClocks(now);
  }, 60_000);
  afterAll(async () => {
    for (const app of apps.reverse()) await app.close();
  });

  const setClocks = (at: string): void => apps.forEach(({ clock }) => clock.set(at));
  const life = (): LifeOfRequest => lives[0]!;
  const register = (more: object = {}) => life().register('key', more);
  const attempt = async (nth: number, id: string, [path, body]: Racer, ifMatch?: string): Promise<Answered> => {
    const app = apps[nth % apps.length]!;
    const headers = { authorization: `Bearer ${app.keys.everywhere}`, 'ledger-vendor': 'seeyon' };
    const answer = await app.http
      .post(`/api/v1/requests/${id}/${path}`)
      .set(ifMatch === undefined ? headers : { ...headers, 'if-match': ifMatch })
      .send(body);
    return { status: answer.status, code: answer.status < 300 ? 'done' : answer.body.code };
  };
  /** What each racer was answered, in the order given. Who is sent first, and how much so, changes from pair to pair. */
  const race = async (pair: number, id: string, racers: readonly Racer[], ifMatch?: string): Promise<string[]> => {
    const order = racers.map((_, index) => (index + pair) % racers.length);
    const answers = new Map<number, Answered>();
    await Promise.all(
      order.map(async (index, place) => {
        await turns((place * pair) % 9);
        answers.set(index, await attempt(index + (pair >> 1), id, racers[index]!, ifMatch));
      }),
    );
    for (const { status, code } of answers.values())
      expect([code, status]).toEqual([code, code === 'done' ? 200 : code === 'stale' ? 412 : 409]);
    return racers.map((_, index) => answers.get(index)!.code);
  };
  const eventsOf = (id: string) => apps[0]!.stores.events.readStream(streamName('seeyon', 'request', id));
  /** Types of what was recorded of a request, of those that matter here. */
  const recorded = async (id: string, ...types: readonly string[]): Promise<readonly string[]> =>
    (await eventsOf(id)).flatMap(({ type }) => (types.includes(type) ? [type] : []));
  const everyPair = async (run: (pair: number) => Promise<string>): Promise<Readonly<Record<string, number>>> => {
    const counts: Record<string, number> = {};
    for (let first = 0; first < pairs; first += together) {
      const some = Array.from({ length: Math.min(together, pairs - first) }, (_, index) => run(first + index));
      for (const outcome of await Promise.all(some)) counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    return counts;
  };

  it('R15: of two confirmations by one side one counts, and the two sides at once are an agreement', async () => {
    const outcomes = await everyPair(async (pair) => {
      const { id } = await register();
      const memo = { text: '慢', solution: '补丁', plannedOn: '2027-01-20' };
      const { sha256 } = (await life().act(id, 'memo', memo)).memo;
      const confirm = (side: string, person: string): Racer => ['memo/confirm', { side, person, sha256 }];
      const racers = [confirm('vendor', '李强'), confirm('vendor', '赵工'), confirm('customer', '王芳')];
      const answers = await race(pair, id, racers);
      expect(await recorded(id, 'MemoConfirmed', 'MemoAgreed')).toEqual([
        'MemoConfirmed',
        'MemoConfirmed',
        'MemoAgreed',
      ]);
      const sides = (await eventsOf(id)).flatMap(({ type, data }) =>
        type === 'MemoConfirmed' ? (data as { side: string }).side : [],
      );
      expect(sides.sort()).toEqual(['customer', 'vendor']);
      expect(answers[2]).toBe('done');
      return answers.slice(0, 2).sort().join(', ');
    });
    expect(outcomes).toEqual({ 'done, memo-side-confirmed': pairs });
  });

  it('R13: work that is started while the backup lapses is decided by its instant', async () => {
    const outcomes: Record<string, number> = { done: 0, 'backup-not-confirmed': 0 };
    let ms = Date.parse(now);
    for (let pair = 0; pair < pairs; pair += 1) {
      ms += 1_000;
      setClocks(new Date(ms).toISOString());
      const { id } = await register();
      const takenAt = new Date(ms - 24 * hour).toISOString();
      const backup = { confirmedBy: '王芳', takenAt, location: 'D 盘', disclaimerAccepted: true };
      const { countsUntil } = await life().act(id, 'backup', backup);
      expect(countsUntil).toBe(new Date(ms).toISOString());
      const lapse = async (): Promise<void> => {
        await turns(pair % 40);
        setClocks(new Date(ms + 1).toISOString());
      };
      const work = (by: string): Racer => ['work', { mode: 'remote', by }];
      const [answers] = await Promise.all([race(pair, id, [work('张工'), work('赵工')]), lapse()]);
      const started = (await eventsOf(id)).flatMap(({ type, data }) =>
        type === 'WorkStarted' ? (data as { at: string }).at : [],
      );
      expect(started).toEqual(answers.filter((code) => code === 'done').map(() => countsUntil));
      for (const code of answers) outcomes[code]! += 1;
    }
    expect(Object.keys(outcomes)).toEqual(['done', 'backup-not-confirmed']);
    expect(Object.values(outcomes).every((count) => count > 0)).toBe(true);
    setClocks(new Date(ms + hour).toISOString());
  });

  it('R14, R11: of a merge and a resolution one follows the other, or is refused', async () => {
    const resolve: Racer = ['resolve', { by: '张工', resolution: '已处理' }];
    const outcomes = await everyPair(async (pair) => {
      const [one, into] = [await register(), await register()];
      const merge: Racer = ['merge', { intoRequestId: into.id }];
      const isOfSurvivor = pair % 2 === 1;
      // A merge is recorded elsewhere first: a resolution that is sent at once is always before it.
      const later = async (): Promise<string[]> => {
        await turns(pair % 50);
        return race(pair + 1, isOfSurvivor ? into.id : one.id, [resolve]);
      };
      const [[merged], [resolved]] = await Promise.all([race(pair, one.id, [merge]), later()]);
      const types = ['RequestMerged', 'RequestAbsorbed', 'RequestUnmerged', 'RequestResolved'];
      const [ofOne, ofInto] = [await recorded(one.id, ...types), await recorded(into.id, ...types)];
      const allowed = isOfSurvivor
        ? {
            'done, done': [[['RequestMerged'], ['RequestAbsorbed', 'RequestResolved']]],
            'request-state, done': [[[], ['RequestResolved']]],
          }
        : {
            'done, request-merged': [[['RequestMerged'], ['RequestAbsorbed']]],
            // The survivor absorbed it before the merge was refused: undone.
            'request-state, done': [
              [['RequestResolved'], []],
              [['RequestResolved'], ['RequestAbsorbed', 'RequestUnmerged']],
            ],
          };
      const outcome = `${merged}, ${resolved}` as keyof typeof allowed;
      expect([outcome, allowed[outcome]]).toEqual([outcome, expect.arrayContaining([[ofOne, ofInto]])]);
      const { absorbed } = await new ApiClient(apps[0]!, 'seeyon').get(`/requests/${into.id}`);
      expect(absorbed).toEqual(merged === 'done' ? [one.id] : []);
      return isOfSurvivor ? `of the survivor: ${outcome}` : outcome;
    });
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(pairs);
  });

  it('R12: a reopening and a closing are recorded in an order that is allowed, and one of one revision alone', async () => {
    const outcomes = await everyPair(async (pair) => {
      const { id } = await register();
      const { revision } = await life().act(id, 'resolve', { by: '张工', resolution: '已处理' });
      const racers: Racer[] = [
        ['close', { confirmedBy: '王芳' }],
        ['reopen', { reason: '再次出现' }],
      ];
      // Of either kind every second pair has the reopening first.
      const ofOneRevision = pair % 4 >= 2;
      const answers = await race(pair, id, racers, ofOneRevision ? `"${revision}"` : undefined);
      const types = await recorded(id, 'RequestClosed', 'RequestReopened');
      const allowed: Readonly<Record<string, readonly string[]>> = ofOneRevision
        ? { 'done, stale': ['RequestClosed'], 'stale, done': ['RequestReopened'] }
        : { 'done, done': ['RequestClosed', 'RequestReopened'], 'request-state, done': ['RequestReopened'] };
      const outcome = answers.join(', ');
      expect([outcome, types]).toEqual([outcome, allowed[outcome]]);
      return ofOneRevision ? `of one revision: ${outcome}` : outcome;
    });
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(pairs);
  });

  it('R3: nothing is acknowledged once it is cancelled', async () => {
    const outcomes = await everyPair(async (pair) => {
      const { id } = await register();
      const answers = await race(pair, id, [
        ['acknowledge', { by: '张工' }],
        ['cancel', { reason: '不需要了' }],
      ]);
      const types = await recorded(id, 'RequestAcknowledged', 'RequestCancelled');
      const outcome = answers.join(', ');
      const allowed: Readonly<Record<string, readonly string[]>> = {
        'done, done': ['RequestAcknowledged', 'RequestCancelled'],
        'request-state, done': ['RequestCancelled'],
      };
      expect([outcome, types]).toEqual([outcome, allowed[outcome]]);
      return outcome;
    });
    expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(pairs);
  });
});

/** So many turns of the event loop. */
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
