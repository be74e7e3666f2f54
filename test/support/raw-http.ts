import { Agent, request } from 'node:http';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** How long an answer may take, in milliseconds; a read that waits for a position takes five seconds. */
const timeoutMs = 10_000;

/** Sends what no client library would, byte for byte. @throws Error where no answer comes in time */
export function sender(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const once = ({ method, path, headers, body }: RawRequest): Promise<RawAnswer> =>
    new Promise((resolve, reject) => {
      const question = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method,
          path,
          headers: { ...headers, ...(body !== undefined && { 'content-length': String(body.length) }) },
          timeout: timeoutMs,
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode!,
              headers: answer.headers,
              text: Buffer.concat(parts).toString('utf8'),
            }),
          );
        },
      );
      question.on('timeout', () =>
        question.destroy(new Error(`no answer within ${timeoutMs} ms: ${method} ${path.slice(0, 300)}`)),
      );
      question.on('error', reject);
      question.end(body);
    });
  return {
    // A connection that the server was just closing is no answer: the same again, on another.
    send: (what: RawRequest): Promise<RawAnswer> =>
      once(what).catch((error: NodeJS.ErrnoException) =>
        ['ECONNRESET', 'EPIPE'].includes(error.code ?? '')
          ? once({ ...what, headers: { ...what.headers, connection: 'close' } })
          : Promise.reject(error),
      ),
    close: () => agent.destroy(),
  };
}
