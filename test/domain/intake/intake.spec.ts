import { describe, expect, it } from '@jest/globals';
import type { IntakeEvent } from '../../../domain/intake/intake.events.js';
import { intake, type IntakeCommand } from '../../../domain/intake/intake.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { personal } from '../../../domain/kernel/personal.js';
import fc from '../../support/fast-check.js';
import { deciding } from '../../support/deciding.js';

const { given } = deciding(intake);
const subject = 'int_1.text';
const facts = {
  intakeId: 'int_1',
  channel: 'hotline',
  receivedAt: '2025-12-01T01:00:00.000Z',
  from: { name: personal(subject, '王芳') },
  text: personal(subject, '打不开报表'),
} as const;
const now = '2025-12-01T02:00:00.000Z';
const act = { at: '2025-12-01T01:00:20.000Z', now, role: 'support', reason: null, backHours: 24 } as const;
const by = { id: 'usr_1' };
const receive = { kind: 'receive', ...facts, at: facts.receivedAt, now } as const satisfies IntakeCommand;
const why = personal(subject, '系统停机');
const answer: IntakeCommand = { kind: 'answer', by, callback: false, ...act };
const close: IntakeCommand = { kind: 'close', as: 'spam', ...act };
const received: IntakeEvent = { type: 'IntakeReceived', data: facts };
const answered: IntakeEvent = { type: 'IntakeAnswered', data: { at: act.at, by, callback: false } };
const closed: IntakeEvent = { type: 'IntakeClosed', data: { at: act.at, as: 'spam' } };

describe('R18: an intake', () => {
  it('R2: is logged with its arrival, however long ago, not in the future', () => {
    given().when(receive).then(received);
    given(received).when(receive).then();
    given()
      .when({ ...receive, now: '2026-12-01T02:00:00.000Z' })
      .then(received);
    given()
      .when({ ...receive, now: '2025-12-01T00:59:59.999Z' })
      .refuses('at-in-future', 'A4', { at: facts.receivedAt, now: '2025-12-01T00:59:59.999Z' });
    given()
      .when({ ...receive, at: '2025-12-01T00:59:59.999Z' })
      .refuses('at-too-early', 'A4', { at: '2025-12-01T00:59:59.999Z', since: facts.receivedAt });
  });

  it('is answered once', () => {
    given(received).when(answer).then(answered);
    given(received, answered).when(answer).refuses('intake-answered', 'R18', { answeredAt: act.at });
    given().when(answer).refuses('intake-unknown', 'R2');
  });

  it('is closed with one reason, and can still be answered', () => {
    given(received).when(close).then(closed);
    given(received, closed).when(close).then();
    given(received, closed)
      .when({ ...close, as: 'abandoned' })
      .refuses('intake-closed', 'R18', { as: 'spam' });
    given(received, closed).when(answer).then(answered);
  });

  it('A4: no act is in the future or before the one that led to its state', () => {
    given(received)
      .when({ ...answer, at: '2025-12-01T02:00:00.001Z' })
      .refuses('at-in-future', 'A4', { at: '2025-12-01T02:00:00.001Z', now });
    given(received)
      .when({ ...answer, at: '2025-12-01T00:59:59.999Z' })
      .refuses('at-too-early', 'A4', { at: '2025-12-01T00:59:59.999Z', since: facts.receivedAt });
    given(received, answered)
      .when({ ...close, at: facts.receivedAt })
      .refuses('at-too-early', 'A4', { at: facts.receivedAt, since: act.at });
  });

  it('A4: one that is a day old is recorded by an admin with a reason alone', () => {
    const late = { ...answer, now: '2025-12-02T01:00:20.001Z' } as const;
    given(received)
      .when({ ...late, now: '2025-12-02T01:00:20.000Z' })
      .then(answered);
    given(received).when(late).refuses('needs-admin', 'A4', { value: act.at });
    given(received)
      .when({ ...late, reason: why })
      .refuses('needs-admin', 'A4', { value: act.at });
    given(received)
      .when({ ...late, role: 'admin' })
      .refuses('needs-admin', 'A4', { value: act.at });
    given(received)
      .when({ ...late, role: 'admin', reason: why })
      .then({ type: 'IntakeAnswered', data: { at: act.at, reason: why, by, callback: false } });
  });

  it('A7: its texts are erased once', () => {
    const erase: IntakeCommand = { kind: 'erase-text', subject, because: '本人要求', at: now };
    const erased: IntakeEvent = { type: 'TextErased', data: { subject, because: '本人要求' } };
    given(received).when(erase).then(erased);
    given(received, erased).when(erase).then();
    given().when(erase).refuses('intake-unknown', 'R2');
  });

  it('C11: whatever is sent, it is answered and closed at most once', () => {
    const command = fc.constantFrom<IntakeCommand>(receive, answer, { ...answer, callback: true }, close, {
      ...close,
      as: 'abandoned',
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
        const history: IntakeEvent[] = [];
        for (const each of commands) {
          const decided = intake.decide(each, fold(intake, history));
          if (!(decided instanceof Refusal)) history.push(...decided);
        }
        const types = history.map(({ type }) => type);
        expect(new Set(types).size).toBe(types.length);
      }),
    );
  });
});
