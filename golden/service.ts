import type { Day } from '../domain/kernel/civil.js';
import { streamName } from '../domain/kernel/envelope.js';
import type { ObligationEvent } from '../domain/obligation/obligation.events.js';
import { Tokens } from '../src/mails/mails.port.js';
import { ObligationRunner } from '../src/obligations/obligations.port.js';
import { numberedNow } from '../src/platform/ordinals/numbered-now.js';
import type { GoldenApplication } from './open-application.js';
import type { ScenarioStep } from './scenario.js';

/** What a vendor's requests are about. */
export interface Served {
  readonly vendor: string;
  /** Of the product that the served customer buys. */
  readonly series: string;
  readonly version: string;
  readonly person: string;
}

/** A month of requests for service at a vendor: every type of event that they, their surveys and what is owed make. */
export const serviceOf = (served: Served): readonly ScenarioStep[] => [
  ...customersOf(served),
  ...lifeOf(served),
  ...withoutRight(served),
  ...mergesOf(served),
  ...surveysOf(served),
];

const steps = ({ vendor }: Served) => {
  const call = (on: Day, path: string, body: object, as?: string): ScenarioStep => ({
    on,
    vendor,
    path,
    body,
    ...(as !== undefined && { as: `${vendor}-${as}` }),
  });
  const register = (on: Day, as: string, more: object = {}, customer = 'served'): ScenarioStep =>
    call(
      on,
      '/requests',
      {
        customerId: `{${vendor}-${customer}.id}`,
        service: 'maintenance',
        channel: 'hotline',
        urgency: 'normal',
        title: '审批流程无法提交',
        ...more,
      },
      as,
    );
  const act = (on: Day, request: string, path: string, body: object, as?: string): ScenarioStep =>
    call(on, `/requests/{${vendor}-${request}.id}/${path}`, body, as);
  /** What is due is dealt with, by the clock of the scenario. */
  const settled = (on: Day): ScenarioStep => ({ on, vendor, work: settle });
  return { vendor, call, register, act, settled };
};

const customersOf = (served: Served): readonly ScenarioStep[] => {
  const { vendor, call } = steps(served);
  const { series, version, person } = served;
  const product = { series, name: series, version };
  return [
    call(
      '2026-06-08',
      '/customers',
      {
        code: 'GS1',
        name: '济南丁方',
        level: 'vip',
        region: 'city',
        customerManager: { name: '周敏', email: 'served-manager@example.com' },
        contacts: [{ name: person, email: 'served@example.com', role: 'lead', notify: true }],
      },
      'served',
    ),
    call('2026-06-08', '/customers', { code: 'GS2', name: '烟台戊方', level: 'standard', region: 'suburb' }, 'without'),
    call(
      '2026-06-08',
      '/contracts',
      {
        customerId: `{${vendor}-served.id}`,
        contractNo: 'G-S1',
        licenceNo: 'L-S1',
        purchasedOn: '2026-06-08',
        product,
      },
      'service',
    ),
    call('2026-06-08', '/intakes', { channel: 'email', receivedAt: '2026-06-08', from: person }, 'mail'),
  ];
};

