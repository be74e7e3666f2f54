import { describe, expect, it } from '@jest/globals';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import { filesOf } from '../../../domain/request/attached.js';
import { request } from '../../../domain/request/request.js';
import type { Given, RequestAct, RequestCommand } from '../../../domain/request/request.commands.js';
import { deciding } from '../../support/deciding.js';
import {
  acts,
  asRole,
  command,
  decision,
  given,
  history,
  local,
  named,
  registration,
  text,
} from './request-commands.js';

const decider = deciding(request);
const reason = text('补录');
const registered = history(command(registration(), '12-01 09:00'));
const denied = history(command(registration({ entitled: false }), '12-01 09:00'));
const verdict = {
  promiseId: 'req_1-respond-1',
  dueAt: local('12-01 14:00'),
  priority: 'P3',
  pausedMinutes: {},
} as const;
const codeOf = (act: RequestAct, at: string, ...before: readonly RequestCommand[]) => {
  const outcome = request.decide(command(act, at), fold(request, history(...before)));
  return outcome instanceof Refusal ? outcome.code : outcome.map(({ type }) => type);
};

describe('registering', () => {
  it('R1, K8, D8: with its decision, and a response promised in the same append', () => {
    const { facts } = registration();
    decider
      .given()
      .when(command(registration(), '12-01 09:00'))
      .then(
        { type: 'RequestRegistered', data: { ...facts, at: local('12-01 09:00'), reason, priority: 'P3' } },
        {
          type: 'PromiseGiven',
          data: {
            at: local('12-01 09:00'),
            promiseId: 'req_1-respond-1',
            customerId: 'cus_1',
            service: 'maintenance',
            channel: 'hotline',
            requestedOn: '2025-12-01',
            kind: 'respond',
            cycle: 1,
            visitId: null,
            startAt: local('12-01 09:00'),
            urgency: 'normal',
            priority: 'P3',
            region: 'city',
            policyVersion: 1,
            calendarVersion: '2025-2026',
            dueAt: local('12-01 14:00'),
            atRiskAt: local('12-01 12:00'),
            clock: 'working-minutes',
            provisional: false,
          },
        },
      );
  });
  it('K4: without a right nothing is promised', () =>
    expect(denied.map(({ type }) => type)).toEqual(['RequestRegistered']));
  it('R16, K9: on site with a visit and its arrival', () =>
    expect(history(command(registration({ service: 'onsite' }), '12-01 09:00')).map(({ type }) => type)).toEqual([
      'RequestRegistered',
      'VisitRequested',
      'PromiseGiven',
      'PromiseGiven',
    ]));
  it('C11: once', () =>
    decider
      .given(...registered)
      .when(command(registration(), '12-01 09:00'))
      .then());
});

