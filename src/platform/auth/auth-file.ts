import { authMigrations } from '../../../migrations/embedded/auth.js';
import type { DurableKind } from '../sqlite/durable-file.js';

/** `auth.db`: who has access. */
export const authFile: DurableKind = {
  name: 'auth',
  applicationId: 0x534c4175, // "SLAu"
  migrations: authMigrations,
  wayOut: 'nothing was changed; put a backup of it in its place, or move it away and make new keys',
  whileInUse: 'stop that process, or let it do the work: use --url and --key',
};
