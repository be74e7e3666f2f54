import { describe, expect, it } from '@jest/globals';
import { contractFacts } from '../../../domain/contract/contract.facts.js';
import { customerFacts } from '../../../domain/customer/customer.facts.js';
import type { Recorded, Role } from '../../../domain/kernel/envelope.js';
import { languages } from '../../../domain/kernel/vocabulary.js';
import { mergesFacts } from '../../../domain/merges/merges.facts.js';
import { obligationFacts } from '../../../domain/obligation/obligation.facts.js';
import { policyFacts } from '../../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../../domain/release/release.facts.js';
import { writeEvent, type Surroundings } from '../../../src/explanations/event-sentence.js';
import { roleNames } from '../../../src/explanations/event-texts.js';
import { differencesOf } from '../../../src/explanations/recorded-changes.js';
import { writingIn } from '../../../src/explanations/writing.js';
import { contract } from '../../../domain/contract/contract.js';
import { customer } from '../../../domain/customer/customer.js';
import { faultsOf } from '../../support/sentences.js';

const money = { amount: '12000.00', currency: 'CNY' };
const facts = {
  customerId: 'cus_1a2b3c',
  fromCustomerId: 'cus_1a2b3c',
  toCustomerId: 'cus_2a2b3c',
  absorbedId: 'cus_1a2b3c',
  intoId: 'cus_2a2b3c',
  contractId: 'con_1a2b3c',
  contractNo: 'A-1',
  code: 'K-1',
  name: 'Haidong',
  series: 'EKP',
  level: 'vip',
  region: 'unknown',
  kind: 'major-upgrade',
  service: 'health-check',
  amount: money,
  purchasedOn: '2026-03-01',
  signedOn: '2026-03-01',
  firstDay: '2026-03-01',
  lastDay: '2027-02-28',
  validFrom: '2026-03-01',
  validTo: null,
  performedOn: '2026-03-01',
  paidOn: '2026-03-01',
  from: '2026-03-01',
  on: '2026-03-01',
  fromVersion: '4.11',
  targetVersion: '5.00',
  version: '4.11',
  publishedAt: '2026-03-01T02:00:00.000Z',
  effectiveFrom: '2026-03-01',
  reason: 'Q1',
  recipients: 2,
  suppression: 'licence-revoked',
};
/** `from` and `to` of these are codes. */
const codes: Readonly<Record<string, object>> = {
  ...Object.fromEntries(Object.keys(obligationFacts).map((type) => [type, { kind: 'renewal-reminder' }])),
  CustomerLevelChanged: { from: 'standard', to: 'key' },
  CustomerRegionChanged: { from: 'outside', to: 'suburb' },
};
const streams = {
  'contract-con_1a2b3c': contractFacts,
  'customer-cus_1a2b3c': customerFacts,
  'merges-all': mergesFacts,
  'policy-all': policyFacts,
  'release-1': releaseFacts,
  'obligation-1': obligationFacts,
};
const events = Object.entries(streams).flatMap(([stream, types]) =>
  Object.keys(types).map((type) => [type, stream] as const),
);

const recorded = (type: string, stream: string, meta: object = {}): Recorded =>
  ({
    id: '1',
    vendor: 'seeyon',
    stream: `seeyon.${stream}`,
    revision: 3,
    position: 17,
    type,
    schema: 1,
    data: { ...facts, ...codes[type] },
    meta: {
      effectiveAt: '2026-02-28T16:00:00.000Z',
      recordedAt: '2026-03-05T02:00:00.000Z',
      actor: 'key_1',
      role: 'sales',
      channel: 'http',
      correlationId: 'c',
      keyHash: 'k',
      bodyHash: 'b',
      ...meta,
    },
  }) as Recorded;

const around: Surroundings = {
  customers: new Map([
    ['cus_1a2b3c', 'Haidong'],
    ['cus_2a2b3c', 'Linhai'],
  ]),
  contractNo: 'A-1',
  changed: [],
  actorName: 'CRM',
};

describe('the sentence of an event', () => {
  it.each(events)(
    'of %s (%s) has no code, id, UTC instant, empty place or word of another language',
    (type, stream) => {
      for (const language of languages) {
        const writing = writingIn(language, 'Asia/Shanghai');
        const onBehalfOf = { subject: 'con_1a2b3c.behalf', plain: 'Li' };
        for (const meta of [{}, { onBehalfOf }, { onBehalfOf: { subject: 'con_1a2b3c.behalf', erased: true } }])
          for (const actorName of ['CRM', null]) {
            const shown = writeEvent(recorded(type, stream, meta), { ...around, actorName }, writing);
            expect(faultsOf(shown.sentence, language)).toEqual([]);
            expect(faultsOf(shown.text, language)).toEqual([]);
            expect(shown.sentence).not.toMatch(/ {2}|，，|：：/);
            expect(shown.parts.map(({ text }) => text).join('')).toBe(shown.sentence);
            expect(shown.sentence).toContain('Q1');
            expect(shown.by).toEqual({
              name: actorName,
              role: 'sales',
              onBehalfOf: 'plain' in (meta.onBehalfOf ?? {}) ? 'Li' : null,
            });
          }
      }
    },
  );

  it('names what a reader can open, the vendor’s day, and who recorded it for whom', () => {
    const meta = { onBehalfOf: { subject: 'con_1a2b3c.behalf', plain: '李 四' } };
    expect(
      writeEvent(
        recorded('ContractTransferred', 'contract-con_1a2b3c', meta),
        around,
        writingIn('zh-CN', 'Asia/Shanghai'),
      ),
    ).toEqual({
      position: 17,
      text: '合同 A-1 自 2026年3月1日（周日）起由 Haidong 转让给 Linhai：Q1',
      sentence: '合同 A-1 自 2026年3月1日（周日）起由 Haidong 转让给 Linhai：Q1。CRM（销售）代李 四登记。',
      parts: [
        { text: '合同 ' },
        { kind: 'contract', id: 'con_1a2b3c', text: 'A-1' },
        { text: ' 自 2026年3月1日（周日）起由 ' },
        { kind: 'customer', id: 'cus_1a2b3c', text: 'Haidong' },
        { text: ' 转让给 ' },
        { kind: 'customer', id: 'cus_2a2b3c', text: 'Linhai' },
        { text: '：Q1。CRM（销售）代李 四登记。' },
      ],
      recordedAt: '2026-03-05T02:00:00.000Z',
      effectiveDay: '2026-03-01',
      by: { name: 'CRM', role: 'sales', onBehalfOf: '李 四' },
      reason: 'Q1',
      changed: [],
    });
  });

  it('has one name for each role and language', () => {
    for (const [column] of languages.entries())
      expect(new Set(Object.values(roleNames).map((names) => names[column])).size).toBe(
        (Object.keys(roleNames) as Role[]).length,
      );
  });

  it('compares nothing with a state that holds nothing', () => {
    const writing = writingIn('en', 'Asia/Shanghai');
    expect(differencesOf(contract.initial, contract.initial, String, writing)).toEqual([]);
    expect(differencesOf(customer.initial, customer.initial, String, writing)).toEqual([]);
  });
});
