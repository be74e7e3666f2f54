import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractEvent } from '../domain/contract/contract.events.js';
import type { CustomerEvent } from '../domain/customer/customer.events.js';
import type { ImportEvent } from '../domain/import/import.events.js';
import type { IntakeEvent } from '../domain/intake/intake.events.js';
import type { Day } from '../domain/kernel/civil.js';
import { streamName } from '../domain/kernel/envelope.js';
import type { MergeEvent } from '../domain/merges/merges.events.js';
import type { AnswerVersionEvent, CalendarEvent, PolicyEvent, TextsEvent } from '../domain/policy/policy.events.js';
import type { ObligationEvent } from '../domain/obligation/obligation.events.js';
import type { RequestMergeEvent } from '../domain/request-merges/request-merges.events.js';
import type { RequestEvent } from '../domain/request/request.events.js';
import type { ReleaseEvent } from '../domain/release/release.events.js';
import type { ReservationEvent } from '../domain/reservation/reservation.events.js';
import type { WebhookEvent } from '../domain/webhooks/webhooks.events.js';
import { FileFault } from '../src/imports/reading/file-fault.js';
import { CommandBus } from '@nestjs/cqrs';
import { importLocalFile } from '../src/cli/import-local-file.js';
import { FailAddress } from '../src/customers/customers.port.js';
import { ImportJobs } from '../src/imports/jobs/import-jobs.js';
import { UndoImport } from '../src/imports/undo-import.command.js';
import { derivedId } from '../src/platform/ledger/identity.js';
import type { GoldenApplication } from './open-application.js';
import { serviceOf } from './service.js';

/**
 * Every type of event that the ledger can hold: a new one does not compile until it is listed here and the scenario
 * below records one.
 */
export const eventTypes = {
  ContractPurchased: true,
  ContractRenewed: true,
  PaymentReceived: true,
  TermCancelled: true,
  ContractSuspended: true,
  ContractResumed: true,
  ContractTerminated: true,
  ContractReinstated: true,
  ContractTransferred: true,
  LicenceRevoked: true,
  LicenceRestored: true,
  AgreementSigned: true,
  UpgradeExercised: true,
  AllowanceUsed: true,
  AllowanceGivenBack: true,
  ContractCorrected: true,
  PaymentCorrected: true,
  PaymentTakenBack: true,
  AgreementCorrected: true,
  AgreementTakenBack: true,
  UpgradeCorrected: true,
  UpgradeTakenBack: true,
  TransferCorrected: true,
  TransferTakenBack: true,
  Abandoned: true,
  CustomerRegistered: true,
  CustomerRenamed: true,
  CustomerLevelChanged: true,
  CustomerRegionChanged: true,
  CustomerManagerAssigned: true,
  ContactAdded: true,
  ContactChanged: true,
  ContactRemoved: true,
  TopicsChanged: true,
  AddressFailed: true,
  ContactErased: true,
  PolicyPublished: true,
  CalendarPublished: true,
  ConditionTextsPublished: true,
  AnswerVersionAdopted: true,
  ReleasePublished: true,
  ReleaseRescheduled: true,
  Reserved: true,
  Released: true,
  CustomersMerged: true,
  CustomerMergeUndone: true,
  ImportStarted: true,
  ImportFinished: true,
  ImportFailed: true,
  ImportUndoStarted: true,
  ImportUndone: true,
  IntakeReceived: true,
  IntakeAnswered: true,
  IntakeClosed: true,
  TextErased: true,
  RequestRegistered: true,
  PromiseGiven: true,
  PromiseRecomputed: true,
  PromiseKept: true,
  PromiseBroken: true,
  PromiseVoided: true,
  PromiseReopened: true,
  RequestAcknowledged: true,
  InteractionRecorded: true,
  WaitBegun: true,
  WaitEnded: true,
  BackupConfirmed: true,
  BackupWaived: true,
  WorkStarted: true,
  MemoWritten: true,
  MemoConfirmed: true,
  MemoAgreed: true,
  PriorityChanged: true,
  RequestAssigned: true,
  RequestDecided: true,
  GoodwillGranted: true,
  RequestReferred: true,
  VisitRequested: true,
  VisitQuoted: true,
  VisitAccepted: true,
  VisitRefused: true,
  VisitScheduled: true,
  VisitArrived: true,
  VisitEntryRefused: true,
  VisitFinished: true,
  VisitCancelled: true,
  RequestResolved: true,
  RequestClosed: true,
  RequestReopened: true,
  RequestDeclined: true,
  RequestCancelled: true,
  RequestMerged: true,
  RequestAbsorbed: true,
  RequestUnmerged: true,
  SurveySent: true,
  SurveyAnswered: true,
  SurveyClosed: true,
  SurveySuperseded: true,
  FollowUpOpened: true,
  FollowUpReplied: true,
  RequestsMerged: true,
  RequestsUnmerged: true,
  ObligationClaimed: true,
  MailAccepted: true,
  MailFailed: true,
  ObligationSent: true,
  ObligationDone: true,
  ObligationSuppressed: true,
  ObligationSuperseded: true,
  ObligationRetried: true,
  ContractWithdrawn: true,
  CustomerWithdrawn: true,
  WebhookSubscribed: true,
  WebhookChanged: true,
  WebhookPaused: true,
  WebhookResumed: true,
  WebhookSecretRotated: true,
  WebhookDeleted: true,
} satisfies Record<
  (
    | ContractEvent
    | CustomerEvent
    | PolicyEvent
    | CalendarEvent
    | TextsEvent
    | AnswerVersionEvent
    | ReleaseEvent
    | ReservationEvent
    | MergeEvent
    | ImportEvent
    | IntakeEvent
    | ObligationEvent
    | RequestEvent
    | RequestMergeEvent
    | WebhookEvent
  )['type'],
  true