/** Acknowledged, waited for, secured, worked on, agreed to wait, visited, resolved. */
const lifeOf = (served: Served): readonly ScenarioStep[] => {
  const { vendor, register, act, settled } = steps(served);
  const by = '张工';
  const visited = (...acts: readonly (readonly [path: string, body: object])[]): readonly ScenarioStep[] => [
    act('2026-06-09', 'life', 'visits', { reason: '现场排查' }, 'visit'),
    ...acts.map(([path, body]) => act('2026-06-09', 'life', `visits/{${vendor}-visit.visitId}/${path}`, body)),
  ];
  const quoted = [
    'quote',
    {
      fee: { amount: '2000.00', currency: 'CNY' },
      travel: { basis: 'fixed', amount: { amount: '300', currency: 'CNY' } },
    },
  ] as const;
  const accepted = ['accept', { acceptedBy: served.person }] as const;
  return [
    register('2026-06-09', 'life', {
      urgency: 'high',
      description: '提交时提示网络错误',
      contact: `{${vendor}-served.contacts.0.contactId}`,
      intakeId: `{${vendor}-mail.id}`,
      contractId: `{${vendor}-service.id}`,
    }),
    act('2026-06-09', 'life', 'priority', { urgency: 'critical', reason: '全公司停用' }),
    act('2026-06-09', 'life', 'acknowledge', { by }),
    act('2026-06-09', 'life', 'assign', { owner: '赵工', satisfactionOwner: '钱经理' }),
    act('2026-06-09', 'life', 'wait', { kind: 'information', text: '请提供日志', until: '2026-06-10' }),
    act('2026-06-09', 'life', 'interactions', { direction: 'inbound', channel: 'phone', text: '日志已发', minutes: 5 }),
    act('2026-06-09', 'life', 'backup', {
      confirmedBy: served.person,
      takenAt: '2026-06-09T01:00:00.000Z',
      location: 'D 盘',
      disclaimerAccepted: true,
    }),
    act('2026-06-09', 'life', 'backup/waive', { reason: '紧急', consentBy: served.person }),
    act('2026-06-09', 'life', 'work', { mode: 'remote', by, tool: 'TeamViewer' }),
    act('2026-06-09', 'life', 'memo', { text: '报表慢', solution: '下一补丁', plannedOn: '2026-06-12' }, 'memo'),
    ...(['vendor', 'customer'] as const).map((side) =>
      act('2026-06-09', 'life', 'memo/confirm', {
        side,
        person: side === 'vendor' ? by : served.person,
        sha256: `{${vendor}-memo.memo.sha256}`,
      }),
    ),
    ...visited(
      quoted,
      accepted,
      ['schedule', { startsAt: '2026-06-10T02:00:00.000Z', engineer: by, customerWish: true }],
      ['arrive', { by }],
      ['finish', { by, signedBy: served.person, minutes: 60, summary: '已更换网线' }],
    ),
    ...visited(quoted, ['refuse', { refusedBy: served.person }]),
    ...visited(quoted, accepted, ['arrive', { by }], ['refuse-entry', { by, reason: '门卫未放行' }]),
    ...visited(['cancel', { agreedBy: served.person, reason: '远程即可' }]),
    act('2026-06-09', 'life', 'resolve', { resolution: '已恢复', by }),
    act('2026-06-09', 'life', 'close', { confirmedBy: served.person }),
    { on: '2026-06-09', vendor, work: (application) => registerWithFile(application, vendor, 'GS1') },
    // Its response is due on the same day.
    register('2026-06-09', 'late'),
    settled('2026-06-09'),
    settled('2026-06-10'),
    act('2026-06-10', 'late', 'cancel', { reason: '误登记' }),
  ];
};

/** Denied, and then granted, served out of goodwill, or referred and declined; its texts erased. */
const withoutRight = (served: Served): readonly ScenarioStep[] => {
  const { vendor, call, register, act } = steps(served);
  const { series, version } = served;
  return [
    ...['granted', 'goodwill', 'declined'].map((as) => register('2026-06-11', as, { urgency: 'low' }, 'without')),
    act('2026-06-11', 'goodwill', 'goodwill', { reason: '老客户' }),
    act('2026-06-11', 'declined', 'refer', { to: 'renewal' }),
    act('2026-06-11', 'declined', 'decline', { reason: '未签服务合同' }),
    act('2026-06-11', 'declined', 'erase-text', { reason: '本人要求' }),
    call('2026-06-11', '/contracts', {
      customerId: `{${vendor}-without.id}`,
      contractNo: 'G-S2',
      licenceNo: 'L-S2',
      purchasedOn: '2026-06-11',
      product: { series, name: series, version },
    }),
    act('2026-06-11', 'granted', 'decide', {}),
  ];
};

const mergesOf = (served: Served): readonly ScenarioStep[] => {
  const { vendor, register, act } = steps(served);
  return [
    register('2026-06-11', 'twice'),
    register('2026-06-11', 'once'),
    act('2026-06-11', 'twice', 'merge', { intoRequestId: `{${vendor}-once.id}` }),
    act('2026-06-11', 'twice', 'unmerge', { reason: '两个问题' }),
    act('2026-06-11', 'twice', 'merge', { intoRequestId: `{${vendor}-once.id}` }),
  ];
};

