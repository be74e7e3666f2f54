/** What a vendor can owe on a date (O4). A further kind is a line here, and a source of it in src/obligations. */
export const obligationKinds = ['renewal-reminder', 'lapse-notice'] as const;
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
] as const;
export type Suppression = (typeof suppressions)[number];

/** Ends that a corrected address or a new contact turns around: an admin may have such an obligation tried again. */
export const retriable: readonly Suppression[] = ['no-recipient', 'undeliverable'];

interface KindFacts {
  /** M8: whether its mails leave in hotline hours only. */
  readonly hotlineHours: boolean;
  /** Which contacts are written to: those with this topic. */
  readonly topic: 'contract';
  /** O7: whether it makes no sense after its last day. */
  readonly endsWithLastDay: boolean;
}

/** O4: what the runner has to know of each kind. */
export const kindFacts: Readonly<Record<ObligationKind, KindFacts>> = {
  'renewal-reminder': { hotlineHours: true, topic: 'contract', endsWithLastDay: true },
  'lapse-notice': { hotlineHours: true, topic: 'contract', endsWithLastDay: false },
};

/** O1: reminders have offsets before the last day, notices after it. */
export const kindOfOffset = (offset: number): ObligationKind => (offset < 0 ? 'renewal-reminder' : 'lapse-notice');
