/** What a vendor can owe on a date (O4). A further kind is a line here, and a source of it in src/obligations. */
export const obligationKinds = [
  'renewal-reminder',
  'lapse-notice',
  'request-received',
  'request-waiting',
  'request-resolved',
  'request-close',
  'promise-at-risk',
  'promise-broken',
  'wait-reminder',
  'wait-unanswered',
  'memo-planned',
  'intake-open',
  'survey',
  'survey-reminder',
  'survey-close',
  'follow-up-due',
  'address-failed',
] as const;
export type ObligationKind = (typeof obligationKinds)[number];

/** O4: planned and due are derived; the others are ends, and final. */
export const obligationStates = ['planned', 'due', 'sent', 'done', 'suppressed', 'superseded'] as const;
export type ObligationState = (typeof obligationStates)[number];

/** Why an obligation ends unsent (docs/rules.md, O4). */
export const suppressions = [
  'withdrawn',
  'transferred',
  'renewed',
  'terminated',
  'suspended',
  'licence-revoked',
  'erased',
  'backfilled',
  'no-recipient',
  'undeliverable',
  'kept',
  'void',
  'paused',
  'answered',
  'reopened',
  'closed',
  'resolved',
  'rewritten',
  'registered',
  'replied',
  'unsubscribed',
] as const;
export type Suppression = (typeof suppressions)[number];

/** Ends that a corrected address or a new contact turns around: an admin may have such an obligation tried again. */
export const retriable: readonly Suppression[] = ['no-recipient', 'undeliverable'];

interface KindFacts {
  /** M8: whether its mails leave in hotline hours only. */
  readonly hotlineHours: boolean;
  /** Whether somebody is written to; else it is an act without mail. */
  readonly mails: boolean;
  /** O9: whether a fact of its own is written before it ends. */
  readonly performs: boolean;
  /** O7: whether it makes no sense after its last day. */
  readonly endsWithLastDay: boolean;
}

/** O4: what the runner has to know of each kind. */
export const kindFacts: Readonly<Record<ObligationKind, KindFacts>> = {
  'renewal-reminder': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: true },
  'lapse-notice': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  // An answer to what the customer has done: it waits for no hours.
  'request-received': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
  'request-waiting': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  'request-resolved': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  'request-close': { hotlineHours: false, mails: false, performs: true, endsWithLastDay: false },
  'promise-at-risk': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
  'promise-broken': { hotlineHours: false, mails: true, performs: true, endsWithLastDay: false },
  'wait-reminder': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  'wait-unanswered': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
  'memo-planned': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  'intake-open': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
  survey: { hotlineHours: true, mails: true, performs: true, endsWithLastDay: false },
  'survey-reminder': { hotlineHours: true, mails: true, performs: false, endsWithLastDay: false },
  'survey-close': { hotlineHours: false, mails: false, performs: true, endsWithLastDay: false },
  'follow-up-due': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
  'address-failed': { hotlineHours: false, mails: true, performs: false, endsWithLastDay: false },
};

/** O1: reminders have offsets before the last day, notices after it. */
export const kindOfOffset = (offset: number): ObligationKind => (offset < 0 ? 'renewal-reminder' : 'lapse-notice');
