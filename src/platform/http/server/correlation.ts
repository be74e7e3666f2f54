import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export const longestCorrelationId = 100;
const form = new RegExp(`^[\\w.:-]{1,${longestCorrelationId}}$`);
/** W3C Trace Context: version, trace id, parent id, flags. */
const traceparent = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * What names the exchange in logs, events and answers: `X-Correlation-Id`, else `X-Request-Id`, else the trace id of
 * `traceparent`, else a new one. A value of another form counts as none.
 */
export const correlationIdOf = (headers: IncomingHttpHeaders): string => {
  for (const name of ['x-correlation-id', 'x-request-id']) {
    const given = headers[name];
    if (typeof given === 'string' && form.test(given)) return given;
  }
  const { traceparent: trace } = headers;
  return (typeof trace === 'string' ? traceparent.exec(trace)?.[1] : undefined) ?? randomUUID();
};
