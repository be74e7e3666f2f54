import type { Projection } from '../../projections/projection.js';
import type { Clock } from './clock.js';
import type { Config } from './config/settings.js';
import type { Access } from './auth/access.js';
import type { EventStore } from './events/event-store.js';
import type { Files } from './files/files.js';
import type { RequestCounts } from './limits/request-counts.js';
import type { Jobs } from './jobs/jobs.js';
import type { KeyStore } from './keys/key-store.js';
import type { Logger } from './logging/logger.js';
import type { MailPort } from './mail/mail.js';
import type { Ordinals } from './ordinals/ordinals.js';
import type { ViewReaders } from './projector/view-readers.js';
import type { Duties } from './roles.js';

/** What one process has of the engines behind the ports (docs/architecture). */
export interface Engines {
  readonly events: EventStore;
  readonly ordinals: Ordinals;
  readonly views: ViewReaders;
  readonly keys: KeyStore;
  readonly access: Access;
  readonly jobs: Jobs;
  readonly files: Files;
  readonly mail: MailPort;
  readonly requestCounts: RequestCounts;
  /** Why persons may be missing in the copy of the keys; null where it is current, undefined where there is none. */
  keyCopyFault?(): string | null | undefined;
  /** Whether an append is acknowledged only when the views of this process have it (read your writes). */
  readonly acknowledgesProjected: boolean;
  /** Begins to project what is recorded, where this process projects. */
  startViews(): Promise<void>;
  /** Closes all of them, the ledger last. Nothing may be asked of them any more. */
  close(): Promise<void>;
}

/** What is projected, and which of it decisions are made of. */
export interface Projected {
  readonly projections: readonly Projection[];
  readonly decisive: readonly string[];
}

/** Opens the engines that the settings name, or none. @throws BadSetting, StoreUnusable with nothing left open */
export type OpenEngines = (config: Config, clock: Clock, logger: Logger, duties: Duties) => Promise<Engines>;
