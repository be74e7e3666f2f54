import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';

interface Request {
  readonly method: 'get' | 'post' | 'patch';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly expected: readonly [status: number, code: string | undefined];
}

const requestIn = (block: string): Request => {
  const [, head, body, expected] = /^([\s\S]+?)(?:\n\n([\s\S]+?))?\n# (.+)$/.exec(block)!;
  const [first, ...headers] = head!.split('\n');
  const [method, path] = first!.split(' ');
  const [status, code] = expected!.split(' ');
  return {
    method: method!.toLowerCase() as Request['method'],
    path: path!,
    headers: Object.fromEntries(headers.map((line) => line.split(/: (.*)/).slice(0, 2)) as [string, string][]),
    body,
    expected: [Number(status), code],
  };
};
const requests = [...readFileSync('docs/api.md', 'utf8').matchAll(/^```http\n([\s\S]*?)\n```$/gm)].map(([, block]) =>
  requestIn(block!),
);

describe('the pages about the API', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ now: '2026-03-01T02:00:00.000Z' });
  });
  afterAll(() => app.close());

  it('docs/api.md: each request is answered as the page states', async () => {
    let [position, id] = ['', ''];
    for (const { method, path: written, headers, body, expected } of requests) {
      const path = written.replace('<id>', id);
      const request = app.http[method](path).set('authorization', `Bearer ${app.keys.admin}`);
      for (const [name, value] of Object.entries(headers))
        void request.set(name, value.replace('<position>', position));
      const answer = await (body === undefined
        ? request
        : request.send(JSON.parse(body.replace('<id>', id)) as object));
      expect([path, answer.status, (answer.body as { code?: string }).code]).toEqual([
        path,
        expected[0],
        expected[1] ?? (answer.body as { code?: string }).code,
      ]);
      position = answer.headers['ledger-position'] as string;
      id = (answer.body as { id?: string }).id ?? id;
    }
    expect(requests.length).toBeGreaterThan(15);
  });

  it('docs/mcp.md: an assistant that is connected as the page states gets an answer', async () => {
    await app.app.listen(0, '127.0.0.1');
    const url = (await app.app.getUrl()).replace('[::1]', '127.0.0.1');
    const [, program] = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync('docs/mcp.md', 'utf8'))!;
    // Beside node_modules, where its imports are found.
    const file = `.tmp-assistant-${process.pid}.mjs`;
    writeFileSync(file, program!);
    const env = { PATH: process.env['PATH'], LEDGER_KEY: app.keys.support, LEDGER_MCP: `${url}/mcp` };
    const assistant = spawn(process.execPath, [file], { env });
    let out = '';
    assistant.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    assistant.stderr.setEncoding('utf8').on('data', (text: string) => (out += text));
    const [code] = (await once(assistant, 'close').finally(() => rmSync(file))) as [number];
    expect([code, out]).toEqual([0, expect.stringMatching(/^Yes|maintenance/)]);
  }, 30_000);
});
