import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { webhookBounds } from './bounds.js';
import { lookupOf, type Targets } from './targets.js';

/** The outcome of one attempt; `status` is null where there was no response. */
export interface Attempt {
  readonly status: number | null;
  /** Why it failed; null where it was taken (2xx). */
  readonly fault: string | null;
}
export type Send = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Attempt>;

/** Posts to a checked target. Redirects are not followed: they would lead past the check. Never throws. */
export const senderTo =
  (targets: Targets, limitMs = webhookBounds.answerSeconds * 1000, ca?: string): Send =>
  async (text, headers, body) => {
    const url = new URL(text);
    try {
      const addresses = await targets.addresses(url);
      return await new Promise<Attempt>((resolve) => {
        const end = (attempt: Attempt): void => {
          clearTimeout(limit);
          outgoing.destroy();
          resolve(attempt);
        };
        const open = url.protocol === 'https:' ? overHttps : overHttp;
        // Set here, so that no setting of the process (NODE_TLS_REJECT_UNAUTHORIZED) lets a delivery go to whoever
        // answers.
        const secure = { rejectUnauthorized: true, ...(ca !== undefined && { ca }) };
        const outgoing = open(
          url,
          {
            method: 'POST',
            agent: false,
            lookup: lookupOf(addresses),
            headers: { ...headers, 'content-length': Buffer.byteLength(body) },
            ...secure,
          },
          (answer) => {
            const status = answer.statusCode!;
            const onResponse = (): void =>
              end({ status, fault: status >= 200 && status < 300 ? null : `answered ${status}` });
            let read = 0;
            answer
              .on('data', (chunk: Buffer) => {
                if ((read += chunk.length) > webhookBounds.answerBytes) onResponse();
              })
              .on('end', onResponse)
              .on('error', onResponse);
          },
        );
        const limit = setTimeout(() => end({ status: null, fault: `no answer in ${limitMs} ms` }), limitMs);
        outgoing.on('error', (error) => end({ status: null, fault: faultOf(error) }));
        outgoing.end(body);
      });
    } catch (error) {
      return { status: null, fault: faultOf(error as Error) };
    }
  };

/** Subscribers read it: an error of the network is named by its code alone, since its text names addresses. */
const faultOf = (error: NodeJS.ErrnoException): string =>
  error.syscall !== undefined || error instanceof AggregateError
    ? `the connection failed (${error.code ?? 'no code'})`
    : error.message;
