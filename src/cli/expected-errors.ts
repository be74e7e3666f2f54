import { BackupFault } from '../platform/backup/backup-fault.js';
import { BadSetting } from '../platform/config/settings.js';
import { StoreUnreadable, StoreUnusable } from '../platform/events/event-store.js';
import { PortUnusable } from '../platform/http/server/taken-port.js';
import { TokenAhead } from '../platform/ordinals/ordinals.js';
import { OutputRefused } from '../platform/outputs/output-file.js';
import { ViewsBehind } from '../platform/projector/views-behind.js';
import { AnswersUnknown } from '../policies/adopt-answers.js';
import { PolicyFilesRefused } from '../policies/load-policy.js';
import { CommandFailed } from './local-application.js';

const expected = [
  CommandFailed,
  BadSetting,
  StoreUnusable,
  StoreUnreadable,
  PolicyFilesRefused,
  AnswersUnknown,
  TokenAhead,
  ViewsBehind,
  BackupFault,
  OutputRefused,
  PortUnusable,
];

/** Whether the reader can act on it: such an error is a line; the rest are faults of the product, with a stack. */
export const isExpected = (error: unknown): boolean => expected.some((kind) => error instanceof kind);
