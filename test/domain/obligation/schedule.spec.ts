import { describe, expect, it } from '@jest/globals';
import { addDays, epochOf, instantOf } from '../../../domain/kernel/civil.js';
import { isRenewed, type OwedContract, termsOfOwners } from '../../../domain/obligation/owed-contract.js';
import { scheduleOf } from '../../../domain/obligation/schedule.js';
import { suppressionOf } from '../../../domain/obligation/suppression.js';
import { turnOf } from '../../../domain/obligation/supersession.js';
import {
  edgeReminderCases,
  inUtc,
  type ReminderCase,
  reminderCases,
  sentLater,
} from '../../fixtures/obligations/reminders.js';
import fc from '../../support/fast-check.js';
import { bookWith, holidays2025And2026, testPolicy } from '../../support/published.js';

const zone = 'Asia/Shanghai';
const book = bookWith();
const rolling = book.policyOf(1, testPolicy.effectiveFrom).hours(book.calendarAt(Infinity));
const { reminders } = testPolicy;

/** The contract of a case as it is in the end. */
const contractOf = ({ signedOn, lastDay, recordedAt, ...given }: ReminderCase): OwedContract => {
  const at = given.renewed?.recordedAt ?? given.suspended?.recordedAt ?? recordedAt;
  const imported = given.imported === true;
  const basis = { recordedAt: inUtc(at), imported };
  const term = { signedOn: given.renewed?.signedOn ?? signedOn, firstDay: signedOn, lastDay, policyVersion: 1 };
  const buyer = { customerId: 'cus_a', from: null, recordedAt: inUtc(recordedAt), imported };
  const transferee = given.transferred && {
    customerId: 'cus_b',
    from: given.transferred.from,
    recordedAt: inUtc(given.transferred.recordedAt),
    imported: false,
  };
  return {
    contractId: 'con_k',
    contractNo: 'K',
    product: 'EKP 4.11',
    terms: [{ termId: 'trm_k', ...term, ...basis }],
    owners: transferee === undefined ? [buyer] : [buyer, transferee],
    suspensions: [],
    terminatedFrom: null,
    licenceValid: true,
    withdrawn: false,
  };
};

const of = (contract: OwedContract, figures = reminders) => {
  const group = termsOfOwners(contract, zone).at(-1)!;
  return scheduleOf(group, figures, rolling).map((each) => ({
    ...each,
    id: String(each.offset),
    endsAfter: each.offset < 0 ? group.term.lastDay : null,
  }));
};

/** What a runner that wakes at each instant, but not while it is down, makes of a schedule. */
const endingsOf = (the: ReminderCase) => {
  const schedule = of(contractOf(the));
  const ends = new Map<number, string>();
  const [down, up] = (the.down ?? ['2020-01-01 00:00', '2020-01-01 00:00']).map((at) => epochOf(inUtc(at))) as [
    number,
    number,
  ];
  const instants = [...schedule.map(({ firesAt }) => firesAt), up, rolling.hotline.nextOpening(up)].sort(
    (a, b) => a - b,
  );
  for (const at of instants) {
    if ((at >= down && at < up) || !rolling.hotline.isOpen(at)) continue;
    const open = schedule.filter(({ backfilled, offset }) => !backfilled && !ends.has(offset));
    const { goes, superseded } = turnOf(open, at, zone);
    for (const { obligation } of superseded) ends.set(obligation.offset, 'superseded');
    if (goes !== undefined) ends.set(goes.offset, instantOf(at));
  }
  return schedule.map((each) => [
    each.offset,
    instantOf(each.dueAt),
    each.backfilled ? 'backfilled' : ends.get(each.offset),
    each.catchUp,
  ]);
};

