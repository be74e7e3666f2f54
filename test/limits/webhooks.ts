import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mostWebhooks } from '../../domain/webhooks/webhooks.js';
import { webhookBounds } from '../../src/webhooks/bounds.js';
import { Deliverer } from '../../src/webhooks/deliverer.js';
import { DeliveryJobs } from '../../src/webhooks/delivery-jobs.js';
import { usualSchedule } from '../../src/webhooks/event-delivery.js';
import { clockOf } from '../../src/platform/clock.js';
import type { Problem } from '../../src/platform/http/problems/problem.js';
import { type Attempt, senderTo } from '../../src/webhooks/send.js';
import type { Subscribed } from '../../src/webhooks/subscriptions.js';
import { TestDeliveries } from '../../src/webhooks/test-deliveries.js';
import { Targets } from '../../src/webhooks/targets.js';
import { startApp, type TestApp } from '../support/app.js';
import { accepted, type Area } from './area.js';
import { lowered } from './lowered.js';

type Answer = (count: number) => Promise<{ readonly status: number; readonly bytes: number } | undefined>;
/** A subscriber; `undefined` of `answer` leaves the connection open. */
const subscriber = async (answer: Answer) => {
  let count = 0;
  const server = createServer((request, response) => {
    request.resume();
    void answer((count += 1)).then((how) => {
      if (how === undefined) return;
      response.writeHead(how.status);
      response.write('x'.repeat(how.bytes));
      // More than is read never ends: whoever waited for the end would wait for its time limit.
      if (how.bytes <= webhookBounds.answerBytes) response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: () => count,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};
const post = (app: TestApp, path: string, body: object) =>
  app.http
    .post(`/api/v1${path}`)
    .set({ authorization: `Bearer ${app.keys.admin}` })
    .send(body);
/** An application that delivers to a subscriber of new customers, and what makes `count` of them. */
const delivering = async (answer: Answer) => {
  let last = 0;
  const receiver = await subscriber(answer);
  const app = await startApp({ env: { WEBHOOK_HOSTS: receiver.host } });
  const deliverer = app.app.get(Deliverer, { strict: false });
  await deliverer.start();
  const { id } = (await post(app, '/webhooks', { url: `http://${receiver.host}/`, types: ['CustomerRegistered'] }))
    .body as { id: string };
  return {
    app,
    id,
    receiver,
    deliverer,
    store: app.app.get(DeliveryJobs, { strict: false }),
    customers: async (count: number) => {
      for (let n = 0; n < count; n += 1) {
        // Each is a stream of its own.
        const made = await post(app, '/customers', {
          code: `K${(last += 1)}`,
          name: 'x',
          level: 'key',
          region: 'city',
        });
        if (made.status !== 201) throw new Error(made.text);
      }
    },
    pause: async (paused: boolean) => {
      await app.http
        .patch(`/api/v1/webhooks/${id}`)
        .set({ authorization: `Bearer ${app.keys.admin}` })
        .send({ paused });
    },
    close: async () => {
      await receiver.close();
      await app.close();
    },
  };
};
const subscribed: Subscribed = {
  vendor: 'seeyon',
  webhookId: 'whk_0',
  url: 'https://example.com/',
  types: ['*'],
  includePersonal: false,
  from: 0,
  paused: null,
  secret: { subject: 'whk_0.secret', plain: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
  former: null,
};
const turn = () => new Promise((resolve) => setTimeout(resolve, 10));
const sendTo = async (answer: Answer, limitMs?: number) => {
  const receiver = await subscriber(answer);
  const began = performance.now();
  const attempt = await senderTo(new Targets([receiver.host]), limitMs)(`http://${receiver.host}/`, {}, '{}');
  await receiver.close();
  return { ...attempt, ms: performance.now() - began };
};

/** One after the other: one of them lowers a bound of all deliveries. */
let turns: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const run = turns.then(work);
  turns = run.catch(() => undefined);
  return run;
};

export const webhooks: Area = {
  name: 'webhooks',
  bounds: { ...webhookBounds, perVendor: mostWebhooks, attempts: usualSchedule.length + 1 },
  tries: {
    perVendor: async (app, bound) => {
      const subscribe = async (n: number) =>
        (await post(app, '/webhooks', { url: `https://203.0.114.9/${n}`, types: ['CustomerRegistered'] })).body;
      let last: { code?: string } = {};
      for (let n = 0; n < bound; n += 1) last = await subscribe(n);
      return { at: last.code ?? accepted, over: (await subscribe(bound)).code ?? accepted };
    },
    attempts: (_, bound) =>
      inTurn(async () => {
        const { app, id, receiver, deliverer, store, customers, close } = await delivering(() =>
          Promise.resolve({ status: 500, bytes: 0 }),
        );
        await customers(1);
        const settle = async (attempts: number) => {
          while (receiver.received() < attempts || (await store.attempts(id, 100)).length < attempts) await turn();
          await deliverer.idle();
        };
        let now = Date.parse(app.clock.now());
        for (let attempts = 1; attempts < bound; attempts += 1) {
          await settle(attempts);
          now += usualSchedule[attempts - 1]! * 1200 + 1000;
          app.clock.set(new Date(now).toISOString());
          if (attempts === bound - 1) break;
          await deliverer.refresh();
        }
        const at = (await store.counts({ webhookId: id })).dead === 0 ? accepted : 'dead too early';
        await deliverer.refresh();
        await settle(bound);
        const over = (await store.counts({ webhookId: id })).dead === 1 ? 'a dead letter' : accepted;
        await close();
        return { at, over };
      }),
    // A shorter time by the same code: what does not answer ends the attempt, what answers in time does not.
    answerSeconds: async () => {
      const late = await sendTo(() => Promise.resolve(undefined), 300);
      const early = await sendTo(() => Promise.resolve({ status: 200, bytes: 1 }), 20_000);
      return {
        at: early.fault === null && late.ms >= 290 ? accepted : String(early.fault),
        over: late.fault === 'no answer in 300 ms' ? 'the attempt fails' : String(late.fault),
      };
    },
    answerBytes: async (_, bound) => {
      const at = await sendTo(() => Promise.resolve({ status: 200, bytes: bound }), 20_000);
      const over = await sendTo(() => Promise.resolve({ status: 200, bytes: bound + 1 }), 20_000);
      return {
        at: at.fault === null ? accepted : at.fault,
        over: over.fault === null && over.ms < 15_000 ? 'not read' : String(over.fault),
      };
    },
    streamsAtATime: (_, bound) =>
      inTurn(async () => {
        let answer: () => void = () => undefined;
        const held = new Promise<void>((resolve) => (answer = resolve));
        const { id, receiver, deliverer, store, customers, pause, close } = await delivering(async () => {
          await held;
          return { status: 200, bytes: 0 };
        });
        await pause(true);
        await customers(bound + 2);
        await pause(false);
        while (receiver.received() < bound) await turn();
        for (let turns = 0; turns < 20; turns += 1) await turn();
        const atATime = receiver.received();
        answer();
        while ((await store.attempts(id, 100)).length < bound + 2) await turn();
        await deliverer.idle();
        await close();
        return {
          at: atATime >= bound ? accepted : String(atATime),
          over: atATime === bound ? 'waits' : String(atATime),
        };
      }),
    testsAtATime: async (_, bound) => {
      let answer: (attempt: Attempt) => void = () => undefined;
      const held = new Promise<Attempt>((resolve) => (answer = resolve));
      const tests = new TestDeliveries(() => held, clockOf(Date.now));
      const run = (n: number) => tests.run({ ...subscribed, webhookId: `whk_${n}` });
      const running = Array.from({ length: bound }, (_each, n) => run(n));
      const over = await run(bound).catch((error: unknown) => (error as Problem).code);
      answer({ status: 200, fault: null });
      const ended = await Promise.all(running);
      return {
        at: ended.every(({ delivered }) => delivered) ? accepted : 'not delivered',
        over: typeof over === 'string' ? over : accepted,
      };
    },
    waiting: () =>
      // Read in batches of 500: with a low bound, so few that one batch more is seen not to be read.
      inTurn(() =>
        lowered(webhookBounds, { waiting: 1 }, async () => {
          let answer: () => void = () => undefined;
          const held = new Promise<void>((resolve) => (answer = resolve));
          const { id, receiver, deliverer, store, customers, close } = await delivering(async () => {
            await held;
            return { status: 200, bytes: 0 };
          });
          await customers(1);
          while (receiver.received() < 1) await turn();
          const waiting = async () => (await store.counts({ webhookId: id })).waiting;
          const cursor = async () => (await store.cursors('seeyon'))[id];
          const at = (await waiting()) === 1 ? accepted : String(await waiting());
          const before = await cursor();
          await customers(3);
          await deliverer.refresh();
          for (let turns = 0; turns < 20; turns += 1) await turn();
          const stays = (await waiting()) === 1 && (await cursor()) === before;
          answer();
          while (receiver.received() < 4) await turn();
          await deliverer.idle();
          await close();
          return { at, over: stays ? 'the ledger is read no further for it' : accepted };
        }),
      ),
    keptDeliveries: async (app, bound) => {
      const store = app.app.get(DeliveryJobs, { strict: false });
      const note = (position: number) =>
        store.note('w', { position, at: 0, outcome: 'delivered', status: 200, fault: null });
      for (let position = 1; position <= bound; position += 1) await note(position);
      const at = (await store.attempts('w', bound * 2)).length === bound ? accepted : 'fewer are stored';
      await note(bound + 1);
      const stored = await store.attempts('w', bound * 2);
      const over = stored.length === bound && stored.at(-1)!.position === 2 ? 'the oldest is dropped' : accepted;
      return { at, over };
    },
  },
};
