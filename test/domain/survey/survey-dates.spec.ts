import { describe, expect, it } from '@jest/globals';
import { isCalendar, workingCalendar } from '../../../domain/kernel/calendar.js';
import {
  followUpDue,
  surveyClosesAt,
  surveyDue,
  surveyReminderDue,
  type SurveyTerms,
} from '../../../domain/survey/survey-dates.js';

/** Days in Shanghai; the closings and make-up days of the winter of 2025 and spring of 2026. */
const calendar = workingCalendar({
  hours: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
    { days: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
  ],
  holidays: {
    years: [2025, 2026],
    holidays: [
      '2026-02-15',
      '2026-02-16',
      '2026-02-17',
      '2026-02-18',
      '2026-02-19',
      '2026-02-20',
      '2026-02-21',
      '2026-02-22',
      '2026-02-23',
    ],
    makeUpDays: ['2026-02-14', '2026-02-28'],
  },
  makeUpDays: true,
  closedDays: [],
  openDays: [],
  zone: 'Asia/Shanghai',
});
if (!isCalendar(calendar)) throw new Error(calendar.fault);
const terms: SurveyTerms = {
  hotline: calendar,
  at: '09:00',
  sendAfterWorkingDays: 1,
  remindAfterWorkingDays: 3,
  closeAfterDays: 14,
  followUpAtOrBelow: 2,
  followUpWithinWorkingDays: 2,
};

const datesOf = (closedAt: string) => {
  const sent = surveyDue(closedAt, terms);
  const reminded = surveyReminderDue(sent.at, terms);
  return {
    sentAt: sent.at,
    remindAt: reminded.at,
    closesAt: surveyClosesAt(sent.at, terms),
    provisional: [sent.provisional, reminded.provisional],
  };
};

describe('S22: the dates of a survey', () => {
  it('of a request closed on a Friday (worked answer 32)', () => {
    expect(datesOf('2025-12-05T08:00:00.000Z')).toEqual({
      sentAt: '2025-12-08T01:00:00.000Z',
      remindAt: '2025-12-11T01:00:00.000Z',
      closesAt: '2025-12-22T16:00:00.000Z',
      provisional: [false, false],
    });
    expect(followUpDue('2025-12-09T02:00:00.000Z', terms)).toEqual({
      at: '2025-12-11T10:00:00.000Z',
      provisional: false,
    });
  });

  it('K2: make-up days count, holidays do not (worked answer 31)', () => {
    expect(datesOf('2026-02-13T09:00:00.000Z')).toEqual({
      sentAt: '2026-02-14T01:00:00.000Z',
      remindAt: '2026-02-26T01:00:00.000Z',
      closesAt: '2026-02-28T16:00:00.000Z',
      provisional: [false, false],
    });
  });

  it('the day of closing counts by the zone of the vendor, to its last instant', () => {
    expect(surveyDue('2025-12-07T15:59:59.999Z', terms).at).toBe('2025-12-08T01:00:00.000Z');
    expect(surveyDue('2025-12-07T16:00:00.000Z', terms).at).toBe('2025-12-09T01:00:00.000Z');
  });

  it('one that was sent late is reminded and closed as much later', () => {
    const sentAt = '2025-12-10T03:30:00.000Z';
    expect(surveyReminderDue(sentAt, terms).at).toBe('2025-12-15T01:00:00.000Z');
    expect(surveyClosesAt(sentAt, terms)).toBe('2025-12-24T16:00:00.000Z');
  });

  it('K2: a date past the announced years is provisional', () => {
    expect(datesOf('2026-12-30T08:00:00.000Z')).toEqual({
      sentAt: '2026-12-31T01:00:00.000Z',
      remindAt: '2027-01-05T01:00:00.000Z',
      closesAt: '2027-01-14T16:00:00.000Z',
      provisional: [false, true],
    });
    expect(followUpDue('2026-12-30T02:00:00.000Z', terms).provisional).toBe(true);
  });
});
