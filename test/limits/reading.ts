import { lifeBounds } from '../../src/contract-life/bounds.js';
import { contractBounds } from '../../src/contracts/bounds.js';
import { differenceBounds } from '../../src/differences/bounds.js';
import { dossierBounds } from '../../src/dossiers/bounds.js';
import { reportBounds } from '../../src/reports/bounds.js';
import { calendarBounds } from '../../src/policies/calendars.controller.js';
import { ApiClient } from '../support/api-client.js';
import { ObligationRunner } from '../../src/obligations/firing/runner.js';
import { caughtUp, type TestApp } from '../support/app.js';
import { accepted, type Area, codeOf } from './area.js';
import { lowered as loweredNow } from './lowered.js';

const bounds = {
  lifeItems: lifeBounds.items,
  knowledgeRecordings: lifeBounds.recordings,
  knowledgeDecisions: lifeBounds.decisions,
  differenceContracts: differenceBounds.contracts,
  differenceBetween: differenceBounds.between,
  dossierContracts: dossierBounds.contracts,
  dossierEvents: dossierBounds.events,
  dossierRequests: dossierBounds.requests,
  dossierObligations: dossierBounds.obligations,
  impactRequests: contractBounds.impactRequests,
  deliveredRequests: contractBounds.deliveredRequests,
  calendarDays: calendarBounds.days,
  reportDays: reportBounds.days,
  reportListed: reportBounds.listed,
};

const get = (app: TestApp, path: string, query: Readonly<Record<string, string>> = {}) =>
  app.http
    .get(`/api/v1${path}`)
    .query(query)
    .set({ authorization: `Bearer ${app.keys.admin}` });

let turn: Promise<unknown> = Promise.resolve();
/** One after the other: a lowered bound is one of other tries too. */
const lowered = <T>(...args: Parameters<typeof loweredNow<T>>): Promise<T> => {
  const mine = turn.then(() => loweredNow<T>(...args));
  turn = mine.catch(() => undefined);
  return mine;
};

let count = 0;
/** A customer of its own with contracts that are suspended: each has two spans more than lanes, and three events. */
const sold = async (app: TestApp, contracts: number) => {
  const client = new ApiClient(app, 'seeyon');
  const no = `L-${(count += 1)}`;
  const customer = await client.post('/customers', { code: no, name: 'N', level: 'key', region: 'city' });
  const ids: string[] = [];
  for (let i = 0; i < contracts; i += 1) {
    const product = { series: 'EKP', name: 'EKP', version: '4.11' };
    const numbers = { contractNo: `${no}-${i}`, licenceNo: `${no}-${i}` };
    const { id } = await client.post('/contracts', {
      customerId: customer.id,
      ...numbers,
      purchasedOn: '2026-01-01',
      product,
    });
    ids.push(id);
    await client.post(`/contracts/${id}/suspend`, { from: '2026-02-01', to: '2026-02-03', reason: 'q' });
  }
  return { customerId: customer.id as string, ids };
};

/** The same with two requests that are open. */
const requested = async (app: TestApp) => {
  const client = new ApiClient(app, 'seeyon');
  const { customerId, ids } = await sold(app, 1);
  const contractId = ids[0]!;
  const usual = { service: 'maintenance', channel: 'hotline', urgency: 'normal', title: 'N' };
  for (let i = 0; i < 2; i += 1) await client.post('/requests', { customerId, contractId, ...usual });
  return { client, customerId, contractId };
};

const tooLarge = /dossier-too-large|too-many-contracts|span-too-long/;
const leftOut = (left: boolean, over: string): string => (left ? over : accepted);

