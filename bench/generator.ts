import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * A load from a process of its own: reads `{url, key, paths, connections, seconds | amount, rate}` from standard
 * input, prints requests/s, p99 and time.
 */
const { url, key, paths, connections, seconds, amount, rate } = JSON.parse(readFileSync(0, 'utf8')) as {
  url: string;
  key: string;
  paths: string[];
  connections: number;
  seconds?: number;
  amount?: number;
  rate?: number;
};
const headers = { authorization: `Bearer ${key}` };
const result = await autocannon({
  url,
  connections,
  headers,
  requests: paths.map((path) => ({ method: 'GET' as const, path, headers })),
  ...(seconds !== undefined && { duration: seconds }),
  ...(amount !== undefined && { amount }),
  ...(rate !== undefined && { overallRate: rate }),
});
process.stdout.write(
  JSON.stringify({
    perSecond: result.requests.average,
    p99: result.latency.p99,
    seconds: result.duration,
    non2xx: result.non2xx,
    errors: result.errors,
  }),
);
