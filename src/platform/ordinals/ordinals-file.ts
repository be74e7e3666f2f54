import { ordinalsMigrations } from '../../../migrations/embedded/ordinals.js';
import type { DurableKind } from '../sqlite/durable-file.js';
import { operatorText } from '../operator-fault.js';

/** `ordinals.db`: positions of a ledger whose engine numbers nothing, beside the views. */
export const ordinalsFile: DurableKind = {
  name: 'ordinals',
  applicationId: 0x534c4f72, // "SLOr"
  migrations: ordinalsMigrations,
  wayOut: operatorText('ordinals-anew'),
  whileInUse: operatorText('stop-or-views-url'),
};
