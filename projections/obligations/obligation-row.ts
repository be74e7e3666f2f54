import type { Recorded } from '../../domain/kernel/envelope.js';
import type { ObligationEvent, ObligationNamed } from '../../domain/obligation/obligation.events.js';
import type { ObligationRow } from './obligations.row.js';

/** What an event makes of the row of its obligation. */
export const obligationAfter = (before: ObligationRow | undefined, event: Recorded<ObligationEvent>): ObligationRow => {
  const row = { ...(before ?? begun(event.vendor)), ...named(event.data) };
  const at = event.meta.recordedAt;
  switch (event.type) {
    case 'ObligationClaimed':
      return row;
    case 'MailAccepted':
      return withRecipient(row, { key: event.data.recipientKey, state: 'accepted', code: null, at });
    case 'MailFailed': {
      const { recipientKey: key, code, againAt } = event.data;
      return withRecipient(row, { key, state: againAt === null ? 'failed' : 'waiting', code, at });
    }
    case 'ObligationSent':
      return { ...row, state: 'sent', endedAt: at };
    case 'ObligationDone':
      return { ...row, state: 'done', endedAt: at };
    case 'ObligationSuppressed':
      return { ...row, state: 'suppressed', reason: event.data.suppression, endedAt: at };
    case 'ObligationSuperseded':
      return { ...row, state: 'superseded', supersededBy: event.data.supersededBy, endedAt: at };
    case 'ObligationRetried':
      return {
        ...row,
        ...openEnd,
        recipients: row.recipients.filter((recipient) => recipient.state === 'accepted'),
      };
  }
};

const openEnd = { state: 'due', reason: null, supersededBy: null, endedAt: null } as const;
const begun = (vendor: string) => ({ vendor, subject: 'obligation' as const, ...openEnd, recipients: [] });

const named = (data: ObligationNamed): Omit<ObligationNamed, 'endsTerm'> => ({
  obligationId: data.obligationId,
  kind: data.kind,
  customerId: data.customerId,
  contractId: data.contractId,
  termId: data.termId,
  requestId: data.requestId,
  about: data.about,
  intakeId: data.intakeId,
  offset: data.offset,
  lastDay: data.lastDay,
  nominalOn: data.nominalOn,
  dueAt: data.dueAt,
  catchUp: data.catchUp,
});

const withRecipient = (row: ObligationRow, recipient: ObligationRow['recipients'][number]): ObligationRow => ({
  ...row,
  recipients: [...row.recipients.filter(({ key }) => key !== recipient.key), recipient],
});
