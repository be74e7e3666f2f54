import { monitorEventLoopDelay } from 'node:perf_hooks';
import { at, type Bench, check, spread } from '../bench.js';
import { child, generate } from '../load.js';
import { round, type Row } from '../report.js';

/** The histogram counts its own interval in, in milliseconds. */
const delayResolution = 5;
const questions = 10_000;
let part = 0;

/** Each part asks about customers of its own, so that all of them begin with none of these sheets at hand. */
const next = (customers: number): readonly string[] => {
  part += 1;
  return Array.from({ length: questions }, (_, index) => spread(customers)(part * questions + index));
};

export const batches = async ({ url, key, customers }: Bench): Promise<Row> => {
  const body = () =>
    JSON.stringify({ questions: next(customers).map((id) => ({ customerId: id, service: 'maintenance', at })) });
  const post = (...bodies: readonly string[]): Promise<{ readonly seconds: number }> =>
    child('batch.js', { url, key, batches: bodies });
  await post(body(), body());
  const delay = monitorEventLoopDelay({ resolution: delayResolution });
  delay.enable();
  const { seconds } = await post(body());
  delay.disable();
  const stall = delay.max / 1e6 - delayResolution;
  const paths = next(customers).map(check);
  const { seconds: single } = await generate(url, key, paths, { connections: 32, amount: questions });
  return {
    what: 'check-batch, 10,000 brief questions; longest stall of the event loop',
    measured: `${round(seconds)} s; ${round(stall, 0)} ms`,
    limit: `${round(single)} s for as many single checks; 50 ms`,
    ratio: String(round(seconds / single)),
    bar: '<= 0.33',
    isWithinBar: seconds <= single / 3 && stall <= 50,
  };
};
