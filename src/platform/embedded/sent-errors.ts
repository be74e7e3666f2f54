import { OutcomeUnknown, StoreStopped, StoreUnusable, WrongRevision } from '../events/event-store.js';
import { ViewsBehind } from '../projector/views-behind.js';
import type { SentError } from './messages.js';

/** Errors that callers distinguish, by the name under which they cross a thread. */
const classes = {
  OutcomeUnknown,
  StoreStopped,
  StoreUnusable,
  ViewsBehind,
  TypeError,
  RangeError,
} as const;

export const sendError = (error: unknown): SentError => {
  if (error instanceof WrongRevision) {
    const { stream, expected, actual, message } = error;
    return { name: 'WrongRevision', message, revision: { stream, expected, actual } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | undefined)?.code;
  const name = Object.entries(classes).find(([, each]) => error instanceof each)?.[0] ?? 'Error';
  return { name, message, ...(typeof code === 'string' && { code }) };
};

export const receivedError = ({ name, message, code, revision }: SentError): Error => {
  if (revision !== undefined) return new WrongRevision(revision.stream, revision.expected, revision.actual);
  const error = new (classes[name as keyof typeof classes] ?? Error)(message);
  return code === undefined ? error : Object.assign(error, { code });
};