/** One superseded by a reopening, one answered low and followed up, one that nobody answers; one closed by silence. */
const surveysOf = (served: Served): readonly ScenarioStep[] => {
  const { vendor, register, act, settled } = steps(served);
  const by = '张工';
  const contact = `{${vendor}-served.contacts.0.contactId}`;
  return [
    act('2026-06-11', 'life', 'reopen', { reason: '又出现' }),
    act('2026-06-11', 'life', 'resolve', { resolution: '已彻底修复', by }),
    act('2026-06-11', 'life', 'close', { confirmedBy: served.person }),
    register('2026-06-11', 'unanswered', { contact }),
    act('2026-06-11', 'unanswered', 'resolve', { resolution: '已处理', by }),
    act('2026-06-11', 'unanswered', 'close', { confirmedBy: served.person }),
    register('2026-06-11', 'silent', { contact }),
    act('2026-06-11', 'silent', 'resolve', { resolution: '已处理', by }),
    settled('2026-06-11'),
    settled('2026-06-12'),
    { on: '2026-06-12', vendor, work: (application) => answerSurvey(application, vendor) },
    act('2026-06-12', 'life', 'follow-up/reply', { action: '更换网卡', text: '已更换，请再试', by }),
    { on: '2026-06-12', vendor, work: (application) => bounceAndRetry(application, vendor) },
    settled('2026-06-12'),
    settled('2026-07-01'),
  ];
};

const settle = async ({ app, stores }: GoldenApplication): Promise<void> => {
  const runner = app.get(ObligationRunner, { strict: false });
  const reached = async () => stores.views.reached(await numberedNow(stores.events, stores.ordinals), 60_000);
  await runner.start();
  await reached();
  await runner.refresh();
  await runner.idle();
  await reached();
};

const answerOf = async (application: GoldenApplication, vendor: string, path: string): Promise<never> => {
  const { status, text } = await application.call({ vendor, method: 'GET', path });
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  return JSON.parse(text) as never;
};

/** The request whose survey is open for the second time: the link in its mail is followed. */
const answerSurvey = async (application: GoldenApplication, vendor: string): Promise<void> => {
  const found: { items: { id: string; promises: { id: string }[] }[] } = await answerOf(
    application,
    vendor,
    '/requests?customerCode=GS1&state=closed',
  );
  const { id } = found.items.find(({ promises }) => promises.some((each) => each.id.endsWith('-respond-2')))!;
  const { contact }: { contact: string } = await answerOf(application, vendor, `/requests/${id}`);
  const token = application.app.get(Tokens, { strict: false }).make('survey', [vendor, id, '2', contact]);
  const body = { score: 2, comment: '修了两次' };
  const { status, text } = await application.call({ vendor, method: 'POST', path: `/surveys/${token}`, body });
  if (status !== 200) throw new Error(`the survey of ${id} was answered ${status}: ${text}`);
};

/** A mail that was accepted comes back; what nobody could be written to about is tried once more. */
const bounceAndRetry = async (application: GoldenApplication, vendor: string): Promise<void> => {
  const { app, stores, key } = application;
  const found = async (state: string): Promise<string> => {
    const path = `/obligations?customerCode=GS1&kind=request-received&state=${state}`;
    const { items }: { items: { id: string }[] } = await answerOf(application, vendor, path);
    return items[0]!.id;
  };
  const stream = streamName(vendor, 'obligation', await found('sent'));
  const events = await stores.ledger.streams.read<ObligationEvent>(vendor, stream);
  const { messageId } = events.find((event) => event.type === 'MailAccepted')!.data;
  const mailServer = await stores.apiKeys.create({ vendor, role: 'system', name: 'golden', customerId: null });
  for (const [url, token, body] of [
    ['/mail/bounces', mailServer.token, { messageId, status: '5.1.1' }],
    [`/obligations/${await found('suppressed')}/retry`, key, undefined],
  ] as const) {
    const headers = { authorization: `Bearer ${token}`, 'ledger-vendor': vendor };
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers,
      ...(body !== undefined && { payload: body }),
    });
    if (answer.statusCode > 299) throw new Error(`${url} was answered ${answer.statusCode}: ${answer.body}`);
  }
};

/** A6: a file that comes with a registration; forms need a connection. */
const registerWithFile = async ({ app, key }: GoldenApplication, vendor: string, code: string): Promise<void> => {
  if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
  const form = new FormData();
  const body = { customerCode: code, service: 'maintenance', channel: 'email', urgency: 'low', title: '日志见附件' };
  form.set('body', JSON.stringify(body));
  form.set('files', new Blob(['connection refused\n']), 'error.log');
  const headers = { authorization: `Bearer ${key}`, 'ledger-vendor': vendor };
  const answer = await fetch(`${await app.getUrl()}/api/v1/requests`, { method: 'POST', headers, body: form });
  if (answer.status !== 201)
    throw new Error(`a request with a file was answered ${answer.status}: ${await answer.text()}`);
};
