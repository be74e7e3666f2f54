import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportJobs } from '../../src/imports/jobs/import-jobs.js';
import '../../src/problems.js';
import { catalogue } from '../../src/platform/http/problems/catalogue.js';
import { Tokens } from '../../src/mails/mails.port.js';
import { delivery } from '../../src/webhooks/delivery-jobs.js';
import { startApp, type TestApp } from '../support/app.js';
import { recordSent } from '../support/sent-mail.js';
import { recordUndeliverable } from '../support/undeliverable.js';
import { type Described, describedBy } from '../support/described.js';
import { addressOf, examplesOf, fitted, type Ids, queriesOf } from '../support/example-requests.js';
import { undescribed } from '../support/own-headers.js';
import { withoutExample } from '../support/openapi-exceptions.js';
import { refusedByRules } from '../support/refused-requests.js';
import { requestSteps } from '../support/request-steps.js';
import { examplesText, publishedExamples, settled } from '../support/recorded-examples.js';
import { endsByItself, type OpenApi, type Operation, operationsOf } from '../support/openapi.js';

/** A step: the operation whose examples are sent, and what its answer is remembered for. */
interface Step {
  readonly name: string;
  /** One of several examples; all of them, in their order, where absent. */
  readonly example?: string;
  readonly ids?: (ids: Ids) => Ids;
  readonly retained?: (answer: never, ids: Ids) => void;
  /** Before this step the clock is put here. */
  readonly now?: string;
  /** What must have happened beside the API. */
  readonly before?: (app: TestApp, ids: Ids) => unknown;
  /** Parameters that are sent with each example of another one. */
  readonly query?: (ids: Ids) => Record<string, string>;
  /** Besides those of every request. */
  readonly headers?: Record<string, string>;
  /** Who sends it, where not an admin. */
  readonly role?: 'system';
  /** A body that is too long for an example. */
  readonly body?: (ids: Ids) => object;
}

/** Beside each example of a question: whom it is about. */
const ofCustomer = ({ customerId }: Ids): Record<string, string> => ({ customerId: customerId! });

/** A short page, for an example that people read. */
const twoItems = (): Record<string, string> => ({ limit: '2' });

/** The token of a link in a mail about a satisfaction survey. */
const rememberLink = ({ app }: TestApp, ids: Ids): void => {
  const { customerId, contactId } = ids as { readonly customerId: string; readonly contactId: string };
  ids['token'] = app.get(Tokens, { strict: false }).make('unsubscribe', ['seeyon', customerId, contactId, 'survey']);
};

let policy: { version: number };
const contract = '/contracts/{id}';
const customer = '/customers/{id}';

