import { describe, expect, it } from '@jest/globals';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import type { ObligationEvent, ObligationNamed } from '../../../domain/obligation/obligation.events.js';
import { obligation, type ObligationCommand } from '../../../domain/obligation/obligation.js';
import { deciding } from '../../support/deciding.js';
import fc from '../../support/fast-check.js';

const { given } = deciding(obligation);
const named: ObligationNamed = {
  obligationId: 'a0000000-0000-5000-8000-000000000001',
  kind: 'renewal-reminder',
  customerId: 'cus_a',
  contractId: 'con_k',
  termId: 'trm_k',
  requestId: null,
  about: null,
  intakeId: null,
  offset: -30,
  lastDay: '2026-03-01',
  nominalOn: '2026-01-30',
  dueAt: '2026-01-30T01:00:00.000Z',
  catchUp: false,
  endsTerm: false,
};
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 30, 1, minute)).toISOString();
const claim = (claimId: string, minute = 0): ObligationCommand => {
  return { kind: 'claim', obligation: named, now: at(minute), claimId, until: at(minute + 10), process: 'p' };
};
const accept = (recipientKey: string): ObligationCommand => {
  return { kind: 'accept', obligation: named, now: at(1), recipientKey, messageId: `${recipientKey}@test` };
};
const conclude = (
  claimId: string,
  ...failures: readonly (readonly [string, string, string | null])[]
): ObligationCommand => ({
  kind: 'conclude',
  obligation: named,
  now: at(2),
  claimId,
  failures: failures.map(([recipientKey, code, againAt]) => ({ recipientKey, code, againAt })),
});
const supersede = (minute = 0): ObligationCommand => ({
  kind: 'supersede',
  obligation: named,
  now: at(minute),
  by: null,
});
const suppress = (claimId: string | null, minute = 0): ObligationCommand => {
  return { kind: 'suppress', obligation: named, now: at(minute), claimId, reason: 'renewed' };
};
const retry: ObligationCommand = { kind: 'retry', obligation: named, now: at(60) };

const claimed = (claimId: string, minute = 0): ObligationEvent => {
  return { type: 'ObligationClaimed', data: { ...named, claimId, until: at(minute + 10), process: 'p' } };
};
const accepted = (recipientKey: string): ObligationEvent => {
  return { type: 'MailAccepted', data: { ...named, recipientKey, messageId: `${recipientKey}@test` } };
};
const failed = (recipientKey: string, code: string, againAt: string | null): ObligationEvent => {
  return { type: 'MailFailed', data: { ...named, recipientKey, code, againAt } };
};
const sent = (recipients: number): ObligationEvent => ({ type: 'ObligationSent', data: { ...named, recipients } });
const suppressed = (suppression: 'renewed' | 'undeliverable'): ObligationEvent => {
  return { type: 'ObligationSuppressed', data: { ...named, suppression } };
};
const superseded: ObligationEvent = { type: 'ObligationSuperseded', data: { ...named, supersededBy: null } };
const claimedFacts = { obligationId: named.obligationId, until: at(10) };