describe('O1-O8: the reminders and notices of a term', () => {
  it.each([...reminderCases, ...edgeReminderCases].map((each) => [each.what, each] as const))(
    'of a contract: %s',
    (what, the) => {
      expect(endingsOf(the)).toEqual(
        the.endings.map(([offset, due, end]) => [
          offset,
          inUtc(due),
          end === 'sent' || end === 'caught-up'
            ? inUtc(sentLater[what]?.[offset] ?? due)
            : end === 'overtaken'
              ? 'superseded'
              : end,
          end === 'caught-up' || end === 'overtaken',
        ]),
      );
    },
  );

  const k = contractOf(reminderCases[0]!);

  it('O5: an offset whose day is not after the day of signing does not exist', () => {
    const signedOn = (day: string) =>
      of({ ...k, terms: [{ ...k.terms[0]!, signedOn: day }] }).map(({ offset }) => offset);
    expect(signedOn('2025-11-30')).toEqual([-90, -60, -30, -7, -1, 1, 30]);
    expect(signedOn('2025-12-01')).toEqual([-60, -30, -7, -1, 1, 30]);
  });

  it('O8: a new calendar moves what is rolled, by the same nominal days', () => {
    const before = of(k).find(({ offset }) => offset === -60)!;
    const closed = { ...holidays2025And2026, holidays: [...holidays2025And2026.holidays, '2025-12-31'] };
    const moved = bookWith([], { calendars: [{ version: 'cn-2026-later', position: 9, holidays: closed }] });
    const newest = moved.policyOf(1, testPolicy.effectiveFrom).hours(moved.calendarAt(Infinity));
    const after = scheduleOf(termsOfOwners(k, zone)[0]!, reminders, newest).find(({ offset }) => offset === -60)!;
    expect([before.nominalOn, instantOf(before.dueAt)]).toEqual(['2025-12-31', inUtc('2025-12-31 09:00')]);
    expect([after.nominalOn, instantOf(after.dueAt)]).toEqual(['2025-12-31', inUtc('2025-12-30 09:00')]);
  });

  it('O8, K2: a day past the last announced year is provisional', () => {
    const of2027 = of({ ...k, terms: [{ ...k.terms[0]!, signedOn: '2026-01-20', lastDay: '2027-01-20' }] });
    expect(of2027.map(({ offset, provisional }) => [offset, provisional])).toEqual([
      [-90, false],
      [-60, false],
      [-30, false],
      [-7, true],
      [-1, true],
      [1, true],
      [30, true],
    ]);
  });

  it('O4: each owner has reminders of its own; the first one has none of a term recorded after its time', () => {
    const transferred = contractOf(reminderCases.find(({ transferred }) => transferred !== undefined)!);
    const second = {
      ...transferred.terms[0]!,
      termId: 'trm_2',
      lastDay: '2027-03-01',
      recordedAt: inUtc('2026-02-10 10:00'),
    };
    const groups = termsOfOwners({ ...transferred, terms: [...transferred.terms, second] }, zone);
    expect(groups.map(({ term, ownerId }) => [term.termId, ownerId])).toEqual([
      ['trm_k', 'cus_a'],
      ['trm_k', 'cus_b'],
      ['trm_2', 'cus_b'],
    ]);
  });

  it('O2, O7: derived twice it is the same, and of each day at most one goes', () => {
    const days = fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-06-01', days));
    const instants = fc.integer({ min: epochOf(inUtc('2024-06-01 00:00')), max: epochOf(inUtc('2026-11-30 00:00')) });
    fc.assert(
      fc.property(
        days,
        days,
        instants,
        fc.boolean(),
        fc.array(instants, { maxLength: 12 }),
        (signedOn, lastDay, at, imported, wakes) => {
          const contract: OwedContract = {
            ...k,
            terms: [{ ...k.terms[0]!, signedOn, lastDay, recordedAt: instantOf(at), imported }],
            owners: [{ customerId: 'cus_a', from: null, recordedAt: instantOf(at), imported }],
          };
          const schedule = of(contract);
          expect(of(contract)).toEqual(schedule);
          expect(schedule.filter(({ catchUp }) => catchUp).length).toBeLessThanOrEqual(1);
          const ended = new Set<string>();
          for (const now of [...wakes].sort((a, b) => a - b)) {
            const open = schedule.filter(({ id, backfilled }) => !backfilled && !ended.has(id));
            const { goes, superseded } = turnOf(open, now, zone);
            const dealt = [...superseded.map(({ obligation }) => obligation), ...(goes === undefined ? [] : [goes])];
            // Nothing twice, nothing early, and nothing that is due is left.
            for (const { id, firesAt } of dealt) {
              expect([id, ended.has(id), firesAt <= now]).toEqual([id, false, true]);
              ended.add(id);
            }
            expect(open.filter(({ id, firesAt }) => firesAt <= now && !ended.has(id))).toEqual([]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('O3: what keeps a reminder from being sent', () => {
  const k = contractOf(reminderCases[0]!);
  const reasonOf = (contract: OwedContract, at = '2026-01-30 09:00', ownerId = 'cus_a') =>
    suppressionOf(contract, { termId: 'trm_k', ownerId, lastDay: '2026-03-01' }, epochOf(inUtc(at)), zone);

  it('O5: a renewal counts where its term begins on the day after, not after a gap', () => {
    const renewed = (firstDay: string): OwedContract => ({
      ...k,
      terms: [...k.terms, { ...k.terms[0]!, termId: 'trm_2', firstDay, lastDay: '2027-03-01' }],
    });
    expect([reasonOf(renewed('2026-03-02')), reasonOf(renewed('2026-03-03'))]).toEqual(['renewed', null]);
    expect(isRenewed(k, '2026-03-01')).toBe(false);
  });

  it('O3, C3: no notice goes to whoever renewed late and is served again; until then it goes', () => {
    const late: OwedContract = {
      ...k,
      terms: [...k.terms, { ...k.terms[0]!, termId: 'trm_2', firstDay: '2026-03-31', lastDay: '2027-03-31' }],
    };
    expect([reasonOf(late, '2026-03-02 09:00'), reasonOf(late, '2026-03-31 09:00')]).toEqual([null, 'renewed']);
  });

  it('C6: a termination by the last day, or by the day of firing', () => {
    const terminated = (from: string): OwedContract => ({ ...k, terminatedFrom: from });
    expect(reasonOf(terminated('2026-02-20'))).toBe('terminated');
    expect(reasonOf(terminated('2026-03-20'))).toBe(null);
    expect(reasonOf(terminated('2026-03-20'), '2026-03-31 09:00')).toBe('terminated');
  });

  it('C5: a suspension of that day', () => {
    const suspended = (to: string | null): OwedContract => ({
      ...k,
      suspensions: [{ suspensionId: 'sus_1', from: '2026-01-15', to }],
    });
    expect([reasonOf(suspended(null)), reasonOf(suspended('2026-01-30')), reasonOf(suspended('2026-01-29'))]).toEqual([
      'suspended',
      'suspended',
      null,
    ]);
  });

  it('C7, C8, C9: a transfer, a revoked licence, another last day, an import that was undone', () => {
    expect(reasonOf(k)).toBe(null);
    expect(reasonOf(k, '2026-01-30 09:00', 'cus_b')).toBe('transferred');
    expect(reasonOf({ ...k, licenceValid: false })).toBe('licence-revoked');
    expect(reasonOf({ ...k, terms: [{ ...k.terms[0]!, lastDay: '2026-04-01' }] })).toBe('withdrawn');
    expect(reasonOf({ ...k, withdrawn: true })).toBe('withdrawn');
  });
});
