/** R3: the states of a request. */
export const requestStates = [
  'registered',
  'acknowledged',
  'working',
  'waiting',
  'resolved',
  'closed',
  'declined',
  'cancelled',
  'merged',
] as const;
export type RequestStateName = (typeof requestStates)[number];

/** Open: somebody still has to do something. */
export const openStates = ['registered', 'acknowledged', 'working', 'waiting'] as const satisfies RequestStateName[];

/** Section 3: in which states a request accepts each act. Whatever is not listed answers `request-state`. */
export const acceptedIn = {
  // Later than registered it changes nothing, and is no refusal.
  acknowledge: openStates,
  // R14: what is recorded of a merged one is the survivor's.
  interactions: requestStates,
  wait: openStates,
  resume: ['waiting'],
  backup: openStates,
  'backup/waive': openStates,
  work: openStates,
  memo: openStates,
  'memo/confirm': openStates,
  priority: openStates,
  assign: requestStates,
  decide: openStates,
  goodwill: openStates,
  refer: ['registered', 'acknowledged'],
  visits: openStates,
  resolve: openStates,
  close: ['resolved'],
  reopen: ['resolved', 'closed'],
  decline: ['registered', 'acknowledged', 'waiting'],
  cancel: openStates,
  merge: openStates,
  unmerge: ['merged'],
  'erase-text': requestStates,
} as const satisfies Readonly<Record<string, readonly RequestStateName[]>>;
export type Act = keyof typeof acceptedIn;

export const accepts = (state: RequestStateName, act: Act): boolean =>
  (acceptedIn[act] as readonly RequestStateName[]).includes(state);

/** What a request in this state accepts, in the order of the table. */
export const possibleIn = (state: RequestStateName): readonly Act[] =>
  (Object.keys(acceptedIn) as Act[]).filter((act) => accepts(state, act));
