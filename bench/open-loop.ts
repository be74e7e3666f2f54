import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** What an open load saw; latencies in milliseconds, counted from the instant at which the request was due. */
export interface OpenLoad {
  readonly sent: number;
  readonly failed: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly longest: number;
}

/**
 * A load that does not wait for its answers, from a process of its own: reads `{url, key, paths, rate, seconds,
 * stop}` from standard input and sends `rate` requests a second, each when it is due, however late the answers before it are. A
 * server that stalls therefore shows in every request that was due meanwhile (no coordinated omission).
 */
const { url, key, paths, rate, seconds, stop } = JSON.parse(readFileSync(0, 'utf8')) as {
  url: string;
  key: string;
  paths: readonly string[];
  rate: number;
  seconds: number;
  /** A file: the load ends where it appears, if that is before `seconds`. */
  stop?: string;
};
const agent = new Agent({ keepAlive: true, maxSockets: 512, scheduling: 'lifo' });
const headers = { authorization: `Bearer ${key}` };
const { hostname, port } = new URL(url);

const sendQuestion = (path: string, due: number): Promise<number | null> =>
  new Promise((resolve) => {
    const outgoing = request({ agent, hostname, port, path, headers }, (answer) => {
      answer
        .on('end', () => resolve(answer.statusCode === 200 ? performance.now() - due : null))
        .on('error', () => resolve(null))
        .resume();
    });
    outgoing.on('error', () => resolve(null)).end();
  });

/** @returns latencies of `forSeconds`, null for what failed */
const load = async (forSeconds: number): Promise<readonly (number | null)[]> => {
  const began = performance.now();
  const answers: Promise<number | null>[] = [];
  const total = Math.floor(rate * forSeconds);
  for (let turn = 0; answers.length < total; turn += 1) {
    if (stop !== undefined && turn % 100 === 0 && existsSync(stop)) break;
    const dueNow = Math.min(total, Math.floor(((performance.now() - began) * rate) / 1000) + 1);
    for (let n = answers.length; n < dueNow; n += 1)
      answers.push(sendQuestion(paths[n % paths.length]!, began + (n * 1000) / rate));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(answers);
};

await load(1);
const latencies = await load(seconds);
const sorted = latencies.filter((each) => each !== null).sort((a, b) => a - b);
const at = (share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const result: OpenLoad = {
  sent: latencies.length,
  failed: latencies.length - sorted.length,
  p50: at(0.5),
  p90: at(0.9),
  p99: at(0.99),
  p999: at(0.999),
  longest: sorted.at(-1) ?? Number.NaN,
};
process.stdout.write(JSON.stringify(result));
process.exit(0);
