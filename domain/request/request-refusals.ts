import { surveyRefusals } from '../survey/survey.js';

/** Every refusal of a request, by the rule that it follows. */
export const requestRefusals = {
  'at-in-future': 'A4',
  'at-too-early': 'A4',
  'needs-admin': 'A4',
  'request-unknown': 'R1',
  'request-state': 'R3',
  'request-merged': 'R14',
  'request-into-itself': 'R14',
  'requests-of-two-customers': 'R14',
  'survivor-merged': 'R14',
  'not-entitled': 'R8',
  'request-entitled': 'R8',
  'backup-not-confirmed': 'R13',
  'backup-in-future': 'R13',
  'planned-in-past': 'R15',
  'memo-missing': 'R15',
  'memo-hash-differs': 'R15',
  'memo-same-person': 'R15',
  'memo-side-confirmed': 'R15',
  'visit-unknown': 'R16',
  'visit-state': 'R16',
  'visit-not-accepted': 'R16',
  'visit-open': 'R16',
  'reopen-too-late': 'R12',
  ...surveyRefusals,
  'text-erased': 'A7',
  forbidden: 'A1',
} as const;
export type RequestRefusal = keyof typeof requestRefusals;