>;

/**
 * One call of the API on a day, or what no call does. `{name.member}` in a path or body is a member of the response
 * stored as `name`.
 */
export type ScenarioStep = { readonly on: Day; readonly vendor: string } & (
  | {
      readonly path: string;
      readonly body: object;
      readonly method?: 'PATCH' | 'DELETE';
      readonly as?: string;
      readonly refused?: true;
    }
  | { readonly work: (application: GoldenApplication) => Promise<void> }
);

interface NameParts {
  readonly vendor: string;
  readonly series: string;
  readonly installed: string;
  readonly minor: string;
  readonly major: string;
  readonly toMajor: number;
  readonly name: string;
  readonly other: string;
  readonly person: string;
}
const vendors: readonly NameParts[] = [
  {
    vendor: 'seeyon',
    series: 'EKP',
    installed: '4.11',
    minor: '4.20',
    major: '5.00',
    toMajor: 5,
    name: '青岛甲方科技有限公司',
    other: '潍坊乙方集团',
    person: '王芳',
  },
  {
    vendor: 'huaruan',
    series: 'HRHIS',
    installed: '8.12',
    minor: '8.50',
    major: '9.00',
    toMajor: 9,
    name: '臺北甲方醫院',
    other: '高雄乙方醫院',
    person: '陳美玲',
  },
];

/** Two years at both vendors that make every type of event, in the order of the days. */
export const scenario = (): readonly ScenarioStep[] =>
  vendors
    .flatMap((nameParts) => [...stepsOf(nameParts), ...serviceOf({ ...nameParts, version: nameParts.installed })])
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

