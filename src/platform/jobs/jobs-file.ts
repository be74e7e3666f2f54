import { jobsMigrations } from '../../../migrations/embedded/jobs.js';
import type { DurableKind } from '../sqlite/durable-file.js';

/** `jobs.db`: work that is due. */
export const jobsFile: DurableKind = {
  name: 'jobs',
  applicationId: 0x534c4a62, // "SLJb"
  migrations: jobsMigrations,
  wayOut: 'move it away and start again: the work is found anew from the ledger',
  whileInUse: 'stop that process, or let it do the work: use --url and --key',
};
