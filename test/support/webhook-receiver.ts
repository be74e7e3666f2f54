import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LedgerEvent } from '../../clients/typescript/src/index.js';

export interface Delivered {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: LedgerEvent;
}

/** Verification compares with the machine's clock, where the ledger of a test has one of its own (epoch ms). */
export const verifiedAt = <T>(ms: number, verify: () => T): T => {
  const { now } = Date;
  Date.now = () => ms;
  try {
    return verify();
  } finally {
    Date.now = now;
  }
};

/** A subscriber's server that notes what it is sent; `status` is what it answers with. */
export async function webhookReceiver(onDelivered: (delivered: Delivered) => void = () => undefined) {
  const received: Delivered[] = [];
  const state = { status: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request
      .setEncoding('utf8')
      .on('data', (chunk: string) => (body += chunk))
      .on('end', () => {
        const delivered = { headers: request.headers, body, event: JSON.parse(body) as LedgerEvent };
        received.push(delivered);
        onDelivered(delivered);
        response.writeHead(state.status).end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}/hook`,
    received,
    state,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
