import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { customerId } from './population.js';

/**
 * Purchases from a process of its own, each of a contract that nobody has bought: reads `{url, key, path, customers,
 * connections, seconds}` from standard input, prints requests/s and what failed.
 */
const { url, key, path, customers, connections, seconds } = JSON.parse(readFileSync(0, 'utf8')) as {
  url: string;
  key: string;
  path: string;
  customers: number;
  connections: number;
  seconds: number;
};
const run = randomUUID();
let count = 0;
const purchase = (): string => {
  count += 1;
  return JSON.stringify({
    customerId: customerId((count * 7919) % customers),
    contractNo: `${run}-${count}`,
    licenceNo: `L-${run}-${count}`,
    purchasedOn: '2025-03-01',
    product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'CRM' }] },
  });
};
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  requests: [
    {
      method: 'POST',
      path,
      setupRequest: (request) => ({
        ...request,
        body: purchase(),
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
      }),
    },
  ],
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
