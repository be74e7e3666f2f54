import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../domain/kernel/decider.js';
import { personal } from '../../../domain/kernel/personal.js';
import type { Score, SurveyEvent } from '../../../domain/survey/survey.events.js';
import { decideSurvey, evolveSurvey, type SurveyCommand, unsent } from '../../../domain/survey/survey.js';
import fc from '../../support/fast-check.js';

const closesAt = '2025-12-22T16:00:00.000Z';
const lastInstant = '2025-12-22T15:59:59.999Z';
const dueAt = '2025-12-11T10:00:00.000Z';
const cycle = 1;
const sentAt = '2025-12-08T01:00:00.000Z';
const at = lastInstant;
const about = { customerId: 'cus_1', service: 'maintenance', channel: 'hotline', priority: 'P3' } as const;
const comment = personal('req_1.text', '等了两天');
const sent: SurveyEvent = { type: 'SurveySent', data: { at: sentAt, cycle, closesAt, ...about } };
const answer = (score: Score, at = lastInstant): SurveyCommand => ({
  kind: 'answer',
  cycle,
  at,
  score,
  comment,
  followUpDueAt: score <= 2 ? dueAt : null,
});
const answered = (score: Score): SurveyEvent => ({ type: 'SurveyAnswered', data: { at, cycle, score, comment } });
const opened: SurveyEvent = { type: 'FollowUpOpened', data: { at, cycle, dueAt } };
const supersede: SurveyCommand = { kind: 'supersede', at, cycle };
const superseded: SurveyEvent = { type: 'SurveySuperseded', data: { at, cycle } };
const closed: SurveyEvent = { type: 'SurveyClosed', data: { at: closesAt, cycle } };
const reply: SurveyCommand = {
  kind: 'reply',
  at,
  cycle,
  action: personal('req_1.text', '重新安装'),
  text: personal('req_1.text', '已处理'),
  by: { id: 'usr_1' },
};

const after = (history: readonly SurveyEvent[], command: SurveyCommand) =>
  decideSurvey(command, history.reduce(evolveSurvey, unsent));
const refused = (code: ConstructorParameters<typeof Refusal>[0]) => new Refusal(code, 'S22', { cycle });

describe('S22: a survey', () => {
  it('is sent once', () => {
    expect(after([], { kind: 'send', at: sentAt, cycle, closesAt, about })).toStrictEqual([sent]);
    expect(after([sent], { kind: 'send', at: sentAt, cycle, closesAt, about })).toStrictEqual([]);
  });

  it('is answered once, until the instant at which it closes', () => {
    expect(after([sent], answer(4))).toStrictEqual([answered(4)]);
    expect(after([sent], answer(4, closesAt))).toStrictEqual(refused('survey-closed'));
    expect(after([sent, answered(4)], answer(4))).toStrictEqual(refused('survey-answered'));
    expect(after([sent, closed], answer(4))).toStrictEqual(refused('survey-closed'));
    expect(after([sent, superseded], answer(4))).toStrictEqual(refused('survey-superseded'));
    expect(after([], answer(4))).toStrictEqual(refused('survey-not-sent'));
  });

  it('that is answered 1 or 2 opens a follow-up, in the same append', () => {
    expect(after([sent], answer(2))).toStrictEqual([answered(2), opened]);
    expect(after([sent], answer(1))).toStrictEqual([answered(1), opened]);
    expect(after([sent], answer(3))).toStrictEqual([answered(3)]);
  });

  it('closes by itself where nobody answered, not before', () => {
    expect(after([sent], { kind: 'close', cycle, at: lastInstant })).toStrictEqual([]);
    expect(after([sent], { kind: 'close', cycle, at: closesAt })).toStrictEqual([closed]);
    expect(after([sent, answered(5)], { kind: 'close', cycle, at: closesAt })).toStrictEqual([]);
  });

  it('S8: is superseded by reopening while it is open; an answer stays', () => {
    expect(after([sent], supersede)).toStrictEqual([superseded]);
    expect(after([sent, answered(1), opened], supersede)).toStrictEqual([]);
    expect(after([sent, closed], supersede)).toStrictEqual([]);
    expect(after([], supersede)).toStrictEqual([]);
  });

  it('S8: a follow-up ends with a reply, once', () => {
    const replied: SurveyEvent = {
      type: 'FollowUpReplied',
      data: { at, cycle, action: reply.action, text: reply.text, by: reply.by },
    };
    expect(after([sent, answered(2), opened], reply)).toStrictEqual([replied]);
    expect(after([sent, answered(2), opened, replied], reply)).toStrictEqual(refused('follow-up-replied'));
    expect(after([sent, answered(5)], reply)).toStrictEqual(refused('follow-up-none'));
  });

  it('whatever is sent to it, it is answered at most once', () => {
    const command = fc.constantFrom<SurveyCommand>(
      { kind: 'send', at: sentAt, cycle, closesAt, about },
      answer(1),
      answer(5),
      answer(5, closesAt),
      { kind: 'close', cycle, at: closesAt },
      supersede,
      reply,
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const history: SurveyEvent[] = [];
        for (const each of commands) {
          const decided = after(history, each);
          if (!(decided instanceof Refusal)) history.push(...decided);
        }
        const ends = history.filter(({ type }) => /Answered|Closed|Superseded/.test(type));
        expect(ends.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