export const reading: Area = {
  name: 'reading',
  bounds,
  tries: {
    lifeItems: async (app) => {
      const { ids } = await sold(app, 1);
      // Terms, suspension, licence, version, owner.
      const ask = async (items: number) =>
        lowered(lifeBounds, { items }, async () => {
          const { body } = await get(app, `/contracts/${ids[0]!}/life`);
          return leftOut(body.omitted.spans > 0, 'the earliest are left out and counted');
        });
      return { at: await ask(5), over: await ask(4) };
    },
    knowledgeRecordings: async (app) => {
      const { ids } = await sold(app, 1);
      const ask = async (recordings: number) =>
        lowered(lifeBounds, { recordings }, async () => {
          const { body } = await get(app, `/contracts/${ids[0]!}/knowledge`, { service: 'maintenance' });
          return leftOut(body.nextCursor !== null && body.recordings.length === recordings, 'the next page');
        });
      return { at: await ask(2), over: await ask(1) };
    },
    knowledgeDecisions: async (app) => {
      const { ids } = await sold(app, 1);
      const ask = async (decisions: number) =>
        lowered(lifeBounds, { decisions }, async () => {
          const { body } = await get(app, `/contracts/${ids[0]!}/knowledge`, { service: 'maintenance' });
          return leftOut(body.nextCursor !== null && body.recordings.length === 1, 'the next page');
        });
      // The purchase alone takes more than one: in the term, and behind it.
      return { at: await ask(4), over: await ask(2) };
    },
    differenceContracts: async (app) => {
      const { customerId } = await sold(app, 2);
      const ask = async (contracts: number) =>
        lowered(differenceBounds, { contracts }, async () => {
          const b = String((await app.stores.ordinals.head()).position);
          return codeOf(await get(app, '/difference', { customerId, a: b, b }), tooLarge);
        });
      return { at: await ask(2), over: await ask(1) };
    },
    differenceBetween: async (app) => {
      const { ids } = await sold(app, 1);
      const ask = async (between: number) =>
        lowered(differenceBounds, { between }, async () => {
          const b = String((await app.stores.ordinals.head()).position);
          const { body } = await get(app, '/difference', { contractId: ids[0]!, a: '1', b });
          return leftOut(body.complete === false && body.between.length === between, 'left out, complete is false');
        });
      return { at: await ask(2), over: await ask(1) };
    },
    dossierContracts: async (app) => {
      const { customerId } = await sold(app, 2);
      const ask = async (contracts: number) =>
        lowered(dossierBounds, { contracts }, async () =>
          codeOf(await get(app, `/customers/${customerId}/dossier`), tooLarge),
        );
      return { at: await ask(2), over: await ask(1) };
    },
    dossierEvents: async (app) => {
      const { ids } = await sold(app, 1);
      const ask = async (events: number) =>
        lowered(dossierBounds, { events }, async () =>
          codeOf(await get(app, `/contracts/${ids[0]!}/dossier`), tooLarge),
        );
      // Registration, purchase, suspension.
      return { at: await ask(3), over: await ask(2) };
    },
    dossierRequests: async (app) => {
      const { contractId } = await requested(app);
      const ask = async (requests: number) =>
        lowered(dossierBounds, { requests }, async () => {
          const { body } = await get(app, `/contracts/${contractId}/dossier`);
          const left = (body.omitted as { requests: number }).requests;
          return leftOut(left > 0 && body.requests.length + left === 2, 'the earliest are left out and counted');
        });
      return { at: await ask(2), over: await ask(1) };
    },
    dossierObligations: async (app) => {
      const { customerId } = await requested(app);
      // Requests without a contact: their mails of receipt end at once.
      const runner = app.app.get(ObligationRunner, { strict: false });
      await runner.start();
      await caughtUp(app);
      await runner.refresh();
      await runner.idle();
      await caughtUp(app);
      const listed = async () => {
        const { body } = await get(app, `/customers/${customerId}/dossier`);
        return {
          shown: body.obligations.length as number,
          left: (body.omitted as { obligations: number }).obligations,
        };
      };
      // With those that are planned.
      const all = await listed();
      const ask = async (obligations: number) =>
        lowered(dossierBounds, { obligations }, async () => {
          const { shown, left } = await listed();
          return leftOut(
            left > 0 && shown === obligations && shown + left === all.shown,
            'the earliest are left out and counted',
          );
        });
      return { at: await ask(all.shown), over: await ask(all.shown - 1) };
    },
    impactRequests: async (app) => {
      const { client, contractId } = await requested(app);
      await client.post(`/contracts/${contractId}/corrections`, { reason: 'q', purchasedOn: '2024-01-01' });
      const ask = async (impactRequests: number) =>
        lowered(contractBounds, { impactRequests }, async () => {
          const path = `/contracts/${contractId}/impact`;
          const { body } = await get(app, path);
          const cursor = body.nextCursor as string | undefined;
          if (cursor === undefined) return body.decisions.length === 2 ? accepted : 'not all';
          const { body: next } = await get(app, path, { cursor });
          return body.decisions.length === 1 && next.decisions.length === 1 ? 'the next page' : 'not all';
        });
      return { at: await ask(3), over: await ask(1) };
    },
    deliveredRequests: async (app) => {
      const ask = async (deliveredRequests: number) => {
        const { client, contractId } = await requested(app);
        return lowered(contractBounds, { deliveredRequests }, async () => {
          const ended = await client.post(`/contracts/${contractId}/terminate`, { from: '2026-02-01', reason: 'q' });
          return leftOut(ended.deliveredMore === true, 'left out, deliveredMore is true');
        });
      };
      return { at: await ask(3), over: await ask(1) };
    },
    calendarDays: async (app, bound) => {
      const { body } = await get(app, '/calendars');
      const path = `/calendars/${(body as { items: [{ version: string }] }).items[0].version}/days`;
      const lastOf = (days: number) => new Date(Date.UTC(2025, 0, days)).toISOString().slice(0, 10);
      const ask = async (days: number) =>
        codeOf(await get(app, path, { from: '2025-01-01', to: lastOf(days) }), tooLarge);
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    reportDays: async (app, bound) => {
      const lastOf = (days: number) => new Date(Date.UTC(2025, 0, days)).toISOString().slice(0, 10);
      const ask = async (days: number) =>
        codeOf(await get(app, '/reports/renewals', { from: '2025-01-01', to: lastOf(days) }), tooLarge);
      return { at: await ask(bound), over: await ask(bound + 1) };
    },
    reportListed: async (app) => {
      const client = new ApiClient(app, 'seeyon');
      // A day of its own: other tries log nothing there.
      const day = '2019-05-05';
      for (const hour of ['01', '02'])
        await client.post('/intakes', { channel: 'email', receivedAt: `${day}T${hour}:00:00.000Z` });
      const ask = async (listed: number) =>
        lowered(reportBounds, { listed }, async () => {
          const { body } = await get(app, '/reports/service-levels', { from: day, to: day });
          const { count, items } = body.unregistered as { count: number; items: unknown[] };
          return leftOut(items.length < count, 'the first alone; the count is whole');
        });
      return { at: await ask(2), over: await ask(1) };
    },
  },
};
