import { type EventFacts, internalFact, type Sentence } from '../kernel/event-facts.js';
import type { ObligationEvent } from './obligation.events.js';

/** What each event of an obligation means to histories and webhooks. */
export const obligationFacts: EventFacts<ObligationEvent> = {
  ObligationClaimed: internalFact,
  MailAccepted: {
    sentence: [
      '合同 {contract} 的{kind}邮件已被一位收件人的邮件服务器接收',
      '合約 {contract} 的{kind}郵件已被一位收件人的郵件伺服器接收',
      'The {kind} mail of contract {contract} was accepted for one recipient',
    ],
    announced: true,
  },
  MailFailed: {
    sentence: [
      '合同 {contract} 的{kind}邮件未能送达一位收件人',
      '合約 {contract} 的{kind}郵件未能送達一位收件人',
      'The {kind} mail of contract {contract} failed for one recipient',
    ],
    announced: true,
  },
  ObligationSent: {
    sentence: [
      '合同 {contract} 的{kind}已发送给 {recipients} 位收件人，服务期到期日为 {lastDay}',
      '合約 {contract} 的{kind}已寄給 {recipients} 位收件人，服務期到期日為 {lastDay}',
      'The {kind} of contract {contract} was sent to {recipients} recipients; last day of the term {lastDay}',
    ],
    announced: true,
  },
  ObligationDone: {
    sentence: [
      '合同 {contract} 的{kind}已执行',
      '合約 {contract} 的{kind}已執行',
      'The {kind} of contract {contract} was done',
    ],
    announced: true,
  },
  ObligationSuppressed: {
    sentence: [
      '合同 {contract} 的{kind}未发送（{suppression}），服务期到期日为 {lastDay}',
      '合約 {contract} 的{kind}未寄送（{suppression}），服務期到期日為 {lastDay}',
      'The {kind} of contract {contract} was not sent ({suppression}); last day of the term {lastDay}',
    ],
    announced: true,
  },
  ObligationSuperseded: {
    sentence: [
      '合同 {contract} 的{kind}由更近的一次代替，服务期到期日为 {lastDay}',
      '合約 {contract} 的{kind}由更近的一次取代，服務期到期日為 {lastDay}',
      'The {kind} of contract {contract} gave way to a later one; last day of the term {lastDay}',
    ],
    announced: true,
  },
  ObligationRetried: {
    sentence: [
      '合同 {contract} 的{kind}重新发送',
      '合約 {contract} 的{kind}重新寄送',
      'The {kind} of contract {contract} is tried again',
    ],
    announced: true,
  },
};

/** The same of what is owed for no contract. */
export const sentencesBesideContracts: Readonly<Partial<Record<ObligationEvent['type'], Sentence>>> = {
  MailAccepted: [
    '{kind}邮件已被一位收件人的邮件服务器接收',
    '{kind}郵件已被一位收件人的郵件伺服器接收',
    'The mail “{kind}” was accepted for one recipient',
  ],
  MailFailed: [
    '{kind}邮件未能送达一位收件人',
    '{kind}郵件未能送達一位收件人',
    'The mail “{kind}” failed for one recipient',
  ],
  ObligationSent: [
    '{kind}已发送给 {recipients} 位收件人',
    '{kind}已寄給 {recipients} 位收件人',
    'The {kind} was sent to {recipients} recipients',
  ],
  ObligationDone: ['{kind}已执行', '{kind}已執行', 'Done: {kind}'],
  ObligationSuppressed: [
    '{kind}未发送（{suppression}）',
    '{kind}未寄送（{suppression}）',
    'Not done: {kind} ({suppression})',
  ],
  ObligationSuperseded: ['{kind}由更近的一次代替', '{kind}由更近的一次取代', 'The {kind} gave way to a later one'],
  ObligationRetried: ['{kind}重新执行', '{kind}重新執行', 'The {kind} is tried again'],
};
