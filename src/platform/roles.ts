/** What a process of the product is started for, `serve --role`. */
export const processRoles = ['all', 'api', 'projector', 'worker'] as const;
export type ProcessRole = (typeof processRoles)[number];

/** What one process does of all the work; any number of processes may have the same role. */
export interface Duties {
  readonly role: ProcessRole;
  /** Answers the API, and publishes the policy files it was given. Every process answers health and metrics. */
  readonly answers: boolean;
  /** Numbers the ledger, and projects the views whose leases it holds. */
  readonly projects: boolean;
  /** Runs jobs (imports, undos, webhooks), and records what happened to API keys. */
  readonly works: boolean;
}

export const dutiesOf = (role: ProcessRole): Duties => ({
  role,
  answers: role === 'all' || role === 'api',
  projects: role === 'all' || role === 'projector',
  works: role === 'all' || role === 'worker',
});
