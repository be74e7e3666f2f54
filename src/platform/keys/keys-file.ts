import { keysMigrations } from '../../../migrations/embedded/keys.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { operatorText } from '../operator-fault.js';

/** `keys.db`: the keys of persons and the secrets of the server. */
export const keysFile: DurableKind = {
  name: 'keys',
  applicationId: 0x534c4b79, // "SLKy"
  migrations: keysMigrations,
  wayOut: operatorText('restore-keys'),
  whileInUse: operatorText('stop-or-url'),
};