describe('K6, K11: verdicts', () => {
  const acknowledged = {
    type: 'RequestAcknowledged',
    data: { at: local('12-01 14:00'), reason, by: named('张工') },
  } as const;

  it('kept by the first act that counts, at the very instant it is due', () =>
    decider
      .given(...registered)
      .when(command(acts.acknowledge, '12-01 14:00'))
      .then(acknowledged, { type: 'PromiseKept', data: { ...verdict, at: local('12-01 14:00') } }));
  it('broken before a late act, from when it was due', () =>
    decider
      .given(...registered)
      .when(command(acts.acknowledge, '12-01 14:01'))
      .then(
        { type: 'PromiseBroken', data: { ...verdict, at: local('12-01 14:00') } },
        { ...acknowledged, data: { ...acknowledged.data, at: local('12-01 14:01') } },
      ));
  it('an act recorded later that was in time turns broken into kept', () => {
    const late = history(command(registration(), '12-01 09:00'), command(acts.interactions, '12-01 15:00'));
    decider
      .given(...late)
      .when(command(acts.acknowledge, '12-01 13:00'))
      .then(
        { ...acknowledged, data: { ...acknowledged.data, at: local('12-01 13:00') } },
        { type: 'PromiseKept', data: { ...verdict, at: local('12-01 13:00') } },
      );
  });
  it.each([
    ['an automatic reply', { ...acts.interactions, automatic: true }, 'admin'],
    ['an internal note', { ...acts.interactions, direction: 'internal' }, 'support'],
    ['a wait by the customer', acts.wait, 'customer'],
    ['an automatic wait', { ...acts.wait, automatic: true }, 'support'],
    ['a message by a system that names nobody', { ...acts.interactions, by: null }, 'system'],
  ] as const)('%s is no response', (_name, act, role) => {
    const events = request.decide(command(act, '12-01 09:10', asRole(role)), fold(request, registered));
    expect(events).not.toBeInstanceOf(Refusal);
    expect((events as readonly { type: string }[]).map(({ type }) => type)).not.toContain('PromiseKept');
  });
  it('recorded by the runner once it is past its due, and not at the due', () => {
    const overdue = { kind: 'overdue' } as const;
    decider
      .given(...registered)
      .when(command(overdue, '12-01 14:00'))
      .then();
    decider
      .given(...registered)
      .when(command(overdue, '12-01 14:01'))
      .then({ type: 'PromiseBroken', data: { ...verdict, at: local('12-01 14:00') } });
  });
  it('void where it is cancelled before it was due', () =>
    decider
      .given(...registered)
      .when(command(acts.cancel, '12-01 10:00'))
      .then(
        { type: 'RequestCancelled', data: { at: local('12-01 10:00'), reason } },
        { type: 'PromiseVoided', data: { ...verdict, at: local('12-01 10:00'), because: 'cancelled' } },
      ));
});

describe('R10, K10: waits', () => {
  const automatic = { ...acts.wait, automatic: true };
  const started = [command(registration(), '12-01 09:00'), command(automatic, '12-01 09:30')] as const;

  it('an open wait makes the due unknown, its end known again', () => {
    decider
      .given(...history(...started))
      .when(command(acts.resume, '12-01 10:30'))
      .then(
        { type: 'WaitEnded', data: { at: local('12-01 10:30'), reason, waitIds: ['wai_1'], kinds: ['information'] } },
        {
          type: 'PromiseRecomputed',
          data: {
            at: local('12-01 10:30'),
            promiseId: 'req_1-respond-1',
            priority: 'P3',
            dueAt: local('12-01 15:00'),
            atRiskAt: local('12-01 14:00'),
            clock: 'working-minutes',
            provisional: false,
          },
        },
      );
  });
  const inbound = { ...acts.interactions, direction: 'inbound', by: null } as const;
  it('what the customer answers ends it, unless it is no answer', () => {
    expect(codeOf(inbound, '12-01 10:00', ...started)).toContain('WaitEnded');
    expect(codeOf({ ...inbound, answers: false }, '12-01 10:00', ...started)).toEqual(['InteractionRecorded']);
  });
  it('`until` ends the pause and not the wait', () => {
    const until = { ...automatic, until: local('12-01 10:00') };
    const state = fold(request, history(started[0], command(until, '12-01 09:30')));
    expect(state).toMatchObject({ phase: 'registered', promises: [{ dueAt: local('12-01 14:30') }] });
    expect(codeOf(acts.resume, '12-01 11:00', started[0], command(until, '12-01 09:30'))).toEqual(['WaitEnded']);
  });
});

