import { connect } from 'node:net';
import { once } from 'node:events';

/** What came back over one connection, and when it ended. */
export interface RawResponse {
  readonly text: string;
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** Whether the other side closed the connection. */
  readonly closed: boolean;
  readonly ms: number;
}

/** Sends bytes as they are and waits for the end of the connection, at most `ms`. */
export async function sendBytes(port: number, bytes: string, ms = 20_000): Promise<RawResponse> {
  const began = performance.now();
  const socket = connect(port, '127.0.0.1');
  let text = '';
  let closed = false;
  socket.setEncoding('utf8').on('data', (part: string) => (text += part));
  socket.on('error', () => undefined).on('close', () => (closed = true));
  await once(socket, 'connect');
  socket.write(bytes);
  while (!closed && performance.now() - began < ms) await new Promise((resolve) => setTimeout(resolve, 10));
  const ended = closed;
  socket.destroy();
  const head = text.split('\r\n\r\n', 1)[0]!.split('\r\n');
  const headers = new Map(
    head.slice(1).map((line) => [line.split(':', 1)[0]!.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return {
    text,
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
    header: (name) => headers.get(name),
    closed: ended,
    ms: performance.now() - began,
  };
}
