import fc from '../../support/fast-check.js';
import type { ContractEvent } from '../../../domain/contract/contract.events.js';
import { addDays, dayOfNumber, dayNumber, type Day, type Instant } from '../../../domain/kernel/civil.js';
import { channels, levels, regions, services, urgencies } from '../../../domain/kernel/vocabulary.js';
import { freeTerm, History, paidTerm } from '../../support/history.js';
import type { QuestionInput } from '../../support/sheets.js';

const first = dayNumber('2025-01-01');
export const someDay: fc.Arbitrary<Day> = fc.integer({ min: first, max: first + 900 }).map(dayOfNumber);
const later = fc.integer({ min: first + 900, max: first + 1300 }).map(dayOfNumber);
const instantOn = (day: fc.Arbitrary<Day>): fc.Arbitrary<Instant> =>
  fc
    .tuple(day, fc.constantFrom('00:00:00.000', '03:30:00.000', '16:00:00.000', '15:59:59.999'))
    .map(([day, time]) => `${day}T${time}Z`);
const someInstant = instantOn(someDay);
const length = fc.integer({ min: 0, max: 200 });
const contracts = ['con_1', 'con_2', 'con_3'] as const;
const customers = ['cus_a', 'cus_b'] as const;

const free = someDay.map((day) => freeTerm(day));
const version = fc.constantFrom('4.12', '4.20', '5.00', '6.10');

/** `few` is the number of one of the terms, suspensions, agreements and uses: the fewer, the more often they meet. */
const contractEvents = (few: fc.Arbitrary<number>): fc.Arbitrary<ContractEvent> => {
  const term = fc
    .record({ n: few, firstDay: someDay, days: length, due: fc.boolean(), paidOn: fc.option(someDay) })
    .map(({ n, firstDay, days, due, paidOn }) =>
      paidTerm(`trm_${n}`, firstDay, {
        lastDay: addDays(firstDay, days),
        payment: due ? 'due' : 'paid',
        paidOn: due ? null : paidOn,
      }),
    );
  const change = fc.record({
    terms: fc
      .array(term, { maxLength: 2 })
      .map((all) => all.filter((item, i) => all.findIndex((other) => other.termId === item.termId) === i)),
    removed: fc.constant<string[]>([]),
  });
  return fc.oneof(
    {
      weight: 3,
      arbitrary: term.map((item): ContractEvent => ({
        type: 'ContractRenewed',
        data: { term: item, gapClosed: false },
      })),
    },
    {
      weight: 2,
      arbitrary: term.map((item): ContractEvent => ({
        type: 'PaymentReceived',
        data: {
          paymentId: 'p',
          termId: item.termId,
          amount: { amount: '1.00', currency: 'CNY' },
          paidOn: item.firstDay,
          invoiceNo: null,
          settled: item.payment === 'paid',
          term: item,
        },
      })),
    },
    fc.tuple(few, someDay).map(([n, from]): ContractEvent => ({
      type: 'TermCancelled',
      data: { termId: `trm_${n}`, from, reason: 'r', movedUp: false, terms: [], removed: [`trm_${n}`] },
    })),
    {
      weight: 4,
      arbitrary: fc.tuple(few, someDay, fc.option(length), change).map(([n, from, days, moved]): ContractEvent => ({
        type: 'ContractSuspended',
        data: {
          suspensionId: `sus_${n}`,
          from,
          to: days === null ? null : addDays(from, days),
          reason: 'r',
          extend: false,
          ...moved,
        },
      })),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(few, someDay).map(([n, on]): ContractEvent => ({
        type: 'ContractResumed',
        data: { suspensionId: `sus_${n}`, on, extend: false, terms: [], removed: [] },
      })),
    },
    someDay.map((from): ContractEvent => ({ type: 'ContractTerminated', data: { from, reason: 'r' } })),
    { weight: 2, arbitrary: fc.constant<ContractEvent>({ type: 'ContractReinstated', data: { reason: 'r' } }) },
    fc.tuple(fc.constantFrom(...customers), someDay).map(([toCustomerId, from]): ContractEvent => ({
      type: 'ContractTransferred',
      data: { fromCustomerId: 'cus_a', toCustomerId, from },
    })),
    {
      weight: 2,
      arbitrary: fc.constantFrom<ContractEvent>(
        { type: 'LicenceRevoked', data: { reason: 'r' } },
        { type: 'LicenceRestored', data: { reason: 'r' } },
      ),
    },
    fc
      .tuple(few, someDay, fc.option(length), fc.constantFrom('major-upgrade', 'requirement', 'onsite'))
      .map(([n, validFrom, days, kind]): ContractEvent => ({
        type: 'AgreementSigned',
        data: {
          agreementId: `agr_${n}`,
          kind,
          signedOn: validFrom,
          validFrom,
          validTo: days === null ? null : addDays(validFrom, days),
          toMajor: kind === 'major-upgrade' ? 5 : null,
          scope: null,
          fee: null,
        },
      })),
    fc.tuple(few, version, someDay).map(([n, targetVersion, performedOn]): ContractEvent => ({
      type: 'UpgradeExercised',
      data: {
        upgradeId: `upg_${n}`,
        fromVersion: '4.11',
        targetVersion,
        performedOn,
        module: null,
        decision: {
          at: '2025-01-01T00:00:00.000Z',
          knownPosition: 1,
          entitled: true,
          outcome: 'granted',
          reason: 'covered',
          policyVersion: 1,
          receipt: 'sha256:0',
        },
      },
    })),
    fc.tuple(few, few, someDay).map(([n, t, on]): ContractEvent => ({
      type: 'AllowanceUsed',
      data: { useId: `use_${n}`, service: 'health-check', termId: `trm_${t}`, on, reference: null },
    })),
    few.map((n): ContractEvent => ({ type: 'AllowanceGivenBack', data: { useId: `use_${n}`, reason: 'r' } })),
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.option(fc.constantFrom(...customers)),
          fc.option(someDay),
          fc.option(fc.constantFrom('A-1', 'Z-9')),
          fc.boolean(),
          change,
        )
        .map(([customerId, purchasedOn, contractNo, product, moved]): ContractEvent => ({
          type: 'ContractCorrected',
          data: {
            correctionId: 'c',
            reason: 'r',
            ...moved,
            facts: {
              ...(customerId === null ? {} : { customerId }),
              ...(purchasedOn === null ? {} : { purchasedOn }),
              ...(contractNo === null ? {} : { contractNo }),
              ...(product ? { product: { series: 'EKP', name: 'EKP', version: '4.20', modules: [] } } : {}),
            },
          },
        })),
    },
  );
};