const stepsOf = (nameParts: NameParts): readonly ScenarioStep[] => {
  const { vendor, series, installed, minor, major, toMajor, person } = nameParts;
  const call = (on: Day, path: string, body: object, as?: string): ScenarioStep => ({
    on,
    vendor,
    path,
    body,
    ...(as !== undefined && { as: `${vendor}-${as}` }),
  });
  const change = (on: Day, body: object): ScenarioStep => ({
    on,
    vendor,
    method: 'PATCH',
    path: `/customers/{${vendor}-first.id}`,
    body,
  });
  const contract = (on: Day, path: string, body: object, as?: string): ScenarioStep =>
    call(on, `/contracts/{${vendor}-contract.id}${path}`, body, as);
  const product = {
    series,
    name: series,
    version: installed,
    modules: [{ code: 'CRM', customized: true }, { code: 'HR' }],
  };
  const buy = (no: string, customer: string, licence = no) => ({
    customerId: `{${vendor}-${customer}.id}`,
    contractNo: `G-${no}`,
    licenceNo: `L-${licence}`,
    purchasedOn: '2025-03-01',
    product,
    fee: { amount: '80000.00', currency: 'CNY' },
  });
  return [
    call(
      '2025-03-01',
      '/customers',
      {
        code: 'G1',
        name: nameParts.name,
        level: 'key',
        region: 'city',
        customerManager: '李强',
        contacts: [
          { name: person, email: 'first@example.com', phone: '13900000001', role: 'it' },
          { name: '赵磊', phone: '13900000002' },
          { name: '孙莉' },
        ],
      },
      'first',
    ),
    call(
      '2025-03-01',
      '/customers',
      { code: 'G2', name: nameParts.other, level: 'standard', region: 'unknown' },
      'second',
    ),
    call('2025-03-01', '/contracts', buy('1', 'first'), 'contract'),
    call('2025-03-02', '/contracts', { ...buy('2', 'first'), purchasedOn: '2024-02-29', freePeriod: 'P6M' }, 'short'),
    // The licence is taken: the number is given back.
    { ...call('2025-03-03', '/contracts', buy('3', 'second', '1')), refused: true } as ScenarioStep,
    { on: '2025-03-04', vendor, work: (application) => abandonClaim(application, vendor) },
    call('2025-03-05', '/contracts', buy('dead', 'second')),
    call('2025-05-20', '/releases', { series, version: minor, publishedAt: '2025-06-01', notes: '说明' }),
    call('2025-06-01', '/releases', { series, version: major, publishedAt: '2025-09-01' }),
    call('2025-06-10', '/releases/reschedule', {
      series,
      version: major,
      publishedAt: '2025-10-01',
      reason: '发布推迟',
    }),
    call('2025-06-11', '/intakes', { channel: 'hotline', receivedAt: '2025-06-10', from: nameParts.person }, 'intake'),
    call('2025-06-11', `/intakes/{${vendor}-intake.id}/answer`, { by: nameParts.person, callback: true }),
    call('2025-06-11', `/intakes/{${vendor}-intake.id}/close`, { reason: 'abandoned' }),
    call('2025-06-12', `/intakes/{${vendor}-intake.id}/erase-text`, { reason: '本人要求' }),
    contract('2025-06-15', '/agreements', {
      kind: 'major-upgrade',
      signedOn: '2025-06-15',
      validFrom: '2025-10-15',
      toMajor,
      fee: { amount: '30000.00', currency: 'CNY' },
    }),
    contract(
      '2025-06-15',
      '/agreements',
      { kind: 'onsite', signedOn: '2025-06-15', validFrom: '2025-06-15', validTo: '2025-12-31' },
      'onsite',
    ),
    contract('2025-06-16', '/agreements', {
      kind: 'requirement',
      signedOn: '2025-06-16',
      validFrom: '2025-07-01',
      scope: '报表',
    }),
    contract('2025-07-01', '/upgrades', { targetVersion: minor, performedOn: '2025-07-01' }, 'upgrade'),
    contract('2025-07-02', '/allowance-uses', { service: 'health-check', on: '2025-07-02' }, 'use'),
    contract('2025-07-03', `/allowance-uses/{${vendor}-use.useId}/give-back`, { reason: '客户取消' }),
    contract('2025-07-04', '/allowance-uses', { service: 'health-check', on: '2025-07-04', reference: 'HC-1' }),
    contract('2025-08-01', '/suspend', { from: '2025-08-01', reason: '搬迁', extend: true }),
    contract('2025-08-31', '/resume', { on: '2025-09-01', extend: true }),
    contract(
      '2026-01-15',
      '/renewals',
      { signedOn: '2026-01-15', period: 'P1Y', payment: 'due', fee: { amount: '12000.00', currency: 'CNY' } },
      'renewal',
    ),
    contract('2026-01-16', '/renewals', { signedOn: '2026-01-16', lastDay: '2028-06-30' }, 'queued'),
    contract('2026-02-01', '/payments', {
      termId: `{${vendor}-renewal.termId}`,
      amount: '5000.00',
      paidOn: '2026-02-01',
    }),
    contract(
      '2026-02-20',
      '/payments',
      { termId: `{${vendor}-renewal.termId}`, amount: '7000.00', paidOn: '2026-02-20', invoiceNo: 'F-1' },
      'payment',
    ),
    contract('2026-02-21', `/terms/{${vendor}-queued.termId}/cancel`, { from: '2027-12-01', reason: '改用另一份合同' }),
    contract('2026-03-10', '/corrections', { reason: '合同号录错', contractNo: 'G-1-A' }),
    contract('2026-03-11', '/corrections', { reason: '购买日录错', purchasedOn: '2025-02-27' }),
    contract('2026-03-20', '/licence/revoke', { reason: '用于未登记的服务器' }),
    contract('2026-03-25', '/licence/restore', { reason: '已补登记' }),
    contract('2026-04-01', '/terminate', { from: '2026-04-05', reason: '客户停用' }),
    contract('2026-04-10', '/reinstate', { reason: '误操作' }),
    change('2026-04-11', { name: `${nameParts.name}（更名）`, region: 'suburb', customerManager: '周敏' }),
    change('2026-04-12', {
      contacts: [
        {
          contactId: `{${vendor}-first.contacts.0.contactId}`,
          name: person,
          email: 'changed@example.com',
          role: 'lead',
        },
      ],
    }),
    change('2026-04-12', {
      customerManager: { name: '周敏', email: 'manager@example.com', phone: '13700000001' },
      contacts: [
        {
          contactId: `{${vendor}-first.contacts.0.contactId}`,
          name: person,
          email: 'changed@example.com',
          role: 'lead',
          language: 'en',
          topics: ['contract', 'release'],
        },
      ],
    }),
    { on: '2026-04-12', vendor, work: (application) => failAddress(application, vendor) },
    change('2026-04-13', { removeContacts: [`{${vendor}-first.contacts.1.contactId}`] }),
    call('2026-04-14', `/customers/{${vendor}-first.id}/contacts/{${vendor}-first.contacts.2.contactId}/erase`, {
      reason: '本人要求',
    }),
    // Enough replaced facts that the views of a customer turn to more than one page.
    ...Array.from({ length: 90 }, (_, index) =>
      change('2026-04-15', { level: (['standard', 'vip', 'key'] as const)[index % 3] }),
    ),
    contract('2026-05-01', '/transfer', { toCustomerId: `{${vendor}-second.id}`, from: '2026-05-02' }, 'transfer'),
    call('2026-05-05', '/customers', { code: 'G3', name: nameParts.name, level: 'vip', region: 'city' }, 'third'),
    call('2026-05-06', '/contracts', { ...buy('4', 'third'), purchasedOn: '2026-05-06' }),
    call('2026-05-07', `/customers/{${vendor}-third.id}/merge`, {
      intoCustomerId: `{${vendor}-first.id}`,
      reason: '重复登记',
    }),
    call('2026-05-08', `/customers/{${vendor}-third.id}/merge/undo`, { reason: '并非同一客户' }),
    call('2026-06-01', `/customers/{${vendor}-third.id}/merge`, {
      intoCustomerId: `{${vendor}-first.id}`,
      reason: '确为重复登记',
    }),
    ...webhooksOf(vendor),
    { on: '2026-05-10', vendor, work: (application) => policyAnew(application, vendor) },
    { on: '2026-05-20', vendor, work: (application) => importedAndUndone(application, vendor, series) },
    call('2026-06-02', `/contracts/{${vendor}-short.id}/renewals`, { signedOn: '2026-06-02', period: 'P6M' }, 'late'),
    call('2026-06-03', `/contracts/{${vendor}-short.id}/corrections`, {
      reason: '首日录错',
      terms: [{ termId: `{${vendor}-late.termId}`, firstDay: '2026-05-15' }],
    }),
    ...mistakesOf(vendor),
  ];
};