describe('O9: one obligation', () => {
  it('O9: is claimed once; a dead claim is anybody’s', () => {
    given().when(claim('one')).then(claimed('one'));
    given(claimed('one')).when(claim('two', 9)).refuses('obligation-claimed', 'O9', claimedFacts);
    given(claimed('one')).when(claim('two', 10)).then(claimed('two', 10));
    given(claimed('one')).when(claim('one', 5)).then(claimed('one', 5));
  });

  it('O9: the claim of a process that has ended, or was given up, is in nobody’s way', () => {
    const release: ObligationCommand = { kind: 'release', obligation: named, now: at(2), claimId: 'one', process: 'p' };
    const released: ObligationEvent = {
      type: 'ObligationClaimed',
      data: { ...named, claimId: 'one', until: at(2), process: 'p' },
    };
    given(claimed('one'))
      .when({ ...claim('two', 2), deadClaim: 'one' })
      .then(claimed('two', 2));
    given(claimed('one'))
      .when({ ...claim('two', 2), deadClaim: 'another' })
      .refuses('obligation-claimed', 'O9', claimedFacts);
    given(claimed('one'))
      .when({ ...suppress(null, 2), deadClaim: 'one' })
      .then(suppressed('renewed'));
    given(claimed('one')).when(release).then(released);
    given(claimed('one'), released).when(claim('two', 2)).then(claimed('two', 2));
    given(claimed('one'), released).when(release).then();
    given(claimed('one'), claimed('two', 10)).when(release).then();
    given(claimed('one'), sent(1)).when(release).then();
  });

  it('O9: records each acceptance once, also of a claim that was taken over', () => {
    given(claimed('one')).when(accept('per_a')).then(accepted('per_a'));
    given(claimed('one'), accepted('per_a')).when(accept('per_a')).then();
    given(claimed('one'), claimed('two', 10)).when(accept('per_a')).then(accepted('per_a'));
  });

  it('O9: ends as sent where one has accepted it, and not by a claim that was lost', () => {
    given(claimed('one'), accepted('per_a'), accepted('per_b')).when(conclude('one')).then(sent(2));
    given(claimed('one'), accepted('per_a'), claimed('two', 10))
      .when(conclude('one'))
      .refuses('obligation-claimed', 'O9', { obligationId: named.obligationId, until: at(20) });
    given(claimed('one'), accepted('per_a'))
      .when(conclude('one', ['per_a', '451', null]))
      .then(sent(1));
    given(claimed('one'), accepted('per_a'), sent(1)).when(conclude('one')).then();
  });

  it('M4: waits for who failed for a time, and lets the claim go', () => {
    const waiting = failed('per_b', '451', at(60));
    given(claimed('one'), accepted('per_a'))
      .when(conclude('one', ['per_b', '451', at(60)]))
      .then(waiting);
    given(claimed('one'), accepted('per_a'), waiting)
      .when(conclude('one', ['per_b', '451', at(60)]))
      .then();
    given(claimed('one'), accepted('per_a'), waiting).when(claim('two', 3)).then(claimed('two', 3));
    given(claimed('one'), accepted('per_a'), waiting, claimed('two', 3))
      .when(conclude('two', ['per_b', '451', null]))
      .then(failed('per_b', '451', null), sent(1));
  });

  it('M4: is undeliverable where all have failed for good', () =>
    given(claimed('one'))
      .when(conclude('one', ['per_a', '5.1.1', null], ['per_b', '5.7.1', null]))
      .then(failed('per_a', '5.1.1', null), failed('per_b', '5.7.1', null), suppressed('undeliverable')));

  it('O3, O7: is suppressed or superseded unless another has it; what was accepted was sent', () => {
    given().when(suppress(null)).then(suppressed('renewed'));
    given().when(supersede()).then(superseded);
    given(claimed('one')).when(suppress('one', 1)).then(suppressed('renewed'));
    given(claimed('one')).when(supersede(9)).refuses('obligation-claimed', 'O9', claimedFacts);
    given(claimed('one'), accepted('per_a')).when(supersede(10)).then(sent(1));
    given(suppressed('renewed')).when(supersede()).then();
  });

  it('O4: an end is final', () => {
    const facts = { obligationId: named.obligationId, state: 'suppressed', reason: 'renewed' };
    given(suppressed('renewed')).when(claim('one')).refuses('obligation-ended', 'O4', facts);
    given(suppressed('renewed')).when(retry).refuses('obligation-ended', 'O4', facts);
  });

  it('O10: what could not be delivered is tried again by an admin; who has it already gets no second mail', () => {
    given(claimed('one'), failed('per_a', '5.1.1', null), suppressed('undeliverable'))
      .when(retry)
      .then({ type: 'ObligationRetried', data: named });
    const again = fold(obligation, [
      claimed('one'),
      failed('per_a', '5.1.1', null),
      suppressed('undeliverable'),
      { type: 'ObligationRetried', data: named },
    ]);
    expect(again).toEqual({ end: null, claim: null, recipients: new Map() });
    given(claimed('one')).when(retry).then();
  });

  it('O4, O9: whatever happens, it ends once, and each recipient accepts once', () => {
    const minutes = fc.integer({ min: 0, max: 30 });
    const ids = fc.constantFrom('one', 'two');
    const keys = fc.constantFrom('per_a', 'per_b');
    const commands = fc.oneof(
      fc.tuple(ids, minutes).map(([id, minute]) => claim(id, minute)),
      keys.map(accept),
      fc.tuple(ids, keys, fc.boolean()).map(([id, key, final]) => conclude(id, [key, '451', final ? null : at(60)])),
      fc.tuple(fc.option(ids), minutes).map(([id, minute]) => suppress(id, minute)),
      minutes.map(supersede),
    );
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 25 }), (all) => {
        const events: ObligationEvent[] = [];
        for (const command of all) {
          const decided = obligation.decide(command, fold(obligation, events));
          if (!(decided instanceof Refusal)) events.push(...decided);
        }
        const ends = events.filter(({ type }) => /^Obligation(Sent|Done|Suppressed|Superseded)$/.test(type));
        expect(ends.length).toBeLessThanOrEqual(1);
        const accepts = events.flatMap(({ type, data }) =>
          type === 'MailAccepted' && 'recipientKey' in data ? [data.recipientKey] : [],
        );
        expect(new Set(accepts).size).toBe(accepts.length);
      }),
      { numRuns: 300 },
    );
  });
});