type Step =
  | {
      readonly of: 'contract';
      readonly id: string;
      readonly event: ContractEvent;
      readonly days: number;
      readonly effectiveAt: Instant;
    }
  | {
      readonly of: 'level';
      readonly id: string;
      readonly to: (typeof levels)[number];
      readonly days: number;
      readonly effectiveAt: Instant;
    }
  | {
      readonly of: 'region';
      readonly id: string;
      readonly to: (typeof regions)[number];
      readonly days: number;
      readonly effectiveAt: Instant;
    }
  | {
      readonly of: 'release';
      readonly version: string;
      readonly publishedAt: Instant;
      readonly again: boolean;
      readonly days: number;
    };

const days = fc.integer({ min: 0, max: 40 });
const steps = (ids: number): fc.Arbitrary<Step> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        of: fc.constant('contract' as const),
        id: fc.constantFrom('con_1', ...contracts),
        event: contractEvents(fc.integer({ min: 0, max: ids - 1 })),
        days,
        effectiveAt: someInstant,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        of: fc.constant('level' as const),
        id: fc.constantFrom(...customers),
        to: fc.constantFrom(...levels),
        days,
        effectiveAt: someInstant,
      }),
    },
    fc.record({
      of: fc.constant('region' as const),
      id: fc.constantFrom(...customers),
      to: fc.constantFrom(...regions),
      days,
      effectiveAt: someInstant,
    }),
    fc.record({ of: fc.constant('release' as const), version, publishedAt: someInstant, again: fc.boolean(), days }),
  );

/** Anything a ledger might record of two customers and three contracts, sensible or not, recorded over years. */
export const someHistory = (maxLength: number, ids = 6): fc.Arbitrary<History> =>
  fc
    .tuple(fc.array(free, { minLength: 3, maxLength: 3 }), fc.array(steps(ids), { maxLength, size: 'max' }))
    .map(([terms, steps]) => {
      const history = new History();
      history.customer('cus_a');
      history.customer('cus_b', 'standard', 'unknown');
      contracts.forEach((contractId, i) => {
        const modules = [{ code: 'own', customized: i === 1 }];
        history.purchase({
          contractId,
          customerId: i === 2 ? 'cus_b' : 'cus_a',
          contractNo: `XS-${i}`,
          purchasedOn: terms[i]!.firstDay,
          product: { modules },
          term: { lastDay: terms[i]!.lastDay },
        });
      });
      let today: Day = '2025-06-01';
      for (const step of steps) {
        today = addDays(today, step.days);
        const recordedAt = `${today}T02:00:00.000Z`;
        if (step.of === 'contract')
          history.ofContract(step.event, step.id, { recordedAt, effectiveAt: step.effectiveAt });
        if (step.of === 'level')
          history.ofCustomer(
            step.id,
            { type: 'CustomerLevelChanged', data: { from: 'key', to: step.to } },
            { recordedAt, effectiveAt: step.effectiveAt },
          );
        if (step.of === 'region')
          history.ofCustomer(
            step.id,
            { type: 'CustomerRegionChanged', data: { from: 'city', to: step.to } },
            { recordedAt, effectiveAt: step.effectiveAt },
          );
        if (step.of === 'release') {
          const { version, publishedAt } = step;
          const event = step.again
            ? { type: 'ReleaseRescheduled', data: { series: 'EKP', version, publishedAt, reason: 'r' } }
            : { type: 'ReleasePublished', data: { series: 'EKP', version, publishedAt, notes: null } };
          history.record('release', `EKP-${version}`, event, { recordedAt });
        }
      }
      return history;
    });

export const someQuestion: fc.Arbitrary<QuestionInput> = fc
  .record({
    service: fc.constantFrom(...services),
    at: instantOn(fc.oneof({ weight: 3, arbitrary: someDay }, later)),
    customerId: fc.constantFrom(...customers),
    contractId: fc.option(fc.constantFrom(...contracts)),
    productSeries: fc.constantFrom(null, null, 'EKP', 'HRHIS'),
    channel: fc.option(fc.constantFrom(...channels)),
    urgency: fc.option(fc.constantFrom(...urgencies)),
    module: fc.constantFrom(null, null, 'own'),
    region: fc.option(fc.constantFrom(...regions)),
    target: fc.option(version),
  })
  .map(({ target, ...question }) => ({
    ...question,
    ...(target === null || (question.service !== 'upgrade' && question.service !== 'onsite')
      ? {}
      : { targetVersion: target }),
  }));