describe('R4, R13: the gate', () => {
  const remote = { ...acts.work, mode: 'remote' } as const;
  const start = command(registration(), '12-01 09:00');
  const at = (taken: string) => ({ ...acts.backup, takenAt: local(taken) });

  it('counts a backup of the last 24 hours, the 24th included', () => {
    expect(codeOf(remote, '12-01 10:00', start)).toBe('backup-not-confirmed');
    expect(codeOf(remote, '12-01 10:00', start, command(at('11-30 10:00'), '12-01 09:30'))).toContain('WorkStarted');
    expect(codeOf(remote, '12-01 10:01', start, command(at('11-30 10:00'), '12-01 09:30'))).toBe(
      'backup-not-confirmed',
    );
    expect(codeOf(at('12-01 09:31'), '12-01 09:30', start)).toBe('backup-in-future');
  });
  it('or a waiver as young', () => {
    expect(codeOf(remote, '12-02 09:30', start, command(acts['backup/waive'], '12-01 09:30'))).toContain('WorkStarted');
    expect(codeOf(remote, '12-02 09:31', start, command(acts['backup/waive'], '12-01 09:30'))).toBe(
      'backup-not-confirmed',
    );
  });
});

describe('R5, R15: the memo', () => {
  const start = [command(registration(), '12-01 09:00'), command(acts.memo, '12-01 09:10')] as const;
  const vendor = command(acts['memo/confirm'], '12-01 09:20');
  const customer = (more: object = {}) =>
    ({ ...acts['memo/confirm'], side: 'customer', person: named('王芳'), ...more }) as const;

  it('holds once both sides have confirmed, and pauses through its day', () => {
    const state = fold(request, history(...start, vendor, command(customer(), '12-01 09:30')));
    expect(state).toMatchObject({ waits: [{ kind: 'memo', from: local('12-01 09:30'), until: local('12-11 00:00') }] });
  });
  it.each([
    ['memo-hash-differs', customer({ sha256: 'hash2' })],
    ['memo-same-person', customer({ person: named(' 李强 ') })],
    ['memo-side-confirmed', acts['memo/confirm']],
  ] as const)('%s', (code, act) => expect(codeOf(act, '12-01 09:30', ...start, vendor)).toBe(code));
  it('A5: two of one name who are stated to be two', () =>
    expect(
      codeOf(customer({ person: named('李强'), differentPeople: true }), '12-01 09:30', ...start, vendor),
    ).toContain('MemoAgreed'));
  it('written anew, nobody has confirmed it', () =>
    expect(
      codeOf(customer({ sha256: 'hash2' }), '12-01 09:50', ...start, vendor, command(acts.memo, '12-01 09:40')),
    ).toEqual(['MemoConfirmed']));
});

describe('R16: a visit', () => {
  const money = { amount: '2000.00', currency: 'CNY' } as const;
  const start = [
    command(registration({ service: 'onsite' }), '12-01 09:00'),
    command(
      { kind: 'visit-quote', visitId: 'vis_1', fee: money, travel: { basis: 'actual', amount: null } },
      '12-01 09:05',
    ),
    command({ kind: 'visit-accept', visitId: 'vis_1', by: named('王芳') }, '12-01 09:10'),
  ] as const;

  it.each([
    ['12-02 17:59', false],
    ['12-02 18:00', true],
    ['12-06 10:00', true],
  ])('K1: that starts at %s is taken; outside the on-site hours: %s', (startsAt, outsideHours) => {
    const engineer = named('张工');
    const schedule = {
      kind: 'visit-schedule',
      visitId: 'vis_1',
      startsAt: local(startsAt),
      engineer,
      customerWish: false,
    } as const;
    expect(fold(request, history(...start, command(schedule, '12-01 10:00')))).toMatchObject({
      visits: [{ schedule: { startsAt: local(startsAt), outsideHours } }],
    });
  });
});

describe('R8: without a right', () => {
  it('deciding again promises from then on', () => {
    const state = fold(
      request,
      history(command(registration({ entitled: false }), '12-01 09:00'), command(acts.decide, '12-01 10:00')),
    );
    expect(state).toMatchObject({ promises: [{ startAt: local('12-01 10:00'), dueAt: local('12-01 15:00') }] });
  });
  it('the same denial changes nothing', () =>
    decider
      .given(...denied)
      .when(command({ ...acts.decide, decision: decision(false) }, '12-01 10:00'))
      .then());
  it('with a right only an admin declines', () =>
    decider
      .given(...registered)
      .when(command(acts.decline, '12-01 10:00', asRole('support')))
      .refuses('request-entitled', 'R8', { id: 'req_1' }));
});

