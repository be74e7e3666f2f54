import { bare, throughPort } from '../appends.js';
import type { Bench } from '../bench.js';
import { child, type Load } from '../load.js';
import { perSecond, round, type Row } from '../report.js';

export const atStart = ({ events, seconds, memory }: Bench): Row => ({
  what: `start with ${events.toLocaleString('en')} events, memory after it`,
  measured: `${round(seconds)} s, ${Math.round(memory)} MiB`,
  limit: '3 s, 400 MiB',
  ratio: String(round(seconds / 3)),
  bar: 'both',
  isWithinBar: seconds <= 3 && memory <= 400,
});

export const rebuild = async ({ stores }: Bench): Promise<Row> => {
  let scanned = 0;
  const scanBegan = performance.now();
  for (let after = 0; ;) {
    const read = await stores.ordinals.readAll(after, 1000);
    if (read.length === 0) break;
    scanned += read.length;
    after = read.at(-1)!.position;
  }
  const scan = scanned / ((performance.now() - scanBegan) / 1000);
  const began = performance.now();
  await stores.views.rebuild();
  const rate = scanned / ((performance.now() - began) / 1000);
  return {
    what: 'rebuild of all views',
    measured: `${perSecond(rate)} events`,
    limit: `${perSecond(scan)} scanned and parsed`,
    ratio: String(round(rate / scan)),
    bar: '>= 0.3',
    isWithinBar: rate >= 0.3 * scan,
  };
};

export const appends = async (): Promise<Row> => {
  const [limit, rate] = [await bare(4), await throughPort(4)];
  return {
    what: 'durable appends through the events port, 64 writers',
    measured: perSecond(rate),
    limit: `${perSecond(limit)} bare better-sqlite3`,
    ratio: String(round(rate / limit)),
    bar: '>= 0.8',
    isWithinBar: rate >= 0.8 * limit,
  };
};

/** Purchases of one contract each, durable and in the views, against the same POST that does nothing. */
export const commands = async ({ url, key, customers }: Bench): Promise<Row> => {
  const post = (path: string): Promise<Load> =>
    child('purchases.js', { url, key, path, customers, connections: 64, seconds: 5 });
  await post('/api/v1/contracts');
  const limit = await post('/api/v1/bench/nothing');
  const real = await post('/api/v1/contracts');
  return {
    what: 'commands over HTTP: purchases, durable, in the views, 64 connections',
    measured: perSecond(real.perSecond),
    limit: `${perSecond(limit.perSecond)} of the same POST that does nothing; ${real.non2xx + real.errors} failed`,
    ratio: String(round(real.perSecond / limit.perSecond)),
    bar: '>= 0.25',
    isWithinBar: real.non2xx + real.errors === 0 && real.perSecond >= 0.25 * limit.perSecond,
  };
};