/** Facts that were recorded by mistake, first corrected, then taken back. */
const mistakesOf = (vendor: string): readonly ScenarioStep[] => {
  const fact = (on: Day, path: string, body: object): ScenarioStep => ({
    on,
    vendor,
    path: `/contracts/{${vendor}-contract.id}/${path}`,
    body: { ...body, reason: '误登记' },
  });
  const payment = `payments/{${vendor}-payment.paymentId}`;
  const agreement = `agreements/{${vendor}-onsite.agreementId}`;
  const upgrade = `upgrades/{${vendor}-upgrade.upgradeId}`;
  const transfer = `transfers/{${vendor}-transfer.transferId}`;
  return [
    fact('2026-06-04', `${payment}/correct`, { paidOn: '2026-02-25' }),
    fact('2026-06-04', `${agreement}/correct`, { validTo: '2025-11-30' }),
    fact('2026-06-04', `${upgrade}/correct`, { performedOn: '2025-07-03' }),
    fact('2026-06-04', `${transfer}/correct`, { from: '2026-05-03' }),
    fact('2026-06-05', `${payment}/take-back`, {}),
    fact('2026-06-05', `${agreement}/take-back`, {}),
    fact('2026-06-05', `${upgrade}/take-back`, {}),
    fact('2026-06-05', `${transfer}/take-back`, {}),
  ];
};

/**
 * One that is kept, with two secrets, and one that ended. The addresses are numbers, so that nothing asks a name
 * server.
 */