describe('K7, K14: what a promise is computed by', () => {
  const promised = (...commands: readonly RequestCommand[]) => {
    const state = fold(request, history(...commands));
    if (state.status !== 'registered') throw new Error('no request was registered');
    return state.promises[0]!;
  };

  it('K7: raised, it counts from the registration, and its pauses stay', () => {
    const paused = [
      command(registration(), '12-01 09:00'),
      command({ ...acts.wait, automatic: true }, '12-01 09:10'),
      command(acts.resume, '12-01 10:10'),
    ];
    // P2 has 60 minutes: of them 10 had run before the pause of an hour.
    expect(promised(...paused, command(acts.priority, '12-01 10:20')).dueAt).toBe(local('12-01 11:00'));
  });

  it('K7: lowered, what was kept is kept', () => {
    const responded = [command(registration(), '12-01 09:00'), command(acts.acknowledge, '12-01 09:30')];
    const { verdict, dueAt } = promised(...responded, command({ kind: 'priority', urgency: 'low' }, '12-01 10:00'));
    expect([verdict?.state, dueAt]).toEqual(['kept', local('12-01 14:00')]);
  });

  it('K14: the policy and the calendar of its decision, whatever was published since', () => {
    const asked: unknown[] = [];
    const terms = (...of: Parameters<Given['terms']>) => {
      asked.push(of);
      return given('12-01 09:00').terms(...of);
    };
    const later = command(acts.resume, '12-02 10:00', { terms });
    const before = [command(registration(), '12-01 09:00'), command({ ...acts.wait, automatic: true }, '12-01 09:10')];
    request.decide(later, fold(request, history(...before)));
    expect(new Set(asked.map(String))).toEqual(new Set([String([1, '2025-2026'])]));
  });
});

describe('R7, R17: who answers for a request', () => {
  const ownersAfter = (...commands: readonly RequestCommand[]) => {
    const state = fold(request, history(command(registration(), '12-01 09:00'), ...commands));
    if (state.status !== 'registered') throw new Error('no request was registered');
    return [state.owner, state.satisfactionOwner];
  };
  const acknowledged = command(acts.acknowledge, '12-01 09:30');

  it('R17: the owner is who acknowledged it, unless it is assigned', () => {
    expect(ownersAfter(acknowledged)).toEqual([named('张工'), null]);
    expect(ownersAfter(acknowledged, command(acts.assign, '12-01 10:00'))[0]).toEqual(named('赵工'));
    expect(ownersAfter(command(acts.assign, '12-01 09:20'), acknowledged)[0]).toEqual(named('赵工'));
  });

  it('R7: it has an owner for satisfaction of its own', () =>
    expect(
      ownersAfter(acknowledged, command({ kind: 'assign', satisfactionOwner: named('李强') }, '12-01 10:00')),
    ).toEqual([named('张工'), named('李强')]));
});

describe('A6, A7: files of a request', () => {
  const file = { sha256: '0'.repeat(64), bytes: 3, type: 'text/plain', name: text('日志.txt') };
  const begun = [command(registration(), '12-01 09:00')];

  it('are named by the act that brings them; those of internal interactions are not for customers', () => {
    const noted = command({ ...acts.interactions, direction: 'internal', files: [file] }, '12-01 09:10');
    const state = fold(request, history(...begun, noted));
    if (state.status !== 'registered') throw new Error('no request was registered');
    expect([filesOf(state, true), filesOf(state, false)]).toEqual([[file], []]);
  });

  it('are taken no more once the texts are erased; interactions without files are', () => {
    const erased = [...begun, command(acts['erase-text'], '12-01 09:10')];
    expect(codeOf({ ...acts.interactions, files: [file] }, '12-01 09:20', ...erased)).toBe('text-erased');
    expect(codeOf(acts.interactions, '12-01 09:20', ...erased)).not.toBe('text-erased');
  });
});
