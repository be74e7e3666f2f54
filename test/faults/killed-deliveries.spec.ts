import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { freshFolder } from '../support/folder.js';
import { faultSeed as seed, randomFrom, rounds } from '../support/random.js';
import { serve, type Serving } from '../support/serve.js';

const times = rounds(3);
const types = ['CustomerRegistered', 'CustomerRenamed'];
const customers = 4;

interface SampleWritten {
  readonly stream: string;
  readonly position: number;
  readonly webhookId: string;
}

describe(`kill -9 of the server while it delivers to webhooks (seed ${seed})`, () => {
  let home: string;
  let receiver: Server;
  let host: string;
  let events: SampleWritten[];
  /** What came for a stream while another delivery of it was not answered. */
  let early: SampleWritten[];
  /** What the receiver does once it has a delivery, and before it answers; false: it never answers. */
  let meanwhile: (one: SampleWritten) => boolean;
  const random = randomFrom(seed);

  const start = () => serve(home, [], { WEBHOOK_HOSTS: host });
  const subscribe = async (server: Serving): Promise<string> => {
    const { status, text } = await server.call('POST', '/webhooks', { url: `http://${host}/hook`, types });
    expect([status, text]).toEqual([201, text]);
    return (JSON.parse(text) as { id: string }).id;
  };
  /** What the subscription is owed, as the ledger has it. */
  const owed = (): readonly { readonly stream: string; readonly position: number; readonly id: string }[] => {
    const db = new Database(join(home, 'events.db'), { readonly: true });
    const found = db
      .prepare(
        'SELECT stream, position, lower(hex(id)) AS id FROM events WHERE type IN ' +
          `(${types.map(() => '?').join(', ')}) ORDER BY position`,
      )
      .all(...types);
    db.close();
    return found as ReturnType<typeof owed>;
  };
  const seen = () => new Set(events.map(({ position }) => position));
  /**
   * Waits for every event owed, and for deliveries beyond the number given; what is missing by then, the expectations
   * show.
   */
  const allDelivered = async (beyond = 0): Promise<void> => {
    const limit = Date.now() + 20_000;
    const missing = () => events.length <= beyond || !owed().every(({ position }) => seen().has(position));
    while (Date.now() < limit && missing()) await new Promise((resolve) => setTimeout(resolve, 25));
  };
  const positionsOf = (
    all: readonly { readonly stream: string; readonly position: number }[],
    stream: string,
  ): readonly number[] => all.flatMap((one) => (one.stream === stream ? [one.position] : []));

  /**
   * Every event at least once, in the order of its stream after the one before was answered, and every repeat
   * straight after itself, under the id it had.
   */
  const expectAllDelivered = (webhookId: string): void => {
    const due = owed();
    expect([due.length > 0, early]).toEqual([true, []]);
    const ids = new Map(due.map(({ position, id }) => [position, `${id}.${webhookId}`]));
    for (const stream of new Set(due.map((one) => one.stream))) {
      const received = positionsOf(events, stream);
      expect([stream, received.filter((position, index) => position !== received[index - 1])]).toEqual([
        stream,
        positionsOf(due, stream),
      ]);
    }
    expect(events.map((one) => one.webhookId.replaceAll('-', ''))).toEqual(
      events.map(({ position }) => ids.get(position)?.replaceAll('-', '')),
    );
  };

  beforeEach(async () => {
    home = freshFolder();
    [events, early] = [[], []];
    const open = new Set<string>();
    meanwhile = () => true;
    receiver = createServer((request, reply) => {
      let body = '';
      request
        .on('error', () => undefined)
        .setEncoding('utf8')
        .on('data', (chunk: string) => (body += chunk))
        .on('end', () => {
          const { subject, sequence } = JSON.parse(body) as { subject: string; sequence: string };
          const one = { stream: subject, position: Number(sequence), webhookId: String(request.headers['webhook-id']) };
          events.push(one);
          if (open.has(one.stream)) early.push(one);
          open.add(one.stream);
          const answer = () => void (open.delete(one.stream), reply.end());
          reply.on('close', () => !reply.writableEnded && open.delete(one.stream));
          // Some answers are slow, so that a kill meets many deliveries on their way.
          if (meanwhile(one)) setTimeout(answer, events.length % 3 === 0 ? 15 : 0);
        });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    receiver.closeAllConnections();
    return new Promise((resolve) => receiver.close(resolve));
  });

  const register = async (server: Serving, no: number): Promise<string> => {
    const { status, text } = await server.call(
      'POST',
      '/customers',
      { code: `KH${no}`, name: '甲方', level: 'key', region: 'city' },
      `customer ${no}`,
    );
    expect([status, text]).toEqual([201, text]);
    return (JSON.parse(text) as { id: string }).id;
  };
  let names = 0;
  /** Null where the server died under it. */
  const rename = (server: Serving, customerId: string) =>
    server.call('PATCH', `/customers/${customerId}`, { name: `甲方 ${(names += 1)}` }).catch(() => null);

  it(
    'sends again what was sent and not noted, then what follows',
    async () => {
      let server = await start();
      const webhookId = await subscribe(server);
      const customerId = await register(server, 1);
      await allDelivered();
      for (let round = 0; round < times; round += 1) {
        const before = events.length;
        const nth = round % 2;
        const killed = new Promise<SampleWritten>((resolve) => {
          meanwhile = (one) => {
            if (events.length - before <= nth) return true;
            server.child.kill('SIGKILL');
            resolve(one);
            return false;
          };
        });
        await rename(server, customerId);
        await rename(server, customerId);
        const cut = await killed;
        await server.ended;
        meanwhile = () => true;
        const sent = events.length;
        server = await start();
        await allDelivered(sent);
        expect([`round ${round}`, events[sent]]).toEqual([`round ${round}`, cut]);
      }
      await server.stop();
      expectAllDelivered(webhookId);
    },
    60_000 + times * 10_000,
  );

  it(
    'skips nothing at random moments under load',
    async () => {
      let webhookId: string | undefined;
      for (let round = 0; round < times; round += 1) {
        const server = await start();
        webhookId ??= await subscribe(server);
        let stop = false;
        const writer = async (no: number) => {
          const customerId = await register(server, no).catch(() => null);
          while (customerId !== null && !stop) if ((await rename(server, customerId)) === null) return;
        };
        const writers = Array.from({ length: 2 * customers }, (_, lane) => writer(lane % customers));
        await new Promise((resolve) => setTimeout(resolve, 200 + random() * 400));
        await server.stop('SIGKILL');
        stop = true;
        await Promise.all(writers);
      }
      const server = await start();
      await allDelivered();
      await server.stop();
      expectAllDelivered(webhookId!);
      expect([seen().size > times * 5, events.length > seen().size]).toEqual([true, true]);
    },
    60_000 + times * 10_000,
  );
});
