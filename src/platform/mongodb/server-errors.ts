import {
  MongoCompatibilityError,
  MongoError,
  MongoInvalidArgumentError,
  MongoMissingCredentialsError,
  MongoMissingDependencyError,
  MongoParseError,
  MongoServerError,
} from 'mongodb';
import { StoreStopped, StoreUnreadable, StoreUnusable } from '../events/event-store-errors.js';
import { causeIn, OperatorFault, type OperatorText, operatorText } from '../operator-fault.js';

/** The server gave no answer in time. */
export class NoAnswer extends OperatorFault {}

/**
 * Codes of answers after which the same call can succeed: out of reach (6, 7, 89, 9001), time over (50, 202, 262),
 * write concern not met (64, 79, 100), shutdown or election (91, 189, 10058, 10107, 11600, 11602, 13435, 13436), a
 * cursor or plan that ended (43, 175), no majority yet (133, 134), interrupted (11601).
 */
const passing = new Set([
  6, 7, 43, 50, 64, 79, 89, 91, 100, 133, 134, 175, 189, 202, 262, 9001, 10058, 10107, 11600, 11601, 11602, 13435,
  13436,
]);
const duplicateKey = 11_000;
const noNamespace = 26;
/** Unauthorized, AuthenticationFailed, and the same of Atlas. */
const deniedCodes = new Set([13, 18, 8000]);
const mistakes = [
  MongoInvalidArgumentError,
  MongoParseError,
  MongoMissingCredentialsError,
  MongoMissingDependencyError,
];

const codeOf = (error: MongoServerError): number => Number(error.code);

/** A document with the same unique key is stored already. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && codeOf(error) === duplicateKey;

/** A majority did not acknowledge what the call wrote, whatever else went wrong. */
const hasFailedConcern = (error: MongoServerError): boolean => {
  const { result } = error as { readonly result?: { writeConcernError?: unknown; getWriteConcernError?(): unknown } };
  return (result?.getWriteConcernError?.() ?? result?.writeConcernError) !== undefined;
};

/** The collection is not there. */
export const isAbsent = (error: unknown): boolean => error instanceof MongoServerError && codeOf(error) === noNamespace;

/** A write to a connection that was just reset fails with Node's own error, which the driver passes on as it is. */
const isOfSocket = (error: unknown): boolean =>
  /^(E(CONN|PIPE|TIMEDOUT|HOST|NET)|ERR_(STREAM|SOCKET)_)/.test(
    String((error as { readonly code?: unknown } | null)?.code ?? ''),
  );

/** Whether it is unknown what became of the call: it may be executed still. */
export const hasNoAnswer = (error: unknown): boolean => {
  if (error instanceof NoAnswer || isOfSocket(error)) return true;
  if (error instanceof MongoServerError)
    return passing.has(codeOf(error)) || error.hasErrorLabel('RetryableWriteError') || hasFailedConcern(error);
  if (error instanceof MongoCompatibilityError || mistakes.some((kind) => error instanceof kind)) return false;
  return error instanceof MongoError;
};

/**
 * For callers, who know nothing of the engine. Answers of a server are repeated by code alone, and no driver's error is
 * kept as the cause: both can hold stored values.
 * @param setting the variable that names the server
 */
export const explained = (error: unknown, setting: string): Error => {
  if (hasNoAnswer(error))
    return new StoreUnreadable(operatorText('mongo-silent', { setting, cause: messageOf(error) }));
  if (error instanceof MongoServerError) {
    const code = codeOf(error);
    if (deniedCodes.has(code))
      return new StoreUnusable(operatorText('mongo-refuses-user', { setting, code: code ?? '?' }));
    return new StoreUnusable(operatorText('mongo-refused', { setting, cause: messageOf(error) }));
  }
  if (error instanceof MongoCompatibilityError)
    return new StoreUnusable(operatorText('mongo-version', { setting, cause: error.message }));
  if (error instanceof MongoError)
    return new StoreUnusable(operatorText('mongo-unusable', { setting, cause: error.name }));
  return error instanceof Error ? error : new Error(String(error));
};

/** Closed by this process, which asks for no more. */
export const closedConnection = (): StoreStopped => new StoreStopped(operatorText('mongo-connection-closed'));

const messageOf = (error: unknown): OperatorText | string =>
  error instanceof MongoServerError
    ? `code ${error.code}${error.codeName === undefined ? '' : ` ${error.codeName}`}`
    : causeIn(error);
