import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firings } from '../../src/obligations/firing/obligation-jobs.js';
import { AtWork, each } from '../at-work.js';
import { note } from '../bench.js';
import { child } from '../load.js';
import type { OpenLoad } from '../open-loop.js';
import { round, type Row } from '../report.js';
import type { Accepted } from '../smtp-counter.js';

/** Questions a second while obligations are drained, and after it. */
const rate = 1_000;
const idleSeconds = 10;
/** What population and search take for a thousand obligations, in minutes, with room for a slower machine. */
const minutesForThousand = 0.07;
const longestSeconds = 600;

/** Local days and minutes of the zone that both packs have. */
const local = (at: number): string => new Date(at + 8 * 3_600_000).toISOString();

/**
 * So many renewal reminders due at one instant, each to one contact, drained through an SMTP server that counts by
 * Message-ID; and what a check takes meanwhile, and after it. The policy's reminders are due a few minutes from now.
 */
export const drain = async (count: number): Promise<Row> => {
  const smtp = await startSmtp();
  const work = await AtWork.open({
    MAIL_URL: `smtp://127.0.0.1:${smtp.port}?tls=off`,
    PUBLIC_URL: 'https://service.example.com',
    MAIL_FROM: 'service@example.com',
  });
  try {
    const dueAt = Math.ceil(Date.now() / 60_000 + 0.3 + (count / 1_000) * minutesForThousand) * 60_000;
    const shown = (what: string): void => note(`  ${Math.round((dueAt - Date.now()) / 1_000)} s before: ${what}`);
    const purchasedOn = local(dueAt - 86_400_000).slice(0, 10);
    const { id: first, lastDay } = await firstContract(work, purchasedOn);
    await publish(work, daysBetween(local(dueAt).slice(0, 10), lastDay), local(dueAt).slice(11, 16));
    const customers = [first, ...(await populate(work, count, purchasedOn))];
    shown(`${count} customers have a contract that ends on ${lastDay}`);
    work.parts.startWork();
    const waiting = async () => (await work.parts.stores.jobs.counts(firings)).waiting;
    while ((await waiting()) < count) await sleep(200);
    shown(`${count} obligations have their jobs`);
    const paths = customers.map((id) => `/api/v1/entitlements/check?customerId=${id}&service=maintenance`);
    await load(work, paths, { seconds: 3 });
    if (Date.now() > dueAt) throw new Error('obligations were due before all was ready');
    await sleep(dueAt - Date.now());
    const stopped = join(mkdtempSync(join(tmpdir(), 'service-ledger-drain-')), 'stop');
    const loaded = load(work, paths, { seconds: longestSeconds, stop: stopped });
    const seconds = await drained(smtp, count, dueAt);
    writeFileSync(stopped, '');
    const busy = await loaded;
    const idle = await load(work, paths, { seconds: idleSeconds });
    const { mails, repeated } = await smtp.accepted();
    rmSync(join(stopped, '..'), { recursive: true, force: true });
    return {
      what: `${count.toLocaleString('en')} obligations due at one instant, drained over SMTP`,
      measured:
        `${round(seconds, 1)} s, ${round(count / seconds, 1)}/s; ${mails.toLocaleString('en')} mails by Message-ID, ` +
        `${repeated} twice; p99 of a check ${round(busy.p99)} ms (p50 ${round(busy.p50)})`,
      limit: `${longestSeconds} s, none twice; 3 times ${round(idle.p99)} ms idle (p50 ${round(idle.p50)}), both at ${rate}/s, open loop`,
      ratio: String(round(busy.p99 / idle.p99)),
      bar: 'all',
      isWithinBar:
        mails === count && repeated === 0 && seconds <= longestSeconds && busy.failed === 0 && busy.p99 <= 3 * idle.p99,
    };
  } finally {
    await work.close();
    smtp.process.kill();
  }
};

const load = ({ url, key }: AtWork, paths: readonly string[], how: object): Promise<OpenLoad> =>
  child('open-loop.js', { url, key, paths: paths.slice(0, 4_000), rate, ...how });

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Reminders so many days before the last day alone, at this time of day; the hotline never closes. */
const publish = async (work: AtWork, daysBefore: number, at: string): Promise<void> => {
  const { items } = await work.get<{ items: { version: number }[] }>('/policies');
  const { version } = items.at(-1)!;
  const { policy } = await work.get<{ policy: { hours: object; reminders: object } }>(
    `/policies/seeyon/versions/${version}`,
  );
  const allDay = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
  await work.post('/policies/seeyon/versions', {
    ...policy,
    version: version + 1,
    hours: { ...policy.hours, hotline: allDay, holidays: 'none', makeUpDays: false },
    reminders: { ...policy.reminders, daysBefore: [daysBefore], daysAfter: [60], at },
  });
};

/** A contract of a month, for a customer whom nobody writes to: it has the last day of all the others. */
const firstContract = async (work: AtWork, purchasedOn: string): Promise<{ id: string; lastDay: string }> => {
  const facts = { level: 'key', region: 'city' };
  const { id } = await work.post<{ id: string }>('/customers', { code: 'KH', name: '客户', ...facts });
  const { terms } = await work.post<{ terms: { lastDay: string }[] }>('/contracts', contractOf(id, '0', purchasedOn));
  return { id, lastDay: terms[0]!.lastDay };
};

const contractOf = (customerId: string, no: string, purchasedOn: string): object => ({
  customerId,
  contractNo: `XS-${no}`,
  licenceNo: `L-${no}`,
  purchasedOn,
  freePeriod: 'P1M',
  product: { series: 'EKP', name: 'EKP', version: '4.11' },
});

/** Customers of one contact and one contract of a month. */
const populate = async (work: AtWork, count: number, purchasedOn: string): Promise<readonly string[]> => {
  const ids: string[] = [];
  await each(count, 32, async (n) => {
    const { id } = await work.post<{ id: string }>('/customers', {
      code: `KH${n}`,
      name: `客户 ${n}`,
      level: 'key',
      region: 'city',
      contacts: [{ name: `联系人 ${n}`, email: `contact.${n}@customer.example`, role: 'lead', notify: true }],
    });
    await work.post('/contracts', contractOf(id, `1-${n}`, purchasedOn));
    ids.push(id);
  });
  return ids;
};

const drained = async (smtp: Awaited<ReturnType<typeof startSmtp>>, count: number, from: number): Promise<number> => {
  for (let shown = 0; ;) {
    const { mails } = await smtp.accepted();
    const seconds = (Date.now() - from) / 1_000;
    if (mails >= count || seconds > longestSeconds) return seconds;
    if (seconds - shown > 20) {
      note(`  ${mails} mails after ${Math.round(seconds)} s`);
      shown = seconds;
    }
    await sleep(250);
  }
};

const startSmtp = async () => {
  const server = fork(join(import.meta.dirname, '..', 'smtp-counter.js'));
  const answer = <T>(): Promise<T> => new Promise((resolve) => server.once('message', (value) => resolve(value as T)));
  const port = await answer<number>();
  return {
    process: server as ChildProcess,
    port,
    accepted: (): Promise<Accepted> => {
      const found = answer<Accepted>();
      server.send('count');
      return found;
    },
  };
};
