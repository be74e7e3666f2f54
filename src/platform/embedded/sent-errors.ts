import { OutcomeUnknown, StoreStopped, StoreUnusable, WrongRevision } from '../events/event-store.js';
import { ViewsBehind } from '../projector/views-behind.js';
import type { SentError } from './messages.js';
import { OperatorFault, type OperatorText } from '../operator-fault.js';

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
  const text = error instanceof OperatorFault && typeof error.text !== 'string' ? error.text : undefined;
  return { name, message, ...(text !== undefined && { text }), ...(typeof code === 'string' && { code }) };
};

const classOf = (name: string): new (message: string) => Error => classes[name as keyof typeof classes] ?? Error;

/** A fault with its text in every language; undefined for any other error. */
const receivedFault = (name: string, text: OperatorText | undefined): Error | undefined => {
  if (text === undefined) return undefined;
  return name === 'ViewsBehind' ? new ViewsBehind(text) : new StoreUnusable(text);
};

export const receivedError = ({ name, message, text, code, revision }: SentError): Error => {
  if (revision !== undefined) return new WrongRevision(revision.stream, revision.expected, revision.actual);
  const error = receivedFault(name, text) ?? new (classOf(name))(message);
  return code === undefined ? error : Object.assign(error, { code });
};
