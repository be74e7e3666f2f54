import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { httpBounds } from '../../src/platform/http/bounds.js';
import { startApp, type TestApp } from '../support/app.js';
import { sendBytes } from '../support/malformed-http.js';
import { accepted, type Area, codeOf, type Tried } from './area.js';
import { lowered } from './lowered.js';

const sizes =
  /too-many-fields|too-many-values|list-too-long|malformed-json|body-too-large|headers-too-large|request-timeout/;
const list = (count: number, item: string) => `[${Array.from({ length: count }, () => item).join(',')}]`;
const fields = (count: number) => Array.from({ length: count }, (_, n) => `"f${n}":1`).join(',');
const serverOf = (app: TestApp): Server => app.app.getHttpServer() as Server;
const portOf = (app: TestApp): number => (serverOf(app).address() as AddressInfo).port;

const post = async (app: TestApp, path: string, body: string): Promise<string> =>
  codeOf(
    await app.http
      .post(`/api/v1${path}`)
      .set({ authorization: `Bearer ${app.keys.admin}`, 'content-type': 'application/json' })
      .serialize((text) => text as string)
      .send(body),
    sizes,
  );
const both = async (bound: number, ask: (count: number) => Promise<string>): Promise<Tried> => ({
  at: await ask(bound),
  over: await ask(bound + 1),
});
/** A body of exactly so many bytes. */
const padded = (bytes: number) => `{"questions":[]${' '.repeat(bytes - 16)}}`;
/** Lists of at most 900 items that hold exactly so many values, themselves included. */
const valuesIn = (count: number, largest: number): string => {
  const rest = count - 1;
  const full = Math.floor(rest / largest);
  const parts = Array.from({ length: full }, () => list(largest - 1, '1'));
  const left = rest - full * largest;
  return `[${[...parts, ...Array.from({ length: left }, () => '1')].join(',')}]`;
};

