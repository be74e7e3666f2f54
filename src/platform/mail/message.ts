import type { Mail } from './mail.js';

/** Control characters, and what some programs break a line at. */
const breaks = /[\p{Cc}\u2028\u2029]+/gu;

/** M2: a value as it may be in a header: whatever breaks a line is a space. */
export const oneLine = (text: string): string => text.replace(breaks, ' ').trim();

/**
 * The mail as the library composes it, the same for every engine: plain text and HTML, nothing fetched from elsewhere.
 */
export const messageOf = (mail: Mail, at: Date) => ({
  messageId: `<${oneLine(mail.messageId)}>`,
  date: at,
  from: oneLine(mail.from),
  ...(mail.replyTo !== null && { replyTo: oneLine(mail.replyTo) }),
  to: { name: oneLine(mail.to.name), address: mail.to.address },
  subject: oneLine(mail.subject),
  text: mail.text,
  html: mail.html,
  headers: Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, oneLine(value)])),
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** M3: how the References of all mails of one request begin; the domain follows. */
export const threadOf = (requestId: string): string => `<request-${requestId}@`;
