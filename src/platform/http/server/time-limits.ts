import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpBounds } from '../bounds.js';

/** Whether a body follows the headers. */
export const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Bytes that are read to their end though nobody wants them, so that the connection can be used again. */
const readAnyway = 64 * 1024;

/** Whether a refusal must close the connection: its body has not arrived yet, and is more than a few bytes. */
export const bodyIsPending = (request: IncomingMessage): boolean =>
  announcesBody(request) &&
  !request.complete &&
  (request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length']) > readAnyway);

/**
 * Ends a request whose body is not complete in time. `late` answers it; where it has been answered already the
 * connection is closed.
 */
export function limitBodyTime(request: IncomingMessage, response: ServerResponse, late: () => void): void {
  if (!announcesBody(request)) return;
  const timer = setTimeout(() => {
    if (request.complete) return;
    if (response.headersSent) request.socket.destroy();
    else late();
  }, httpBounds.bodySeconds * 1000).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** Ends an upload of which no byte has arrived for a while. */
export function limitIdleUpload(request: IncomingMessage): void {
  request.setTimeout(httpBounds.uploadIdleSeconds * 1000, () => request.socket.destroy());
  request.once('end', () => request.setTimeout(0));
}

/** Bytes of an answer that a connection takes in though nobody reads them. */
const takenAnyway = 64 * 1024;

/** Closes a connection whose reader takes in nothing of an answer for `seconds`: it holds what was read for it. */
export function limitStalledReader(response: ServerResponse, answer: unknown, seconds: number): void {
  if (answer === undefined || answer === null) return;
  if ((typeof answer === 'string' || Buffer.isBuffer(answer)) && answer.length < takenAnyway) return;
  response.setTimeout(seconds * 1000, () => response.destroy());
}
