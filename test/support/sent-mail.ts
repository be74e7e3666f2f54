import type { ObligationNamed } from '../../domain/obligation/obligation.events.js';
import { ObligationChanges } from '../../src/obligations/firing/obligation-changes.js';
import type { TestApp } from './app.js';

/** Records a mail of a recorded obligation that its contact's server accepted, and names it among the ids. */
export const recordSent = async ({ stores }: TestApp, ids: Record<string, string>): Promise<void> => {
  const { obligationId, contactId } = ids as { readonly obligationId: string; readonly contactId: string };
  const [event] = await stores.events.readStream(`seeyon.obligation-${obligationId}`);
  const messageId = `${obligationId}.${contactId}@service.example.com`;
  ids['messageId'] = messageId;
  const outcome = await new ObligationChanges(stores.ledger, (process) => stores.jobs.hasEnded(process)).run('seeyon', {
    kind: 'accept',
    obligation: event!.data as unknown as ObligationNamed,
    now: '2026-01-30T01:00:00.000Z',
    recipientKey: contactId,
    messageId,
  });
  if ('code' in outcome) throw new Error(outcome.code);
};
