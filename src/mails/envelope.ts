import type { Mail } from '../platform/mail/mail.js';
import { threadOf } from '../platform/mail/message.js';
import type { ComposedMail } from './mail-texts.js';

/** Whom a mail goes to. */
export interface MailRecipient {
  /** M3: a contact's id, or `manager-<customerId>`: never an address. */
  readonly key: string;
  readonly name: string;
  readonly address: string;
}

export interface Addressing {
  readonly obligationId: string;
  readonly recipient: MailRecipient;
  readonly composed: ComposedMail;
  /** The policy's, else MAIL_FROM. */
  readonly from: string;
  readonly replyTo: string | null;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** M3: mails of one request form one thread. */
  readonly requestId?: string;
  /** A7: ids of persons and objects that it quotes, besides the recipient and the request. */
  readonly quotes?: readonly string[];
  /** M5: of notices alone. */
  readonly unsubscribe?: string;
  readonly retentionDays?: number;
}

/** M3: without angle brackets. */
export const messageIdOf = (obligationId: string, recipientKey: string, publicUrl: string): string =>
  `${obligationId}.${recipientKey}@${new URL(publicUrl).hostname}`;

const form = /^<?([\w-]{1,200})\.([\w-]{1,200})@([\w.:[\]-]{1,255})>?$/;

/** M4: what a Message-ID of this ledger is about; undefined for any other. */
export const readMessageId = (
  text: string,
): { readonly obligationId: string; readonly recipientKey: string } | undefined => {
  const [, obligationId, recipientKey] = form.exec(text.trim()) ?? [];
  return obligationId === undefined ? undefined : { obligationId, recipientKey: recipientKey! };
};

/** The mail as it is handed over: M3 for its identity and its thread, M5 for the header that ends notices. */
export function addressed({
  obligationId,
  recipient: { key, name, address },
  composed,
  from,
  replyTo,
  publicUrl,
  requestId,
  quotes = [],
  unsubscribe,
  retentionDays,
}: Addressing): Mail {
  return {
    messageId: messageIdOf(obligationId, key, publicUrl),
    obligationId,
    recipientKey: key,
    from,
    replyTo,
    to: { name, address },
    subject: composed.subject,
    text: composed.text,
    html: composed.html,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(requestId !== undefined && { References: `${threadOf(requestId)}${new URL(publicUrl).hostname}>` }),
      ...(unsubscribe !== undefined && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    quotes: [...quotes, ...(requestId === undefined ? [] : [requestId])],
    ...(retentionDays !== undefined && { retentionDays }),
  };
}
