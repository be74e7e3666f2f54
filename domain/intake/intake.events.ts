import type { ActData } from '../kernel/act.js';
import type { Instant } from '../kernel/civil.js';
import type { Person } from '../kernel/person.js';
import type { Personal } from '../kernel/personal.js';
import type { Channel } from '../kernel/vocabulary.js';

/** Why an intake asks for nothing (R18); `abandoned`: hung up before anybody answered. */
export const closingReasons = ['spam', 'wrong-number', 'abandoned'] as const;
export type ClosingReason = (typeof closingReasons)[number];

/** One stream per intake: a call, mail, message or form (R2). Each event is effective when it happened (A4). */
export type IntakeEvent =
  | {
      type: 'IntakeReceived';
      data: {
        intakeId: string;
        channel: Channel;
        receivedAt: Instant;
        from: Person | null;
        /** Sealed under the intake's text key (A6). */
        text: Personal<string> | null;
      };
    }
  /** `callback`: nobody picked up, and the caller was called back. */
  | { type: 'IntakeAnswered'; data: ActData & { by: Person; callback: boolean } }
  | { type: 'IntakeClosed'; data: ActData & { as: ClosingReason } }
  /** A6, A7: the text key was destroyed; `subject` is its name. The reason is plain: it names no person. */
  | { type: 'TextErased'; data: { readonly subject: string; readonly because: string } };
