import type { MailAnswer } from './mail.js';

/** An error of the library; `command` is the step of the protocol that failed. */
interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a failed attempt means. */
export interface Judgement {
  readonly answer: MailAnswer;
  /** Why no mail can be sent, where the failure is about more than this mail; without addresses and credentials. */
  readonly fault: string | null;
}

/** Steps whose answers are about one mail. */
const aboutTheMail = ['MAIL FROM', 'RCPT TO', 'DATA'];
/** RFC 3463: the sender's address is what is refused. */
const aboutTheSender = /^5\.1\.[78]$/;
const refused: Readonly<Record<string, string>> = {
  AUTH: 'the login; see MAIL_URL',
  STARTTLS: 'to encrypt the connection; see MAIL_URL',
};
const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/;

/**
 * M4: 4xx is temporary, 5xx permanent, where it answers this mail. A refused login, greeting or sender is about every
 * mail: the recipients' addresses are good, so it is temporary, whatever the number. Null for faults of our own.
 */
export function judge(error: SmtpError): Judgement | null {
  const { code, command = '', responseCode, response = '' } = error;
  if (responseCode !== undefined && responseCode >= 400) {
    const status = enhanced.exec(response)?.[1] ?? String(responseCode);
    if (aboutTheMail.includes(command) && responseCode !== 421) {
      if (responseCode < 500) return { answer: { outcome: 'temporary', code: status }, fault: null };
      const isSender = aboutTheSender.test(status) || (command === 'MAIL FROM' && responseCode !== 552);
      if (!isSender) return { answer: { outcome: 'permanent', code: status }, fault: null };
      return temporary(status, `the mail server refuses the sender (${status}); see MAIL_FROM`);
    }
    const step = command.startsWith('AUTH') ? 'AUTH' : command;
    return temporary(status, `the mail server refuses ${refused[step] ?? 'connections'} (${status})`);
  }
  switch (code) {
    case 'ETIMEDOUT':
    case 'EABORT':
      return temporary('timeout', 'the mail server does not answer in time');
    case 'EENVELOPE':
      // Judged before anything was sent: the server cannot take an address outside of ASCII, or it is none.
      return /internationali[sz]ed|non-ascii|smtputf8/i.test(error.message)
        ? permanent('5.6.7')
        : /sender/i.test(error.message)
          ? null
          : permanent('5.1.3');
    case 'EMESSAGE':
      return /size/i.test(error.message) ? permanent('5.3.4') : null;
    case 'EAUTH':
    case 'ENOAUTH':
      return temporary('unreachable', 'the mail server offers no login that MAIL_URL fits');
    case 'ETLS':
      return temporary('unreachable', 'the connection to the mail server cannot be encrypted; see MAIL_URL');
    case 'ECONNECTION':
    case 'ESOCKET':
    case 'EDNS':
    case 'EPROTOCOL':
    case 'EMAXLIMIT':
      return temporary('unreachable', 'the mail server is out of reach');
    default:
      return null;
  }
}

const temporary = (code: string, fault: string): Judgement => ({ answer: { outcome: 'temporary', code }, fault });
const permanent = (code: string): Judgement => ({ answer: { outcome: 'permanent', code }, fault: null });
