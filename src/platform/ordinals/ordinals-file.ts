import { ordinalsMigrations } from '../../../migrations/embedded/ordinals.js';
import type { DurableKind } from '../sqlite/durable-file.js';

/** `ordinals.db`: positions of a ledger whose engine numbers nothing, beside the views. */
export const ordinalsFile: DurableKind = {
  name: 'ordinals',
  applicationId: 0x534c4f72, // "SLOr"
  migrations: ordinalsMigrations,
  wayOut: 'remove it and start again: it is made again by one scan of the ledger',
  whileInUse: 'stop that process, or give this one a folder of its own in VIEWS_URL',
};
