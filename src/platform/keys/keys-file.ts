import { keysMigrations } from '../../../migrations/embedded/keys.js';
import type { DurableKind } from '../sqlite/durable-file.js';

/** `keys.db`: the keys of persons and the secrets of the server. */
export const keysFile: DurableKind = {
  name: 'keys',
  applicationId: 0x534c4b79, // "SLKy"
  migrations: keysMigrations,
  wayOut: 'nothing was changed; put the current copy of the keys (backup --keys) in its place',
  whileInUse: 'stop that process, or let it do the work: use --url and --key',
};
