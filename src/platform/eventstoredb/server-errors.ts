import {
  AccessDeniedError,
  CancelledError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { StoreUnreadable, StoreUnusable } from '../events/event-store.js';
import { causeIn, OperatorFault, operatorText } from '../operator-fault.js';

/** The server gave no answer in time. */
export class NoAnswer extends OperatorFault {}

/** gRPC codes of calls that the server refused as they are: INVALID_ARGUMENT, RESOURCE_EXHAUSTED, UNIMPLEMENTED. */
const refusals = new Set([3, 8, 12]);

const answers = [
  WrongExpectedVersionError,
  StreamNotFoundError,
  StreamDeletedError,
  AccessDeniedError,
  MaxAppendSizeExceededError,
];

/** Whether the error is the server's own answer: asking again brings the same, and nothing was executed. */
export const isAnswer = (error: unknown): boolean =>
  answers.some((kind) => error instanceof kind) || refusals.has((error as { code?: unknown }).code as number);

/** The client opens a new connection by itself after these, and keeps its broken one after all others. */
export const clientRecovers = (error: unknown): boolean =>
  error instanceof UnavailableError || error instanceof CancelledError || error instanceof NotLeaderError;

/** For callers, who know nothing of the engine. */
export const explained = (error: unknown): Error => {
  if (error instanceof AccessDeniedError) return new StoreUnusable(operatorText('events-refuse-user'));
  if (hasNoAnswer(error))
    return new StoreUnreadable(operatorText('events-silent', { cause: causeIn(error) }), { cause: error });
  return error instanceof Error ? error : new Error(String(error));
};

/** The server is out of reach, or a gRPC call ended without its answer. */
const hasNoAnswer = (error: unknown): boolean =>
  error instanceof NoAnswer ||
  clientRecovers(error) ||
  (!isAnswer(error) && typeof (error as { code?: unknown }).code === 'number');
