import { jobsMigrations } from '../../../migrations/embedded/jobs.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { operatorText } from '../operator-fault.js';

/** `jobs.db`: work that is due. */
export const jobsFile: DurableKind = {
  name: 'jobs',
  applicationId: 0x534c4a62, // "SLJb"
  migrations: jobsMigrations,
  wayOut: operatorText('jobs-anew'),
  whileInUse: operatorText('stop-or-url'),
};
