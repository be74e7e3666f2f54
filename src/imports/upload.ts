import { createHash } from 'node:crypto';
import { createWriteStream, openSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { newFileKey, sealing } from './reading/source.js';

export interface Upload {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The file is sealed from its first byte on; without this key nobody reads it (A2). */
  readonly key: Buffer;
}

/**
 * Takes the one file of a multipart body into `file`, piece by piece; nothing stays of an upload that is refused.
 * @param limit in MB
 * @throws Problem upload-expected, upload-malformed, upload-too-large; Invalid where there is no file, or something
 * beside it
 */
export const receiveUpload = async (request: IncomingMessage, file: string, limit: number): Promise<Upload> => {
  const contentType = request.headers['content-type'] ?? '-';
  if (!/^multipart\/form-data(;|$)/i.test(contentType.trim())) throw new Problem('upload-expected', { contentType });
  const most = limit * 2 ** 20;
  // What a form says around its file.
  if (Number(request.headers['content-length'] ?? 0) > most + 65_536) throw new Problem('upload-too-large', { limit });
  try {
    const upload = await received(request, file, most);
    if (upload === undefined) throw new Invalid([{ pointer: '/file', code: 'required' }]);
    return upload;
  } catch (error) {
    rmSync(file, { force: true });
    if (error instanceof TooLarge) throw new Problem('upload-too-large', { limit });
    if (error instanceof Problem || isOurs(error)) throw error;
    throw new Problem('upload-malformed', { reason: (error as Error).message });
  } finally {
    // The rest of a body that is refused is read and forgotten, so that the answer reaches its sender.
    request.unpipe();
    request.resume();
  }
};

class TooLarge extends Error {}

/** Faults of the disk are not the sender's. */
const isOurs = (error: unknown): boolean =>
  typeof (error as NodeJS.ErrnoException).syscall === 'string' &&
  (error as NodeJS.ErrnoException).code !== 'ECONNRESET';

const received = (request: IncomingMessage, file: string, most: number): Promise<Upload | undefined> =>
  new Promise((resolve, reject) => {
    const parser = new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: 1, fields: 0, parts: 2, headerPairs: 50, fileSize: most + 1 },
    });
    let taking: Promise<Upload> | undefined;
    const fail = (error: unknown): void => {
      request.unpipe(parser);
      parser.destroy();
      reject(error as Error);
    };
    parser.on('file', (name, stream) => {
      if (name !== 'file') {
        stream.resume();
        return fail(new Invalid([{ pointer: `/${String(name).slice(0, 100)}`, code: 'unknown' }]));
      }
      taking = take(stream, file, most);
      taking.catch(fail);
    });
    const tooMany = (): void => fail(new Error('more than one part'));
    parser.on('partsLimit', tooMany).on('filesLimit', tooMany).on('fieldsLimit', tooMany);
    parser.on('error', fail);
    parser.on('finish', () => (taking === undefined ? resolve(undefined) : taking.then(resolve, fail)));
    request.on('aborted', () => fail(new Error('the connection broke off')));
    request.on('error', fail);
    request.pipe(parser);
  });

const take = async (stream: NodeJS.ReadableStream, file: string, most: number): Promise<Upload> => {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > most ? new TooLarge() : null, chunk);
    },
  });
  // Opened here and now: a stream opens its file later, and would make again what a refusal has removed.
  const key = newFileKey();
  await pipeline(stream, counted, sealing(key), createWriteStream(file, { fd: openSync(file, 'w', 0o600) }));
  return { file, bytes, sha256: hash.digest('hex'), key };
};
