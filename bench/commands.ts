import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/**
 * Purchases or requests from a process of its own: reads `{url, key, what, ids, today, run, writers, seconds}` from
 * standard input, prints requests/s and what failed. `ids`: customer and contact, with a space between.
 */
const { url, key, what, ids, today, run, writers, seconds } = JSON.parse(readFileSync(0, 'utf8')) as {
  url: string;
  key: string;
  what: 'purchases' | 'requests';
  ids: string[];
  today: string;
  run: string;
  writers: number;
  seconds: number;
};
let count = 0;
const next = (): object => {
  count += 1;
  const [customerId, contact] = ids[(count * 7919) % ids.length]!.split(' ');
  if (what === 'requests')
    return { customerId, contact, service: 'maintenance', channel: 'hotline', urgency: 'normal', title: '无法登录' };
  return {
    customerId,
    contractNo: `${run}-${count}`,
    licenceNo: `L-${run}-${count}`,
    purchasedOn: today,
    product: { series: 'EKP', name: 'EKP', version: '4.11', modules: [{ code: 'CRM' }] },
  };
};
const result = await autocannon({
  url,
  connections: writers,
  duration: seconds,
  requests: [
    {
      method: 'POST',
      path: what === 'requests' ? '/api/v1/requests' : '/api/v1/contracts',
      setupRequest: (request) => ({
        ...request,
        body: JSON.stringify(next()),
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