const webhooksOf = (vendor: string): readonly ScenarioStep[] => {
  const at = { on: '2026-05-09', vendor } as const;
  const own = (path = ''): string => `/webhooks/{${vendor}-webhook.id}${path}`;
  return [
    {
      ...at,
      path: '/webhooks',
      body: { url: 'https://8.8.8.8/events', types: ['ContractPurchased', 'ContractRenewed'] },
      as: `${vendor}-webhook`,
    },
    {
      ...at,
      path: '/webhooks',
      body: { url: 'https://8.8.4.4/events', types: ['ContactAdded'], includePersonal: true },
      as: `${vendor}-ended`,
    },
    {
      ...at,
      method: 'PATCH',
      path: own(),
      body: { url: 'https://8.8.8.8/changed', types: ['CustomersMerged', 'ContractPurchased'] },
    },
    { ...at, method: 'PATCH', path: own(), body: { paused: true } },
    { ...at, method: 'PATCH', path: own(), body: { paused: false } },
    { ...at, path: own('/rotate-secret'), body: { overlapHours: 24 } },
    { ...at, method: 'DELETE', path: `/webhooks/{${vendor}-ended.id}`, body: {} },
  ];
};

/** A number whose owner died before it was written: the next claimant abandons it. */
const abandonClaim = async ({ stores }: GoldenApplication, vendor: string): Promise<void> => {
  const request = {
    actor: { id: 'golden', role: 'admin' },
    channel: 'http',
    correlationId: 'golden',
    scope: 'golden',
    key: 'dead',
    body: null,
  } as const;
  const owner = { ownerId: 'con_dead', ownerStream: streamName(vendor, 'contract', 'con_dead') };
  const failure = new Error('died');
  await stores.reservations
    .claiming(vendor, [{ kind: 'contract-no', value: 'G-dead' }], owner, request, () => Promise.reject(failure))
    .catch((error: unknown) => {
      if (error !== failure) throw error;
    });
};

/** Mail to the manager was refused for good. */
const failAddress = async (application: GoldenApplication, vendor: string): Promise<void> => {
  const { text } = await application.call({ vendor, method: 'GET', path: '/customers?code=G1' });
  const [{ id, manager }] = (
    JSON.parse(text) as { items: [{ id: string; manager: { managerId: string; email: string } }] }
  ).items;
  const request = {
    actor: { id: 'golden', role: 'system' },
    channel: 'mail',
    correlationId: 'golden',
    scope: 'golden mail',
    key: 'failed',
    body: null,
  } as const;
  const failure = { personId: manager.managerId, address: manager.email, code: '5.1.1' };
  const bus = application.app.get(CommandBus, { strict: false });
  await bus.execute(new FailAddress(vendor, { customerId: id }, failure, request));
};

const policyAnew = async (application: GoldenApplication, vendor: string): Promise<void> => {
  const { policy } = JSON.parse(
    (await application.call({ vendor, method: 'GET', path: `/policies/${vendor}/versions/2` })).text,
  ) as { policy: { version: number; services: { training: object } } };
  const body = {
    ...policy,
    version: policy.version + 1,
    effectiveFrom: '2026-06-01',
    services: { ...policy.services, training: { ...policy.services.training, travelCostOnCustomer: false } },
  };
  const { status, text } = await application.call({
    vendor,
    method: 'POST',
    path: `/policies/${vendor}/versions`,
    body,
  });
  if (status > 299) throw new Error(`the golden policy of ${vendor} was not published: ${text}`);
};

const heading =
  '客户编号,客户名称,客户级别,地区,合同号,许可证号,产品系列,产品名称,版本,定制模块,购买日期,续费记录,联系人,电话,邮箱,客户经理,备注';

/** An import that stays, one that is taken back, and one of a file that is no export. */
const importedAndUndone = async ({ app }: GoldenApplication, vendor: string, series: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'golden-import-'));
  const actor = { id: 'golden', role: 'admin' } as const;
  const run = (name: string, ...records: readonly string[]) => {
    writeFileSync(join(folder, name), records.join('\r\n'));
    return importLocalFile(app, {
      file: join(folder, name),
      vendor,
      actor,
      language: 'en',
      dryRun: false,
      importId: derivedId('imp', vendor, 'golden', name),
    });
  };
  const record = (n: number) =>
    `I${n},导入客户${n},重点,市内,I-${n},IL-${n},${series},${series},4.11,,2025-03-01,2026-03-02~2027-03-01,王芳,` +
    '13900000009,import@example.com,李强,备注';
  await run('stays', heading, record(1));
  const { importId } = await run('taken back', heading, record(2), record(3));
  const request = { actor, channel: 'http', correlationId: 'golden', scope: 'golden undo', key: 'undo', body: null };
  const undo = new UndoImport(vendor, { importId }, { reason: '文件有误' }, request);
  await app.get(CommandBus, { strict: false }).execute(undo);
  await app.get(ImportJobs, { strict: false }).idle();
  await run('no export', 'a,b').catch((error: unknown) => {
    if (!(error instanceof FileFault)) throw error;
  });
  rmSync(folder, { recursive: true });
};
