import type { RequestAct } from '../../domain/request/request.commands.js';
import { Tokens } from '../../src/mails/mails.port.js';
import { RequestChanges, RequestTerms } from '../../src/requests/requests.port.js';
import { ApiClient } from './api-client.js';
import type { TestApp } from './app.js';
import { sendForm } from './forms.js';

/** Ids by the name under which addresses and bodies ask for them. */
type Ids = Record<string, string>;
interface Step {
  readonly name: string;
  readonly ids?: (ids: Ids) => Ids;
  readonly retained?: (answer: never, ids: Ids) => void;
  readonly body?: (ids: Ids) => object;
  readonly example?: string;
  readonly before?: (app: TestApp, ids: Ids) => unknown;
}

const request = '/requests/{id}';
const visit = `${request}/visits/{visitId}`;

const another = (name: string, customer = 'requesterId'): Step => ({
  name: 'POST /requests',
  body: (ids) => ({
    customerId: ids[customer]!,
    service: 'maintenance',
    channel: 'email',
    urgency: 'low',
    title: '报表打印异常',
  }),
  retained: ({ id }: { id: string }, ids) => void (ids[name] = id),
});
/** An act on another request than the first one. */
const on = (name: string, act: string, more: Partial<Step> = {}): Step => ({
  name: `POST ${request}/${act}`,
  ids: (ids) => ({ requestId: ids[name]! }),
  ...more,
});
const newVisit: Step = {
  name: `POST ${request}/visits`,
  retained: ({ visitId }: { visitId: string }, ids) => void (ids['visitId'] = visitId),
};
const onVisit = (...acts: readonly string[]): readonly Step[] => [
  newVisit,
  ...acts.map((act) => ({ name: `POST ${visit}/${act}` })),
];

/** The token of a link in a mail about the request. */
const linked =
  (purpose: 'survey' | 'resolution', cycle: number) =>
  ({ app }: TestApp, ids: Ids): void => {
    const about = ['seeyon', ids['requestId']!, String(cycle), ids['requesterContactId']!];
    ids['token'] = app.get(Tokens, { strict: false }).make(purpose, about);
  };
/** The mail of a survey was sent, as the runner would. */
const surveySent = async (test: TestApp, ids: Ids): Promise<void> => {
  const { app, clock } = test;
  const requestId = ids['requestId']!;
  const terms = await app.get(RequestTerms, { strict: false }).of('seeyon');
  const changes = app.get(RequestChanges, { strict: false });
  const actor = { id: 'obligations', role: 'system' as const };
  const request = { actor, channel: 'obligation', correlationId: 'survey', scope: 'survey', body: null };
  await changes.record('seeyon', requestId, request, terms, ({ decision: { policyVersion } }) => {
    const at = clock.now();
    const act: RequestAct = { kind: 'survey-send', cycle: 1, closesAt: '2036-01-01T00:00:00.000Z' };
    return { act, given: changes.given(requestId, 'system', { at, reason: null, policyVersion }, terms) };
  });
  linked('survey', 1)(test, ids);
};

/** A file came with an interaction. */
const attached = async (app: TestApp, ids: Ids): Promise<void> => {
  const path = `/requests/${ids['mergedId']!}`;
  const noted = { direction: 'internal', channel: 'email', text: '客户的日志' };
  await sendForm(app, `${path}/interactions`, noted, [{ name: '日志.txt', content: '提交失败' }]);
  const { interactions } = await new ApiClient(app, 'seeyon').get(path);
  ids['sha256'] = interactions.at(-1).files[0].sha256;
};

/** Every operation of requests, in an order in which each example can be done as it is written. */
export const requestSteps: readonly Step[] = [
  {
    name: 'POST /customers',
    body: () => ({
      code: 'KH00797',
      name: '胶州丙方',
      level: 'key',
      region: 'city',
      contacts: [{ name: '赵敏', email: 'zhaomin@example.cn', role: 'it', notify: true }],
    }),
    retained: ({ id, contacts }: { id: string; contacts: [{ contactId: string }] }, ids) =>
      void Object.assign(ids, { requesterId: id, requesterContactId: contacts[0].contactId }),
  },
  {
    name: 'POST /contracts',
    body: ({ requesterId }) => ({
      customerId: requesterId!,
      contractNo: 'XS-2026-0401',
      licenceNo: 'EKP-7F3A01BF',
      purchasedOn: '2026-04-01',
      product: { series: 'EKP', name: 'EKP', version: '4.11' },
    }),
  },
  {
    name: 'POST /requests',
    ids: ({ requesterId }) => ({ customerId: requesterId! }),
    retained: ({ id }: { id: string }, ids) => void (ids['requestId'] = id),
  },
  { name: `GET ${request}` },
  { name: 'GET /requests' },
  { name: `POST ${request}/acknowledge` },
  { name: `POST ${request}/interactions` },
  { name: `POST ${request}/wait` },
  { name: `POST ${request}/resume` },
  { name: `POST ${request}/backup` },
  { name: `POST ${request}/backup/waive` },
  { name: `POST ${request}/work` },
  {
    name: `POST ${request}/memo`,
    retained: ({ memo }: { memo: { sha256: string } }, ids) => void (ids['sha256'] = memo.sha256),
  },
  {
    name: `POST ${request}/memo/confirm`,
    body: ({ sha256 }) => ({ side: 'vendor', person: '李强', sha256: sha256! }),
  },
  { name: `POST ${request}/priority` },
  { name: `POST ${request}/assign` },
  { name: 'GET /persons' },
  ...onVisit('quote', 'accept', 'schedule', 'arrive', 'finish'),
  ...onVisit('quote', 'refuse'),
  ...onVisit('quote', 'accept', 'arrive', 'refuse-entry'),
  ...onVisit('cancel'),
  { name: `POST ${request}/resolve` },
  { name: `POST ${request}/close` },
  { name: 'GET /surveys/{token}', before: surveySent },
  { name: 'POST /surveys/{token}' },
  { name: `POST ${request}/follow-up/reply` },
  { name: 'GET /resolutions/{token}', before: linked('resolution', 1) },
  { name: 'POST /resolutions/{token}', example: 'accept' },
  { name: `POST ${request}/reopen` },
  { name: `POST ${request}/resolve` },
  { name: 'POST /resolutions/{token}', example: 'reopen', before: linked('resolution', 2) },
  another('deniedId', 'toCustomerId'),
  on('deniedId', 'decide'),
  on('deniedId', 'goodwill'),
  on('deniedId', 'refer'),
  on('deniedId', 'decline'),
  another('mergedId'),
  on('mergedId', 'merge', { body: ({ requestId }) => ({ intoRequestId: requestId! }) }),
  on('mergedId', 'unmerge'),
  on('mergedId', 'cancel'),
  {
    name: `GET ${request}/files/{sha256}`,
    ids: ({ mergedId }) => ({ requestId: mergedId! }),
    before: attached,
  },
  on('mergedId', 'erase-text'),
];
