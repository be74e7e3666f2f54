import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { processesContract } from './jobs-processes.contract.js';
import { seriesContract } from './jobs-series.contract.js';
import { JobFailed, type Jobs, type NewJob, type RunningJob, type Worker } from '../../src/platform/jobs/jobs.js';

/** One store of jobs, opened by processes that may die. */
export interface JobServer {
  /** Several processes may have it open at once. */
  readonly isShared: boolean;
  /** A process that uses the store; its clock shows `now()` in epoch milliseconds. */
  open(now: () => number): Promise<Jobs>;
  /** Ends a process as SIGKILL would: nothing that it runs is finished or handed back by itself. */
  kill(jobs: Jobs): Promise<void>;
}

const start = Date.UTC(2026, 0, 5, 1);

/** Every promise of the port, for any engine. */
export function jobsContract(engine: string, make: () => Promise<JobServer>): void {
  describe(`jobs port on ${engine}`, () => {
    let server: JobServer;
    let jobs: Jobs;
    let clock: number;
    const job = (id: string, more: Partial<NewJob> = {}): NewJob => ({
      queue: 'q',
      id,
      vendor: 'seeyon',
      dueAt: clock,
      data: { position: 7 },
      ...more,
    });
    const worker = (handler: Worker['handler'], more: Partial<Worker> = {}): Worker => ({
      handler,
      concurrency: 1,
      perVendor: 1,
      retryAfterMs: [1_000, 5_000],
      ...more,
    });
    const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
      for (let tries = 0; !(await holds()); tries += 1) {
        if (tries > 2_000) throw new Error('the condition was not met in 20 s');
        jobs.wake();
        await sleep(10);
      }
    };
    const forward = (ms: number): void => {
      clock += ms;
      jobs.wake();
    };
    const empty = async (): Promise<boolean> => {
      const { waiting, running } = await jobs.counts('q');
      return waiting + running === 0;
    };

    beforeEach(async () => {
      clock = start;
      server = await make();
      jobs = await server.open(() => clock);
    });
    afterEach(() => jobs.close());
    seriesContract(make);
    processesContract(make);
    it('runs a job with what it was given, once, and forgets it', async () => {
      const seen: RunningJob[] = [];
      jobs.work(
        'q',
        worker(async (running) => void seen.push(running)),
      );
      await jobs.add(job('a', { data: { position: 7, kind: 'reminder', last: null, urgent: true } }));
      await until(async () => seen.length === 1 && (await empty()));
      expect(seen[0]).toMatchObject({
        queue: 'q',
        id: 'a',
        vendor: 'seeyon',
        data: { position: 7, kind: 'reminder', last: null, urgent: true },
        attempt: 1,
      });
      await jobs.add(job('a'));
      await until(async () => seen.length === 2 && (await empty()));
    });

    it('begins a further attempt, and the work of another process, with the data that was saved', async () => {
      const seen: unknown[] = [];
      const failing: Worker['handler'] = async ({ data, save }) => {
        seen.push(data);
        await save({ position: Number(data['position']) + 1 });
        throw new Error('not yet');
      };
      jobs.work('q', worker(failing));
      await jobs.add(job('a'));
      await until(async () => seen.length === 1 && (await jobs.counts('q')).waiting === 1);
      forward(1_000);
      await until(async () => seen.length === 2 && (await jobs.counts('q')).waiting === 1);
      await jobs.close();
      jobs = await server.open(() => clock);
      jobs.work(
        'q',
        worker(async ({ data }) => void seen.push(data)),
      );
      forward(5_000);
      await until(() => seen.length === 3);
      expect(seen).toEqual([{ position: 7 }, { position: 8 }, { position: 9 }]);
    });

    it('runs nothing before it is due', async () => {
      const seen: string[] = [];
      jobs.work(
        'q',
        worker(async ({ id }) => void seen.push(id)),
      );
      await jobs.add(job('later', { dueAt: clock + 60_000 }));
      await jobs.add(job('now'));
      await until(() => seen.length === 1);
      expect(await jobs.counts('q')).toEqual({ waiting: 1, running: 0, dead: 0, nextDueAt: start + 60_000 });
      forward(60_000);
      await until(() => seen.length === 2);
      expect(seen).toEqual(['now', 'later']);
    });

    it('keeps one job for an id that is added twice, due at the earlier instant', async () => {
      await jobs.add(job('a', { dueAt: clock + 5_000 }));
      await jobs.add(job('a', { dueAt: clock + 1_000 }));
      await jobs.add(job('a', { dueAt: clock + 9_000 }));
      expect(await jobs.counts('q')).toEqual({ waiting: 1, running: 0, dead: 0, nextDueAt: start + 1_000 });
    });

    it('runs a job once more where it is added while it runs, never two at a time', async () => {
      let [runs, atOnce, most] = [0, 0, 0];
      const gates: (() => void)[] = [];
      const handler = async (): Promise<void> => {
        runs += 1;
        most = Math.max(most, (atOnce += 1));
        await new Promise<void>((open) => gates.push(open));
        atOnce -= 1;
      };
      jobs.work('q', worker(handler, { concurrency: 4, perVendor: 4 }));
      await jobs.add(job('a'));
      await until(() => gates.length === 1);
      await jobs.add(job('a'));
      await jobs.add(job('a'));
      gates[0]!();
      await until(() => gates.length === 2);
      gates[1]!();
      await until(empty);
      expect([runs, most]).toEqual([2, 1]);
    });

    it('attempts again after the given waits, then lists the job as dead, and runs it again on demand', async () => {
      const attempts: number[] = [];
      const buried: string[] = [];
      let fail = true;
      jobs.work(
        'q',
        worker(
          async ({ attempt }) => {
            attempts.push(attempt);
            if (fail) throw new Error('the server answered 451');
          },
          { onDead: async ({ id }, fault) => void buried.push(`${id}: ${fault}`) },
        ),
      );
      await jobs.add(job('a'));
      await until(() => attempts.length === 1);
      await until(async () => (await jobs.counts('q')).waiting === 1);
      expect((await jobs.counts('q')).nextDueAt).toBe(start + 1_000);
      forward(999);
      await sleep(50);
      expect(attempts).toEqual([1]);
      forward(1);
      await until(async () => attempts.length === 2 && (await jobs.counts('q')).waiting === 1);
      forward(5_000);
      await until(async () => (await jobs.counts('q')).dead === 1);
      expect(attempts).toEqual([1, 2, 3]);
      expect(buried).toEqual(['a: the server answered 451']);
      expect(await jobs.dead('q', 10)).toMatchObject([{ id: 'a', attempts: 3, fault: 'the server answered 451' }]);
      await jobs.add(job('a'));
      expect((await jobs.counts('q')).dead).toBe(1);
      fail = false;
      expect(await jobs.retry('q', 'a')).toBe(true);
      await until(async () => (await empty()) && (await jobs.counts('q')).dead === 0);
      expect(attempts).toEqual([1, 2, 3, 1]);
      expect(await jobs.retry('q', 'a')).toBe(false);
    });

    it('gives up at once on work that cannot succeed', async () => {
      const refuse = async (): Promise<void> => {
        throw new JobFailed('the file is damaged');
      };
      jobs.work('q', worker(refuse));
      await jobs.add(job('a'));
      await until(async () => (await jobs.counts('q')).dead === 1);
      expect(await jobs.dead('q', 10)).toMatchObject([{ id: 'a', attempts: 1, fault: 'the file is damaged' }]);
    });

    it('runs unfinished work again at the instant that it names, as a first attempt', async () => {
      const attempts: number[] = [];
      const handler = async ({ attempt }: RunningJob) => {
        attempts.push(attempt);
        return attempts.length === 1 ? { againAt: clock + 30_000 } : undefined;
      };
      jobs.work('q', worker(handler));
      await jobs.add(job('a'));
      await until(async () => (await jobs.counts('q')).nextDueAt === start + 30_000);
      forward(30_000);
      await until(empty);
      expect(attempts).toEqual([1, 1]);
    });

    it('gives vendors their turns, however much one of them has waiting', async () => {
      const order: string[] = [];
      for (let index = 0; index < 20; index += 1) await jobs.add(job(`s${index}`, { dueAt: clock - 1_000 + index }));
      for (let index = 0; index < 3; index += 1) await jobs.add(job(`h${index}`, { vendor: 'huaruan' }));
      jobs.work(
        'q',
        worker(async ({ vendor }) => void order.push(vendor)),
      );
      await until(empty);
      expect(order.slice(0, 6).filter((vendor) => vendor === 'huaruan')).toHaveLength(3);
      expect(order).toHaveLength(23);
    });

    it('runs at most the share of a vendor at once', async () => {
      const running = new Map<string, number>();
      let most = 0;
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      const handler = async ({ vendor }: RunningJob): Promise<void> => {
        running.set(vendor, (running.get(vendor) ?? 0) + 1);
        most = Math.max(most, running.get('seeyon') ?? 0);
        await opened;
      };
      jobs.work('q', worker(handler, { concurrency: 4, perVendor: 2 }));
      for (let index = 0; index < 5; index += 1) await jobs.add(job(`s${index}`));
      await jobs.add(job('h', { vendor: 'huaruan' }));
      await until(() => running.get('seeyon') === 2 && running.get('huaruan') === 1);
      await sleep(50);
      expect(most).toBe(2);
      gate.open!();
      await until(empty);
    });

    it('removes work that waits, and does not repeat work that was removed while it ran', async () => {
      let runs = 0;
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      await jobs.add(job('waits', { dueAt: clock + 60_000 }));
      await jobs.remove('q', 'waits');
      await jobs.remove('q', 'never-was');
      jobs.work(
        'q',
        worker(async () => {
          runs += 1;
          await opened;
          throw new Error('failed after its removal');
        }),
      );
      await jobs.add(job('runs'));
      await until(() => runs === 1);
      await jobs.remove('q', 'runs');
      gate.open!();
      await until(empty);
      forward(60_000);
      await sleep(50);
      expect(runs).toBe(1);
    });

    it('keeps what waits over a restart, and what a stop interrupted keeps its attempt', async () => {
      let aborted = false;
      const handler = ({ signal }: RunningJob): Promise<void> =>
        new Promise((_, reject) => {
          const stop = (): void => {
            aborted = true;
            reject(new Error('stopped'));
          };
          signal.addEventListener('abort', stop, { once: true });
        });
      jobs.work('q', worker(handler));
      await jobs.add(job('a'));
      await jobs.add(job('b', { dueAt: clock + 60_000 }));
      await until(async () => (await jobs.counts('q')).running === 1);
      await jobs.close();
      expect(aborted).toBe(true);
      jobs = await server.open(() => clock);
      const seen: string[] = [];
      jobs.work(
        'q',
        worker(async ({ id, attempt }) => void seen.push(`${id} ${attempt}`)),
      );
      await until(() => seen.length === 1);
      forward(60_000);
      await until(() => seen.length === 2);
      expect(seen).toEqual(['a 1', 'b 1']);
    });

    it('attempts what a dead process ran again, and gives up on work that ends its process each time', async () => {
      const attempts: number[] = [];
      const never = ({ attempt }: RunningJob): Promise<void> => {
        attempts.push(attempt);
        return new Promise(() => undefined);
      };
      await jobs.add(job('a'));
      for (let death = 1; death <= 3; death += 1) {
        jobs.work('q', worker(never));
        await until(() => attempts.length === death);
        await server.kill(jobs);
        clock += 600_000;
        jobs = await server.open(() => clock);
      }
      const buried: string[] = [];
      jobs.work('q', worker(never, { onDead: async (_, fault) => void buried.push(fault) }));
      await until(async () => (await jobs.counts('q')).dead === 1);
      expect(attempts).toEqual([1, 2, 3]);
      expect(buried).toEqual(['its process ended during each of 3 attempts']);
    });

    it('runs jobs of a series one after another by id, and other series meanwhile', async () => {
      const seen: string[] = [];
      let failing = 'a-02';
      const handler = async ({ id, attempt }: RunningJob): Promise<void> => {
        seen.push(`${id} ${attempt}`);
        await sleep(1);
        if (id === failing) throw new Error('not now');
      };
      for (const id of ['a-03', 'a-01', 'a-02', 'b-01'])
        await jobs.add(job(id, { series: id.startsWith('a') ? 'stream a' : 'stream b' }));
      jobs.work('q', worker(handler, { concurrency: 4, perVendor: 4 }));
      await until(() => seen.length === 3);
      await until(async () => (await jobs.counts('q')).running === 0);
      expect([...seen].sort()).toEqual(['a-01 1', 'a-02 1', 'b-01 1']);
      expect(await jobs.counts('q')).toEqual({ waiting: 2, running: 0, dead: 0, nextDueAt: start + 1_000 });
      // A lower id goes first, also before one that waits for a further attempt.
      await jobs.add(job('a-00', { series: 'stream a' }));
      await until(() => seen.length === 4);
      failing = '';
      forward(1_000);
      await until(empty);
      expect(seen.slice(3)).toEqual(['a-00 1', 'a-02 2', 'a-03 1']);
    });

    it('goes on with a series whose job is dead or removed, and runs a retried one of it before those that wait', async () => {
      const seen: string[] = [];
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      let refuses = true;
      const handler = async ({ id }: RunningJob): Promise<void> => {
        seen.push(id);
        if (id === 's1' && refuses) throw new JobFailed('refused');
        if (id === 's3') await opened;
      };
      await jobs.add(job('s0', { series: 's', dueAt: clock + 60_000 }));
      for (const id of ['s1', 's2', 's3', 's4']) await jobs.add(job(id, { series: 's' }));
      await jobs.remove('q', 's0');
      jobs.work('q', worker(handler, { concurrency: 4, perVendor: 4 }));
      await until(() => seen.includes('s3'));
      refuses = false;
      expect(await jobs.retry('q', 's1')).toBe(true);
      await sleep(50);
      expect(seen).toEqual(['s1', 's2', 's3']);
      gate.open!();
      await until(empty);
      expect(seen).toEqual(['s1', 's2', 's3', 's1', 's4']);
    });

    it('counts, lists and removes by group, and gives groups their share and their turns', async () => {
      const running = new Map<string, number>();
      const order: string[] = [];
      let most = 0;
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      const handler = async ({ id, group = '' }: RunningJob): Promise<void> => {
        order.push(group);
        running.set(group, (running.get(group) ?? 0) + 1);
        most = Math.max(most, running.get('g1') ?? 0);
        await opened;
        running.set(group, running.get(group)! - 1);
        if (id === 'g1-0') throw new JobFailed('refused');
      };
      for (let index = 0; index < 6; index += 1)
        await jobs.add(job(`g1-${index}`, { group: 'g1', dueAt: clock - 1_000 }));
      for (let index = 0; index < 3; index += 1) await jobs.add(job(`g2-${index}`, { group: 'g2' }));
      expect((await jobs.counts('q', 'g1')).waiting).toBe(6);
      expect((await jobs.counts('q')).waiting).toBe(9);
      jobs.work('q', worker(handler, { concurrency: 8, perVendor: 8, perGroup: 2 }));
      await until(async () => (await jobs.counts('q')).running === 4);
      await sleep(50);
      expect([most, order.slice(0, 4).sort()]).toEqual([2, ['g1', 'g1', 'g2', 'g2']]);
      expect(await jobs.counts('q', 'g1')).toMatchObject({ waiting: 4, running: 2, dead: 0 });
      await jobs.removeGroup('q', 'g2');
      gate.open!();
      await until(empty);
      expect(order.filter((group) => group === 'g2')).toHaveLength(2);
      expect([await jobs.dead('q', 9, 'g1'), await jobs.dead('q', 9, 'g2')].map((dead) => dead.length)).toEqual([1, 0]);
      await jobs.removeGroup('q', 'g1');
      expect(await jobs.counts('q')).toEqual({ waiting: 0, running: 0, dead: 0, nextDueAt: null });
    });

    it('makes what waits in a group due on demand, and what names a later instant while it runs', async () => {
      const seen: string[] = [];
      const gate: { open?: () => void } = {};
      const opened = new Promise<void>((resolve) => (gate.open = resolve));
      const handler = async ({ id, attempt }: RunningJob) => {
        seen.push(`${id} ${attempt}`);
        if (id === 'fails') throw new Error('not now');
        if (id !== 'waits') await opened;
        return id === 'later' && seen.filter((each) => each.startsWith('later')).length === 1
          ? { againAt: clock + 60_000 }
          : undefined;
      };
      jobs.work('q', worker(handler, { concurrency: 4, perVendor: 4 }));
      await jobs.add(job('fails', { group: 'g' }));
      await until(async () => seen.length === 1 && (await jobs.counts('q')).waiting === 1);
      await jobs.add(job('waits', { group: 'g', dueAt: clock + 60_000 }));
      await jobs.add(job('other', { group: 'h', dueAt: clock + 60_000 }));
      for (const id of ['later', 'ends']) await jobs.add(job(id, { group: 'g' }));
      await until(() => seen.length === 3);
      await jobs.promoteGroup('q', 'g');
      await until(() => seen.includes('waits 1'));
      gate.open!();
      await until(async () => (await jobs.counts('q')).running === 0 && seen.length === 5);
      await sleep(50);
      expect([...seen].sort()).toEqual(['ends 1', 'fails 1', 'later 1', 'later 1', 'waits 1']);
      expect((await jobs.counts('q')).waiting).toBe(2);
    });

    it('holds a job as dead from the beginning, and runs it on demand', async () => {
      const attempts: number[] = [];
      jobs.work(
        'q',
        worker(async ({ attempt }) => void attempts.push(attempt)),
      );
      await jobs.bury(job('a', { group: 'g', series: 's' }), 10, 'answered 302');
      await jobs.bury(job('a', { group: 'g', series: 's' }), 1, 'another fault');
      await sleep(50);
      expect(await jobs.dead('q', 10, 'g')).toMatchObject([
        { id: 'a', attempts: 10, fault: 'answered 302', group: 'g', series: 's', data: { position: 7 } },
      ]);
      expect([await jobs.retry('q', 'a'), await jobs.retry('q', 'b')]).toEqual([true, false]);
      await until(empty);
      expect(attempts).toEqual([1]);
    });

    it('adds jobs together with what a running one saves, and shows what it saved', async () => {
      const seen: string[] = [];
      const handler = async ({ id, save }: RunningJob): Promise<void> => {
        seen.push(id);
        if (id !== 'reads') return;
        await save({ after: 9 }, [job('found-8', { data: {} }), job('found-9', { data: {} })]);
        const { data, state, attempts } = (await jobs.get('q', 'reads'))!;
        seen.push(`${JSON.stringify(data)} ${state} ${attempts}`);
        await expect(save({ after: 10 }, [job('4:2')])).rejects.toThrow(TypeError);
      };
      await jobs.add(job('reads', { data: { after: 7 } }));
      expect(await jobs.get('q', 'reads')).toMatchObject({ data: { after: 7 }, state: 'waiting', attempts: 0 });
      expect(await jobs.get('other', 'reads')).toBeUndefined();
      jobs.work('q', worker(handler));
      await until(async () => seen.length === 4 && (await empty()));
      expect(seen).toEqual(['reads', '{"after":9} running 1', 'found-8', 'found-9']);
      expect(await jobs.get('q', 'reads')).toBeUndefined();
    });

    it('keeps the latest notes of a group until the group is removed', async () => {
      for (let at = 1; at <= 5; at += 1) await jobs.note('q', 'g', { at, fault: null }, 3);
      await jobs.note('q', 'h', { at: 9 }, 3);
      expect(await jobs.notes('q', 'g', 10)).toEqual([5, 4, 3].map((at) => ({ at, fault: null })));
      expect(await jobs.notes('q', 'g', 1)).toEqual([{ at: 5, fault: null }]);
      await jobs.removeGroup('q', 'g');
      expect([await jobs.notes('q', 'g', 10), await jobs.notes('q', 'h', 10)]).toEqual([[], [{ at: 9 }]]);
    });

    it('lengthens waits at random where the worker asks for it', async () => {
      let runs = 0;
      const fail = async (): Promise<void> => {
        runs += 1;
        throw new Error('not now');
      };
      jobs.work('q', worker(fail, { retryAfterMs: [100_000], jitter: 0.2, concurrency: 8, perVendor: 8 }));
      const waits: number[] = [];
      for (let index = 0; index < 8; index += 1) {
        await jobs.add(job('a'));
        await until(async () => runs === index + 1 && (await jobs.counts('q')).waiting === 1);
        waits.push((await jobs.counts('q')).nextDueAt! - clock);
        await jobs.remove('q', 'a');
      }
      expect([Math.min(...waits) >= 100_000, Math.max(...waits) <= 120_000, new Set(waits).size > 1]).toEqual([
        true,
        true,
        true,
      ]);
    });

    it('refuses ids and queues that no engine takes', async () => {
      for (const id of ['', 'a:b', '42', 'x'.repeat(201), 'ä', 'a b'])
        await expect(jobs.add(job(id))).rejects.toThrow(TypeError);
      await expect(jobs.add(job('a', { queue: 'q:1' }))).rejects.toThrow('"q:1" is no name of a queue');
      await expect(jobs.add(job('a', { group: 'g:1' }))).rejects.toThrow('"g:1" is no name of a group');
      await expect(jobs.add(job('a', { series: '' }))).rejects.toThrow('"" is no name of a series');
    });
  });
}
