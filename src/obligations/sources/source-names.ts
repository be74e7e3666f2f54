import type { ObligationKind } from '../../../domain/obligation/kinds.js';

/** Names of the sources: stored with jobs. */
export const sourceNames = {
  contract: 'contract',
  request: 'request',
  survey: 'survey',
  intake: 'intake',
  address: 'address',
} as const;

/** The field of rows that has the subject of a source. */
export const subjectFields: Readonly<Record<string, 'contractId' | 'requestId' | 'intakeId' | 'customerId'>> = {
  contract: 'contractId',
  request: 'requestId',
  survey: 'requestId',
  intake: 'intakeId',
  address: 'customerId',
};

/** Kinds of obligations that surveys of a request owe; the others about a request are owed by the request itself. */
export const surveyKinds: ReadonlySet<ObligationKind> = new Set([
  'survey',
  'survey-reminder',
  'survey-close',
  'follow-up-due',
]);