const head = (line: string, ...headers: readonly string[]) => [line, 'host: x', ...headers, '', ''].join('\r\n');
/** The error code of an answer as it was received. */
const codeIn = (text: string): string => {
  const body = text.split('\r\n\r\n')[1] ?? '';
  return body === '' ? 'the connection is closed' : (JSON.parse(body) as { code: string }).code;
};
/** Sends the beginning of a request and nothing more; what came, and whether it came about when it should. */
const unfinished = async (app: TestApp, bytes: string, seconds: number): Promise<Tried> => {
  const received = await sendBytes(portOf(app), bytes, (seconds + 15) * 1000);
  return {
    at: received.ms >= seconds * 950 ? accepted : `ended after ${received.ms} ms`,
    over: received.closed ? codeIn(received.text) : 'still open',
  };
};
/** Applications of their own, started one after the other: each is made under the bounds that it names. */
let starts: Promise<unknown> = Promise.resolve();
const startWith = (to: Readonly<Record<string, number>>): Promise<TestApp> => {
  const started = starts.then(() =>
    lowered(httpBounds, to, async () => {
      const app = await startApp();
      await app.app.listen(0, '127.0.0.1');
      return app;
    }),
  );
  starts = started.catch(() => undefined);
  return started;
};
/** What came on a connection, and when it ended; `more` are bytes to send every tenth of a second. */
const untilClosed = async (app: TestApp, bytes: string, more = '') => {
  const socket = connect(portOf(app), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes);
  const sending = setInterval(() => more !== '' && socket.write(more), 100);
  let text = '';
  const began = performance.now();
  socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(sending);
  return { text, ms: performance.now() - began };
};
/** Sends requests and begins to read after a while: how many answers came, and whether the server closed. */
const readAfter = async (app: TestApp, bytes: string, waitMs: number) => {
  const socket = connect(portOf(app), '127.0.0.1').pause();
  await once(socket, 'connect');
  let closed = false;
  let text = '';
  socket.on('error', () => (closed = true)).on('close', () => (closed = true));
  socket.write(bytes);
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  socket.on('data', (chunk) => (text += String(chunk))).resume();
  for (let quiet = 0, length = -1; quiet < 5 && !closed; quiet = text.length === length ? quiet + 1 : 0) {
    length = text.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  socket.destroy();
  return { answers: text.split('HTTP/1.1 200 ').length - 1, closed };
};
/** How many of so many connections are closed at once. */
const closedOf = async (app: TestApp, count: number): Promise<number> => {
  const sockets: Socket[] = [];
  let refused = 0;
  for (let opened = 0; opened < count; opened += 1) {
    const socket = connect(portOf(app), '127.0.0.1');
    socket.on('error', () => undefined).on('close', () => (refused += 1));
    await once(socket, 'connect');
    sockets.push(socket);
  }
  for (let tries = 0; refused === 0 && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  const first = refused;
  for (const socket of sockets) socket.destroy();
  return first;
};

export const http: Area = {
  name: 'http',
  // A copy: tries lower the bounds that new applications are made under.
  bounds: { ...httpBounds },
  tries: {
    bodyBytes: (app, bound) => both(bound, (bytes) => post(app, '/customers', padded(bytes))),
    largeBodyBytes: (app, bound) => both(bound, (bytes) => post(app, '/entitlements/check-batch', padded(bytes))),
    depth: (app, bound) => both(bound, (levels) => post(app, '/customers', '['.repeat(levels) + ']'.repeat(levels))),
    members: (app, bound) => both(bound, (count) => post(app, '/customers', `{${fields(count)}}`)),
    items: (app, bound) => both(bound, (count) => post(app, '/customers', list(count, '1'))),
    largeItems: (app, bound) =>
      both(bound, (count) => post(app, '/entitlements/check-batch', `{"questions":${list(count, '1')}}`)),
    values: (app, bound) => both(bound, (count) => post(app, '/customers', valuesIn(count, 900))),
    largeValues: (app, bound) => both(bound, (count) => post(app, '/entitlements/check-batch', valuesIn(count, 900))),
    parameters: (app, bound) =>
      both(bound, async (count) => {
        const query = Array.from({ length: count }, (_, n) => `p${n}=1`).join('&');
        return codeOf(
          await app.http.get(`/api/v1/contracts?${query}`).set({ authorization: `Bearer ${app.keys.admin}` }),
          sizes,
        );
      }),
    faults: async (app, bound) => {
      const listed = async (count: number) => {
        const { body } = await app.http
          .post('/api/v1/customers')
          .set({ authorization: `Bearer ${app.keys.admin}`, 'accept-language': 'en' })
          .send(Object.fromEntries(Array.from({ length: count - 4 }, (_, n) => [`f${n}`, 1])));
        return [
          (body as { errors: unknown[] }).errors.length,
          Number(/^\d+/.exec((body as { detail: string }).detail)![0]),
        ];
      };
      const [at, over] = [await listed(bound), await listed(bound + 4 + 1)];
      const whole = over[0]! === bound && over[1]! > bound;
      return {
        at: at[0] === bound ? accepted : String(at),
        over: whole ? 'listed up to the bound; detail counts all' : String(over),
      };
    },
    headerBytes: async (app, bound) => {
      const ask = async (bytes: number) => {
        const start = head('GET /health/live HTTP/1.1', 'connection: close', 'x: ');
        const sent = start.replace('x: ', `x: ${'y'.repeat(bytes - start.length)}`);
        return (await sendBytes(portOf(app), sent, 20_000)).status === 431 ? 'headers-too-large' : accepted;
      };
      // The parser of Node counts names and values, not every sign between them.
      return { at: await ask(bound - 200), over: await ask(bound + 200) };
    },
    headersSeconds: (app, bound) => unfinished(app, 'GET / HTTP/1.1\r\nhost: x\r\n', bound),
    bodySeconds: (app, bound) =>
      unfinished(
        app,
        `${head('POST /api/v1/customers HTTP/1.1', `authorization: Bearer ${app.keys.admin}`, 'content-type: application/json', 'content-length: 100')}{`,
        bound,
      ),
    uploadIdleSeconds: (app, bound) =>
      unfinished(
        app,
        `${head('POST /api/v1/imports HTTP/1.1', `authorization: Bearer ${app.keys.admin}`, 'content-type: multipart/form-data; boundary=b', 'content-length: 100000')}--b\r\n`,
        bound,
      ),
    // An hour is not waited for: the same server with a second.
    uploadSeconds: async () => {
      const app = await startWith({ headersSeconds: 1, uploadSeconds: 1 });
      const upload = head(
        'POST /api/v1/imports HTTP/1.1',
        `authorization: Bearer ${app.keys.admin}`,
        'content-type: multipart/form-data; boundary=b',
        'content-length: 100000',
      );
      const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n';
      const { text, ms } = await untilClosed(app, upload + part, 'x');
      await app.close();
      return { at: ms >= 950 ? accepted : `ended after ${ms} ms`, over: codeIn(text) };
    },
    stalledSeconds: async () => {
      const app = await startWith({ stalledSeconds: 1 });
      const ask = head('GET /openapi.json HTTP/1.1').repeat(40);
      const slow = await readAfter(app, ask, 300);
      const never = await readAfter(app, ask, 4_000);
      await app.close();
      return {
        at: slow.answers === 40 ? accepted : `${slow.answers} of 40 answers`,
        over: never.answers < 40 && never.closed ? 'the connection is closed' : `${never.answers} of 40 answers`,
      };
    },
    idleSeconds: async () => {
      const app = await startWith({ idleSeconds: 1 });
      const { text, ms } = await untilClosed(app, head('GET /health/live HTTP/1.1'));
      await app.close();
      return {
        at: ms >= 950 && text.startsWith('HTTP/1.1 200') ? accepted : `ended after ${ms} ms: ${text}`,
        over: 'the connection is closed',
      };
    },
    connections: async () => {
      const app = await startWith({ connections: 5 });
      const [at, over] = [await closedOf(app, 5), await closedOf(app, 6)];
      await app.close();
      return { at: at === 0 ? accepted : `${at} refused`, over: over > 0 ? 'the connection is closed' : accepted };
    },
    connectionsPerAddress: async (_, bound) => {
      // Of its own: the other tries of this area connect meanwhile.
      const app = await startWith({});
      const refused = await closedOf(app, bound + 1);
      await app.close();
      return {
        at: refused < 50 ? accepted : `${refused} refused`,
        over: refused > 0 ? 'the connection is closed' : accepted,
      };
    },
  },
};
