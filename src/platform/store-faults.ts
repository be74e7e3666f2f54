import { OutcomeUnknown, StoreStopped, StoreUnreadable, StoreUnusable } from './events/event-store.js';
import { JobsUnreachable } from './jobs/jobs.js';
import { StreamBusy } from './ledger/outcome.js';
import { TokenAhead } from './ordinals/ordinals.js';
import { ViewsBehind } from './projector/views-behind.js';

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown } | null)?.code ?? '');

/** An engine does not answer a read, or a disk does not give back what it was given. */
export const isReadFault = (error: unknown): boolean =>
  error instanceof StoreUnreadable || /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN)/.test(codeOf(error));

/** An engine or a disk is at fault, and not the work: the same work can succeed later. */
export const isStoreFault = (error: unknown): boolean =>
  isReadFault(error) ||
  error instanceof StoreStopped ||
  error instanceof StoreUnusable ||
  error instanceof OutcomeUnknown ||
  error instanceof JobsUnreachable ||
  error instanceof StreamBusy ||
  error instanceof TokenAhead ||
  error instanceof ViewsBehind ||
  /^SQLITE_/.test(codeOf(error));
