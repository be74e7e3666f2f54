import { OutcomeUnknown, StoreStopped, StoreUnusable, WrongRevision } from '../events/event-store.js';
import { ViewsBehind } from '../projector/views-behind.js';
import type { SentError } from './messages.js';
import { OperatorFault, type OperatorText } from '../operator-fault.js';

/** Errors that callers distinguish, by the name under which they cross a thread: faults with a text, and others. */
const faults = { OutcomeUnknown, StoreStopped, StoreUnusable, ViewsBehind } as const;
const others = { TypeError, RangeError } as const;

export const sendError = (error: unknown): SentError => {
  if (error instanceof WrongRevision) {
    const { stream, expected, actual, message } = error;
    return { name: 'WrongRevision', message, revision: { stream, expected, actual } };
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | undefined)?.code;
  const name = Object.entries({ ...faults, ...others }).find(([, each]) => error instanceof each)?.[0] ?? 'Error';
  const text = error instanceof OperatorFault && typeof error.text !== 'string' ? error.text : undefined;
  return { name, message, ...(text !== undefined && { text }), ...(typeof code === 'string' && { code }) };
};

/** A fault with its text in every language; one of no class that is known here is that of a store. */
const received = (name: string, message: string, text: OperatorText | undefined): Error => {
  if (Object.hasOwn(faults, name)) return new faults[name as keyof typeof faults](text ?? message);
  if (text !== undefined) return new StoreUnusable(text);
  return new (Object.hasOwn(others, name) ? others[name as keyof typeof others] : Error)(message);
};

export const receivedError = ({ name, message, text, code, revision }: SentError): Error => {
  if (revision !== undefined) return new WrongRevision(revision.stream, revision.expected, revision.actual);
  const error = received(name, message, text);
  return code === undefined ? error : Object.assign(error, { code });
};
