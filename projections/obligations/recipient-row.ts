import type { Recorded } from '../../domain/kernel/envelope.js';
import { vendorKey, type ObligationEvent, removedCode } from '../../domain/obligation/obligation.events.js';
import type { RecipientRow } from './obligations.row.js';

/** Those that a row keeps. */
export const latestMails = 20;

type Answered = Extract<ObligationEvent, { type: 'MailAccepted' | 'MailFailed' }>;

export const isAnswer = (event: Recorded<ObligationEvent>): event is Recorded<Answered> =>
  event.type === 'MailAccepted' || event.type === 'MailFailed';

/** The recipient whose latest mails an event changes; null where it changes none, or has nothing to do with an address. */
export const answeredIn = (event: Recorded<ObligationEvent>): string | null => {
  if (!isAnswer(event) || event.data.recipientKey === vendorKey) return null;
  const isFinal = event.type === 'MailAccepted' || (event.data.againAt === null && event.data.code !== removedCode);
  return isFinal ? event.data.recipientKey : null;
};

/** A mail that comes back keeps its place in the row. */
export const recipientAfter = (before: RecipientRow | undefined, event: Recorded<Answered>): RecipientRow => {
  const { obligationId } = event.data;
  const state = event.type === 'MailAccepted' ? 'accepted' : 'failed';
  const isReturned = event.type === 'MailFailed' && event.data.bounced === true;
  const mails = before?.mails ?? [];
  return {
    vendor: event.vendor,
    subject: 'recipient',
    mails: isReturned
      ? mails.map((mail) => (mail.obligationId === obligationId ? { ...mail, state } : mail))
      : [
          ...mails.filter((mail) => mail.obligationId !== obligationId),
          { obligationId, state, at: event.meta.recordedAt } as const,
        ].slice(-latestMails),
  };
};
