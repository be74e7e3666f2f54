/** Answers of tens of thousands of characters, one of the state of this process, and those with a random salt. */
export const withoutExample = [
  'confirmMemo',
  'getContractDossier',
  'getCustomerDossier',
  'getPolicyVersion',
  'getReadiness',
  'listPolicies',
  'writeMemo',
];

/**
 * Codes that no route answers: answered before a route is known, replaced by `not-found`, or for whoever publishes
 * calendars and policies at the start.
 */
export const ofNoRoute = [
  'starting',
  'route-unknown',
  'role-without-api',
  'headers-too-large',
  'unexpected',
  'contract-unknown',
  'customer-unknown',
  'import-unknown',
  'intake-unknown',
  'webhook-unknown',
  'request-unknown',
  'visit-unknown',
  'policy-invalid',
  'calendar-version-exists',
  'answer-version-newer',
  'mcp-without-stream',
  'calendar-forgets-year',
];
