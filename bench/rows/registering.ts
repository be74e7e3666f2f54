import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { firings } from '../../src/obligations/firing/obligation-jobs.js';
import { AtWork, each } from '../at-work.js';
import { note } from '../bench.js';
import { child, type Load } from '../load.js';
import { middle, perSecond, round, type Row } from '../report.js';

const writers = 16;
const customers = 2_000;

/**
 * Purchases and requests in turn, 16 writers of each: a request is decided, has its promise, owes what it owes, and is
 * durable. The runner has nothing due while purchases are measured, and works off what requests owe during theirs.
 */
export const registering = async (times: number, seconds: number): Promise<Row> => {
  const work = await AtWork.open();
  try {
    const today = new Date().toISOString().slice(0, 10);
    const ids: string[] = [];
    await each(customers, writers, async (n) => {
      const { id, contacts } = await work.post<{ id: string; contacts: { contactId: string }[] }>('/customers', {
        code: `KH${n}`,
        name: `客户 ${n}`,
        level: 'key',
        region: 'city',
        contacts: [{ name: `联系人 ${n}`, email: `contact.${n}@customer.example`, role: 'lead', notify: true }],
      });
      ids.push(`${id} ${contacts[0]!.contactId}`);
      await work.post('/contracts', {
        customerId: id,
        contractNo: `XS-${n}`,
        licenceNo: `L-${n}`,
        purchasedOn: today,
        product: { series: 'EKP', name: 'EKP', version: '4.11' },
      });
    });
    work.parts.startWork();
    const run = (what: 'purchases' | 'requests'): Promise<Load> =>
      child('commands.js', { url: work.url, key: work.key, what, ids, today, run: randomUUID(), writers, seconds });
    await run('requests');
    const rows: Row[] = [];
    for (let n = 0; n < times; n += 1) {
      await nothingDue(work);
      const limit = await run('purchases');
      const real = await run('requests');
      const ratio = real.perSecond / limit.perSecond;
      note(`  ${perSecond(real.perSecond)} requests, ${perSecond(limit.perSecond)} purchases`);
      rows.push({
        what: `registering a request over HTTP: decision, promise, obligations, durable; ${writers} connections`,
        measured: `${perSecond(real.perSecond)}, p99 ${real.p99} ms`,
        limit: `${perSecond(limit.perSecond)} purchases while nothing is due, p99 ${limit.p99} ms; ${failed(real) + failed(limit)} failed`,
        ratio: String(round(ratio)),
        bar: '>= 0.33',
        isWithinBar: failed(real) + failed(limit) === 0 && ratio >= 1 / 3,
      });
    }
    return middle(rows);
  } finally {
    await work.close();
  }
};

/** Until the runner has done what requests before this owe by now. */
const nothingDue = async ({ parts }: AtWork): Promise<void> => {
  for (;;) {
    const { running, nextDueAt } = await parts.stores.jobs.counts(firings);
    if (running === 0 && (nextDueAt ?? Infinity) > Date.now()) return;
    await sleep(200);
  }
};

const failed = ({ non2xx, errors }: Load): number => non2xx + errors;
