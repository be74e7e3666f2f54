import { ObligationChanges } from '../../src/obligations/firing/obligation-changes.js';
import type { TestApp } from './app.js';

/** Records a reminder that nobody could be reached with, and names it among the ids. */
export const recordUndeliverable = async ({ stores }: TestApp, ids: Record<string, string>): Promise<void> => {
  const obligationId = 'a9d7c1c2-5c0e-5f5a-8a55-0e1d2c3b4a59';
  ids['obligationId'] = obligationId;
  const { contractId, customerId } = ids as { readonly contractId: string; readonly customerId: string };
  const outcome = await new ObligationChanges(stores.ledger, (process) => stores.jobs.hasEnded(process)).run('seeyon', {
    kind: 'suppress',
    obligation: {
      obligationId,
      kind: 'renewal-reminder',
      customerId,
      contractId,
      termId: 'trm_0f3k9x2m7q1v5w8y4z6a0b2c4d',
      requestId: null,
      about: null,
      intakeId: null,
      offset: -30,
      lastDay: '2026-03-01',
      nominalOn: '2026-01-30',
      dueAt: '2026-01-30T01:00:00.000Z',
      catchUp: false,
      endsTerm: false,
    },
    now: '2026-01-30T01:00:00.000Z',
    claimId: null,
    reason: 'undeliverable',
  });
  if ('code' in outcome) throw new Error(outcome.code);
  await stores.views.reached(await stores.ordinals.positionOf(outcome.token, 5_000), 5_000);
};
