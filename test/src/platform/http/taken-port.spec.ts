import { afterEach, describe, expect, it } from '@jest/globals';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { PortUnusable, TakenPort } from '../../../../src/platform/http/server/taken-port.js';

const settings = { host: '127.0.0.1', trustProxy: [] };
const opened: { close(): unknown }[] = [];
afterEach(() => opened.splice(0).forEach((each) => each.close()));

const taken = async () => {
  const port = await TakenPort.take({ ...settings, port: 0 });
  opened.push(port);
  return { port, url: `http://127.0.0.1:${port.number}` };
};

describe('a port that is taken before the stores are opened', () => {
  it('answers alive and not ready, and everything else 503 with the way out', async () => {
    const { url } = await taken();
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${url}/health/ready?x=1`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ ready: false, store: { ready: false, lag: 0, detail: 'starting' } }),
    ]);
    const other = await fetch(`${url}/api/v1/contracts`, {
      headers: { 'accept-language': 'zh-TW', 'x-request-id': 'r-1' },
    });
    expect([other.status, other.headers.get('retry-after'), await other.json()]).toEqual([
      503,
      '1',
      expect.objectContaining({ code: 'starting', title: '正在啟動', correlationId: 'r-1' }),
    ]);
  });

  it('is handed over without being left', async () => {
    const { port, url } = await taken();
    const server = port.handTo((_request, response) => void response.end('mine'));
    expect((await fetch(`${url}/`)).status).toBe(503);
    const listening = once(server, 'listening');
    server.listen({ port: 1, host: 'elsewhere' });
    await listening;
    expect(await (await fetch(`${url}/`)).text()).toBe('mine');
  });

  it('is refused where another program has it, with the setting to change', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1');
    opened.push(other);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const refused = TakenPort.take({ ...settings, port });
    await expect(refused).rejects.toBeInstanceOf(PortUnusable);
    await expect(refused).rejects.toThrow(new RegExp(`^port ${port} of 127.0.0.1 is taken .*PORT`));
  });
});