/** Every operation, in an order in which each example can be done as it is written. */
const steps: readonly Step[] = [
  { name: 'POST /releases' },
  { name: 'POST /releases/reschedule' },
  { name: 'GET /releases' },
  {
    name: 'POST /customers',
    example: 'whole',
    retained: ({ id, contacts }: { id: string; contacts: { contactId: string }[] }, ids) =>
      Object.assign(ids, { customerId: id, contactId: contacts[0]!.contactId }),
  },
  {
    name: 'POST /customers',
    example: 'least',
    retained: ({ id }: { id: string }, ids) => Object.assign(ids, { toCustomerId: id }),
  },
  { name: `GET ${customer}` },
  { name: 'GET /customers' },
  { name: `PATCH ${customer}` },
  { name: `POST ${customer}/merge`, ids: ({ toCustomerId }) => ({ intoCustomerId: toCustomerId! }) },
  { name: `POST ${customer}/merge/undo` },
  {
    name: 'POST /contracts',
    example: 'whole',
    retained: ({ id }: { id: string }, ids) => Object.assign(ids, { contractId: id, stream: `seeyon.contract-${id}` }),
  },
  { name: 'POST /contracts', example: 'least' },
  {
    name: `POST ${contract}/agreements`,
    now: '2026-06-01T02:00:00.000Z',
    retained: ({ agreementId }: { agreementId: string }, ids) => void (ids['agreementId'] ??= agreementId),
  },
  { name: `POST ${contract}/agreements/{agreementId}/correct` },
  {
    name: `POST ${contract}/upgrades`,
    retained: ({ upgradeId }: { upgradeId: string }, ids) => Object.assign(ids, { upgradeId }),
  },
  { name: `POST ${contract}/upgrades/{upgradeId}/correct` },
  {
    name: `POST ${contract}/renewals`,
    example: 'onTime',
    retained: ({ termId }: { termId: string }, ids) => Object.assign(ids, { termId }),
  },
  {
    name: `POST ${contract}/payments`,
    retained: ({ paymentId }: { paymentId: string }, ids) => Object.assign(ids, { paymentId }),
  },
  { name: `POST ${contract}/payments/{paymentId}/correct` },
  { name: `POST ${contract}/payments/{paymentId}/take-back` },
  {
    name: `POST ${contract}/renewals`,
    example: 'toADay',
    retained: ({ termId }: { termId: string }, ids) => Object.assign(ids, { queued: termId }),
  },
  { name: `POST ${contract}/terms/{termId}/cancel`, ids: ({ queued }) => ({ termId: queued! }) },
  {
    name: `POST ${contract}/allowance-uses`,
    retained: ({ useId }: { useId: string }, ids) => Object.assign(ids, { useId }),
  },
  { name: `POST ${contract}/allowance-uses/{useId}/give-back` },
  { name: `POST ${contract}/suspend` },
  { name: `POST ${contract}/resume` },
  {
    name: `POST ${contract}/corrections`,
    example: 'number',
    retained: (_, ids) => Object.assign(ids, { contractNo: 'XS-2025-0313' }),
  },
  {
    name: `POST ${contract}/corrections`,
    example: 'dates',
    retained: ({ correctionId }: { correctionId: string }, ids) => Object.assign(ids, { correctionId }),
  },
  { name: `GET ${contract}/impact` },
  { name: `GET ${contract}/corrections/{correctionId}/impact` },
  { name: `POST ${contract}/agreements/{agreementId}/take-back` },
  { name: `POST ${contract}/upgrades/{upgradeId}/take-back` },
  { name: 'POST /entitlements/what-if' },
  { name: `POST ${contract}/licence/revoke` },
  { name: `POST ${contract}/licence/restore` },
  { name: `POST ${contract}/terminate` },
  { name: `POST ${contract}/reinstate` },
  {
    name: `POST ${contract}/transfer`,
    retained: ({ transferId }: { transferId: string }, ids) => Object.assign(ids, { transferId }),
  },
  { name: `POST ${contract}/transfers/{transferId}/correct` },
  { name: `POST ${contract}/transfers/{transferId}/take-back` },
  { name: 'GET /contracts' },
  { name: 'GET /search' },
  {
    name: 'POST /intakes',
    example: 'call',
    retained: ({ id }: { id: string }, ids) => Object.assign(ids, { intakeId: id }),
  },
  { name: 'POST /intakes', example: 'least' },
  { name: 'POST /intakes/{id}/answer' },
  { name: 'POST /intakes/{id}/close' },
  { name: 'POST /intakes/{id}/erase-text' },
  { name: 'GET /intakes' },
  { name: 'GET /reports/service-levels' },
  { name: 'GET /reports/satisfaction' },
  { name: 'GET /reports/renewals' },
  { name: `GET ${contract}` },
  { name: 'GET /entitlements/check', query: ofCustomer },
  { name: 'GET /entitlements/explain', query: ofCustomer },
  { name: 'POST /entitlements/check-batch' },
  { name: `GET ${customer}/entitlements` },
  { name: 'GET /events', query: twoItems },
  { name: `GET ${customer}/timeline`, query: twoItems },
  { name: `GET ${contract}/timeline`, query: twoItems },
  { name: `GET ${contract}/life` },
  { name: `GET ${contract}/knowledge` },
  { name: 'GET /difference', query: ofCustomer },
  { name: `GET ${contract}/dossier` },
  { name: `GET ${customer}/dossier` },
  {
    name: 'GET /calendars',
    retained: ({ items }: { items: [{ version: string }] }, ids) => Object.assign(ids, { version: items[0].version }),
  },
  { name: 'GET /calendars/{version}/days' },
  { name: `GET ${customer}/contacts/{contactId}/export` },
  { name: 'GET /unsubscribe/{token}', before: rememberLink },
  { name: 'POST /unsubscribe/{token}' },
  { name: `POST ${customer}/contacts/{contactId}/erase` },
  { name: `GET ${customer}/contacts/{contactId}/export` },
  { name: `GET ${customer}` },
  {
    name: 'POST /imports',
    body: () => ({ file: 'not an export' }),
    retained: ({ id }: { id: string }, ids) => Object.assign(ids, { importId: id }),
  },
  { name: 'GET /imports' },
  { name: 'GET /imports/template' },
  { name: 'GET /imports/{id}' },
  { name: 'GET /imports/{id}/report' },
  { name: 'GET /imports/{id}/errors' },
  { name: 'POST /imports/{id}/undo' },
  { name: 'POST /webhooks', retained: ({ id }: { id: string }, ids) => Object.assign(ids, { webhookId: id }) },
  { name: 'GET /webhooks' },
  { name: 'GET /webhooks/{id}' },
  { name: 'PATCH /webhooks/{id}' },
  { name: 'POST /webhooks/{id}/rotate-secret' },
  { name: 'POST /webhooks/{id}/test' },
  { name: 'POST /webhooks/{id}/redeliver' },
  { name: 'GET /webhooks/{id}/deliveries' },
  { name: 'GET /webhooks/{id}/dead-letters' },
  {
    name: 'POST /webhooks/{id}/dead-letters/{position}/retry',
    ids: () => ({ position: '1' }),
    before(app, { webhookId }) {
      const event = { vendor: 'seeyon', stream: 's', position: 1 };
      return app.stores.jobs.bury(delivery(webhookId!, event, 0), 10, 'answered 500');
    },
  },
  { name: 'DELETE /webhooks/{id}' },
  { name: 'GET /obligations', before: recordUndeliverable },
  { name: 'GET /obligations/{id}' },
  { name: 'POST /obligations/{id}/retry' },
  {
    name: 'POST /mail/bounces',
    role: 'system',
    before: recordSent,
    body: ({ messageId }) => ({ messageId, status: '5.1.1' }),
  },
  {
    name: 'GET /policies',
    retained: ({ items }: { items: { version: number }[] }, ids) =>
      Object.assign(ids, { n: String(items.at(-1)!.version) }),
  },
  {
    name: 'GET /policies/{vendor}/versions/{n}',
    retained: (answer: { policy: typeof policy }) => void (policy = answer.policy),
  },
  {
    name: 'POST /policies/{vendor}/versions',
    body: () => ({ ...policy, version: policy.version + 1, effectiveFrom: '2026-07-01' }),
  },
  {
    name: 'POST /keys',
    headers: { 'ledger-on-behalf-of': encodeURIComponent('王芳') },
    retained: ({ id }: { id: string }, ids) => Object.assign(ids, { keyId: id }),
  },
  { name: 'GET /keys' },
  { name: 'POST /persons/erase' },
  { name: 'POST /keys/{keyId}/revoke' },
  { name: 'POST /mcp' },
  ...requestSteps,
  { name: 'GET /health/live' },
  { name: 'GET /health/ready' },
  { name: 'GET /metrics' },
];
const atRoot = /^\w+ \/(health|metrics)/;
const nameOf = ({ name }: Step): string => (atRoot.test(name) ? name : name.replace(' ', ' /api/v1'));

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenApi;
  let described: Described;
  let operations: ReadonlyMap<string, Operation>;
  beforeAll(async () => {
    app = await startApp({ now: '2026-04-01T02:00:00.000Z' });
    document = (await app.http.get('/openapi.json')).body as OpenApi;
    described = describedBy(document);
    operations = new Map(operationsOf(document).map((operation) => [operation.name, operation]));
  });
  afterAll(() => app.close());

  let sent = 0;
  const answers: Record<string, unknown> = {};
  const problems: Record<string, unknown> = {};
  const ids: Ids = { vendor: 'seeyon', n: '1' };
  const send = async (
    operation: Operation,
    mine: Ids,
    query: Record<string, string>,
    body: unknown,
    headers: Record<string, string> = {},
  ) => {
    const question = app.http[operation.method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](
      addressOf(operation, mine),
    )
      .query(query)
      .set({
        authorization: `Bearer ${app.keys.admin}`,
        'accept-language': 'en',
        'x-correlation-id': 'req-example',
        ...headers,
      });
    // Ids are derived from it: they are the same in every run.
    if (operation.method !== 'GET') question.set('idempotency-key', `example-${(sent += 1)}`);
    const uploads = 'multipart/form-data' in operation.bodies && !('application/json' in operation.bodies);
    const answer = await (body === undefined
      ? question
      : uploads
        ? question.attach('file', Buffer.from((body as { file: string }).file), 'file.csv')
        : question.send(body as object));
    if (uploads) await app.app.get(ImportJobs, { strict: false }).idle();
    expect([operation.name, query, answer.status, answer.status < 300 ? '' : answer.text]).toEqual([
      operation.name,
      query,
      Number(Object.keys(operation.answers).find((status) => status.startsWith('2'))),
      '',
    ]);
    expect(
      described(
        operation,
        answer.status,
        String(answer.headers['content-type']),
        answer.type === 'application/json' ? answer.body : (answer.text ?? String(answer.body)),
      ),
    ).toBe('');
    const promised = Object.keys(operation.answers[String(answer.status)]!.headers ?? {}).map((name) =>
      name.toLowerCase(),
    );
    expect([operation.name, ...undescribed(promised, answer.headers as Record<string, unknown>)]).toEqual([
      operation.name,
    ]);
    if (answer.type === 'application/json' && !withoutExample.includes(operation.id!))
      answers[operation.id!] ??= settled(answer.body);
    return answer.body as never;
  };

  /** A request is sent whether or not its answer is kept. */
  const done = async (step: Step, ...sent: Parameters<typeof send>): Promise<void> => {
    const answer = await send(...sent);
    step.retained?.(answer, ids);
  };

  it('has examples that can be done as they are written, and answers that match it', async () => {
    for (const step of steps) {
      const operation = operations.get(nameOf(step));
      if (operation === undefined) throw new Error(`${nameOf(step)} is not described`);
      if (step.now !== undefined) app.clock.set(step.now);
      await step.before?.(app, ids);
      const headers = {
        ...step.headers,
        ...(step.role !== undefined && { authorization: `Bearer ${app.keys[step.role]}` }),
      };
      const mine = { ...ids, knownPosition: String(app.stores.views.position()), ...step.ids?.(ids) };
      if (operation.method === 'GET')
        for (const query of queriesOf(operation, mine, step.query?.(ids) ?? {}))
          await done(step, operation, mine, query, undefined, headers);
      else {
        const bodies =
          step.body !== undefined
            ? [step.body(ids)]
            : Object.keys(operation.bodies).length === 0
              ? [undefined]
              : examplesOf(document, operation, step.example).map((body) => fitted(body, mine));
        expect([operation.name, bodies.length > 0]).toEqual([operation.name, true]);
        for (const body of bodies) await done(step, operation, mine, {}, body, headers);
      }
    }
  });

  it('shows problems that the server answers', async () => {
    const as = (key: string, more: Record<string, string> = {}) => ({
      authorization: `Bearer ${key}`,
      'accept-language': 'en',
      'x-correlation-id': 'req-example',
      ...more,
    });
    const { http, keys } = app;
    const customers = '/api/v1/customers';
    const body = { code: 'KH00900', name: '远山科技', level: 'standard', region: 'city' };
    const repeated = as(keys.admin, { 'idempotency-key': 'the-same' });
    await http.post(customers).set(repeated).send(body).expect(201);
    const contractAt = `/api/v1/contracts/${ids['contractId']}`;
    const answered = [
      await http.get('/api/v1/contracts').set({ 'accept-language': 'en', 'x-correlation-id': 'req-example' }),
      await http.post(customers).set(as(keys.support)).send(body),
      await http.get('/api/v1/contracts/con_nothing').set(as(keys.admin)),
      await http
        .post(customers)
        .set(as(keys.admin))
        .send({ code: '', name: '远山科技', level: 'gold', region: 'city' }),
      await http
        .post(customers)
        .set(as(keys.admin, { 'content-type': 'application/json' }))
        .send('{'),
      await http
        .post(customers)
        .set(as(keys.admin, { 'content-type': 'text/plain' }))
        .send('code=KH1'),
      await http
        .post(customers)
        .set(repeated)
        .send({ ...body, name: '近山科技' }),
      await http.post(customers).set(as(keys.admin)).send(body),
      await http
        .patch(`${customers}/${ids['toCustomerId']}`)
        .set(as(keys.admin, { 'if-match': '"99"' }))
        .send({ level: 'vip' }),
      await http.get('/api/v1/contracts').set(as(keys.everywhere)),
      await http.get('/api/v1/contracts').set(as(keys.everywhere, { 'ledger-vendor': 'nobody' })),
      await http.get('/api/v1/contracts').set(as(keys.admin, { 'ledger-min-position': 'x y' })),
      await http.get('/api/v1/events?cursor=nothing').set(as(keys.admin)),
      await http.get(`${contractAt}/dossier`).set(as(keys.admin, { accept: 'application/pdf' })),
      await http.post(`${contractAt}/resume`).set(as(keys.admin)).send({ on: '2026-06-01' }),
      await http.post(`${contractAt}/renewals`).set(as(keys.admin)).send({ signedOn: '2020-01-01', period: 'P1Y' }),
    ];
    for (const { status, body: problem } of answered as { status: number; body: { code: string; status: number } }[]) {
      expect([problem.code, problem.status, status >= 400]).toEqual([problem.code, status, true]);
      problems[problem.code] ??= settled(problem);
    }
    const refusals = await refusedByRules((path, body, { key, role = 'admin' } = {}) =>
      http
        .post(`/api/v1${path}`)
        .set(as(keys[role], key === undefined ? {} : { 'idempotency-key': key }))
        .send(body),
    );
    for (const problem of refusals) problems[String(problem['code'])] ??= settled(problem);
    const ofRules = Object.entries(catalogue).filter(([, { status }]) => status === 409);
    const shown = ofRules.filter(([code]) => code in problems);
    expect(shown.length).toBeGreaterThan(ofRules.length / 2);
  });

  it('shows answers that the server gives: npm run docs:examples, then docs:openapi', () => {
    // Members of recorded events are in the order of the engine.
    const [published, answered] = [publishedExamples({ answers, problems }), examplesText({ answers, problems })];
    expect(JSON.parse(published)).toEqual(JSON.parse(answered));
  });

  it('leaves no operation without an example of its answer, but those that are too long', () => {
    const json = [...operations.values()].filter(({ answers: all }) =>
      Object.entries(all).some(
        ([status, { content }]) => status.startsWith('2') && content?.['application/json'] !== undefined,
      ),
    );
    expect(
      json
        .map(({ id }) => id!)
        .filter((id) => answers[id] === undefined)
        .sort(),
    ).toEqual(withoutExample.toSorted());
  });

  it('leaves no operation without an example that was done', () => {
    const done = new Set(steps.map(nameOf));
    const ending = [...operations.values()].filter(endsByItself).map(({ name }) => name);
    expect(ending.filter((name) => !done.has(name))).toEqual([]);
  });
});
