import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { httpBounds } from '../../../src/platform/http/bounds.js';
import { networkOf } from '../../../src/platform/http/server/connections.js';
import { unauthenticatedPerMinute } from '../../../src/platform/auth/rate-limits.js';
import { startApp, type TestApp } from '../../support/app.js';
import { sendBytes } from '../../support/malformed-http.js';

const megabytes = 1024 * 1024;

describe('whoever has no credential costs next to nothing', () => {
  let app: TestApp;
  let port: number;
  beforeEach(async () => {
    app = await startApp();
    await app.app.listen(0, '127.0.0.1');
    ({ port } = app.app.getHttpServer().address() as AddressInfo);
  });
  afterEach(() => app.close());

  const head = (line: string, ...headers: readonly string[]) =>
    [line, 'host: x', 'content-type: application/json', 'content-length: 8000000', ...headers, '', ''].join('\r\n');

  it.each([
    ['an unknown route', 'POST /nowhere HTTP/1.1', 404],
    ['an unknown route with a wrong key', 'POST /nowhere HTTP/1.1\r\nauthorization: Bearer wrong', 404],
    ['a method that the route does not have', 'PUT /api/v1/contracts HTTP/1.1', 404],
    ['a known route', 'POST /api/v1/contracts HTTP/1.1', 401],
    ['a known route with a wrong key', 'POST /api/v1/contracts HTTP/1.1\r\nauthorization: Bearer wrong', 401],
    ['an upload', 'POST /api/v1/imports HTTP/1.1', 401],
    ['a malformed address', 'POST /api/v1/contracts/%zz HTTP/1.1', 400],
    ['a path that is no document', 'POST /docs/../x HTTP/1.1', 404],
  ])('%s is answered before the body, and the connection closed', async (_, line, status) => {
    const { status: found, closed, ms, header } = await sendBytes(port, head(line), 15_000);
    expect([found, closed, header('connection')]).toEqual([status, true, 'close']);
    expect(ms).toBeLessThan(15_000);
  });

  it('a body without a length is not read either', async () => {
    const bytes = ['POST /nowhere HTTP/1.1', 'host: x', 'transfer-encoding: chunked', '', '5', 'hello', ''].join(
      '\r\n',
    );
    const { status, closed } = await sendBytes(port, bytes, 15_000);
    expect([status, closed]).toEqual([404, true]);
  });

  it('40 slow bodies of 8 MB hold no memory, and the server answers others meanwhile', async () => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    const sockets = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined).resume();
        await once(socket, 'connect');
        socket.write(head('POST /nowhere HTTP/1.1'));
        return socket;
      }),
    );
    for (let part = 0; part < 20; part += 1) {
      for (const socket of sockets) if (!socket.destroyed) socket.write(Buffer.alloc(64 * 1024, 0x20));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await app.http.get('/health/live')).status).toBe(200);
    const connections = await new Promise<number>((resolve, reject) =>
      (app.app.getHttpServer() as Server).getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
    expect(connections).toBeLessThan(10);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * megabytes);
    for (const socket of sockets) socket.destroy();
  }, 30_000);

  it('unknown routes, wrong keys and malformed addresses are counted together, by address', async () => {
    const kinds = ['/nowhere', '/api/v1/contracts', '/api/v1/contracts/%zz', '/docs/../x'];
    const codes: number[] = [];
    for (let count = 0; count < unauthenticatedPerMinute + 4; count += 1) {
      const bytes =
        `GET ${kinds[count % kinds.length]!} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer no\r\nconnection: ` +
        `close\r\n\r\n`;
      codes.push((await sendBytes(port, bytes)).status);
    }
    expect(codes.slice(0, unauthenticatedPerMinute)).not.toContain(429);
    expect(codes.slice(unauthenticatedPerMinute)).toEqual([429, 429, 429, 429]);
    const known = { authorization: `Bearer ${app.keys.sales}` };
    expect((await app.http.get('/api/v1/contracts').set(known)).status).toBe(200);
    expect((await app.http.get('/nowhere').set(known)).status).toBe(404);
  }, 30_000);

  it('the server has time limits and a number of connections', () => {
    const server = app.app.getHttpServer() as Server;
    expect([server.headersTimeout, server.requestTimeout, server.maxConnections]).toEqual([
      httpBounds.headersSeconds * 1000,
      httpBounds.uploadSeconds * 1000,
      httpBounds.connections,
    ]);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));
});
