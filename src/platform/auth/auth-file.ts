import { authMigrations } from '../../../migrations/embedded/auth.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { operatorText } from '../operator-fault.js';

/** `auth.db`: who has access. */
export const authFile: DurableKind = {
  name: 'auth',
  applicationId: 0x534c4175, // "SLAu"
  migrations: authMigrations,
  wayOut: operatorText('restore-access'),
  whileInUse: operatorText('stop-or-url'),
};
