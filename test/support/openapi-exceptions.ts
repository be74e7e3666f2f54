/** Answers of tens of thousands of characters, and one of the state of this process. */
export const withoutExample = [
  'getContractDossier',
  'getCustomerDossier',
  'getPolicyVersion',
  'getReadiness',
  'listPolicies',
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
  'policy-invalid',
  'calendar-version-exists',
  'answer-version-newer',
  'mcp-without-stream',
  'calendar-forgets-year',
];
