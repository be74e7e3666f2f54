import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { asOneLine } from '../../domain/kernel/spelling.js';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { FileTooLarge, type StoredFile } from '../platform/files/files.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { isStoreFault } from '../platform/store-faults.js';

/** An upload that was stored. */
export interface Received extends StoredFile {
  /** Of the caller's file, without folders; null where the form names none that can be shown. */
  readonly name: string | null;
}

/** Where the content of an upload goes while it arrives, and how it is removed again. */
export interface UploadTarget {
  put(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredFile>;
  remove(sha256: string): Promise<void>;
}

/**
 * Stores the one file of a multipart body, piece by piece; nothing is left of an upload that is refused.
 * @param limit in MB
 * @throws Problem upload-expected, upload-malformed, upload-too-large; Invalid where there is no file, or something
 * beside it
 */
export const receiveUpload = async (
  request: IncomingMessage,
  target: UploadTarget,
  limit: number,
): Promise<Received> => {
  const contentType = request.headers['content-type'] ?? '-';
  if (!/^multipart\/form-data(;|$)/i.test(contentType.trim())) throw new Problem('upload-expected', { contentType });
  const maxBytes = limit * 2 ** 20;
  // What a form has around its file.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + 65_536)
    throw new Problem('upload-too-large', { limit });
  try {
    const upload = await received(request, target, maxBytes);
    if (upload === undefined) throw new Invalid([{ pointer: '/file', code: 'required' }]);
    return upload;
  } catch (error) {
    if (error instanceof FileTooLarge) throw new Problem('upload-too-large', { limit });
    if (error instanceof Problem || isOurs(error)) throw error;
    throw new Problem('upload-malformed', { reason: (error as Error).message });
  } finally {
    // The rest of a body that is refused is read and forgotten, so that the answer reaches its sender.
    request.unpipe();
    request.resume();
  }
};

/** Faults of the stores and of the disk are not the sender's. */
const isOurs = (error: unknown): boolean => {
  const { syscall, code } = error as NodeJS.ErrnoException;
  return (typeof syscall === 'string' && code !== 'ECONNRESET') || isStoreFault(error);
};

const received = (request: IncomingMessage, target: UploadTarget, maxBytes: number): Promise<Received | undefined> =>
  new Promise((resolve, reject) => {
    const parser = new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: 1, fields: 0, parts: 2, headerPairs: 50, fileSize: maxBytes + 1 },
    });
    let content: Readable | undefined;
    let storing: Promise<StoredFile> | undefined;
    let fileName: string | null = null;
    const fail = (error: unknown): void => {
      request.unpipe(parser);
      parser.destroy();
      content?.destroy(error as Error);
      const removed = storing?.then(
        ({ sha256 }) => target.remove(sha256),
        () => undefined,
      );
      Promise.resolve(removed).then(
        () => reject(error as Error),
        () => reject(error as Error),
      );
    };
    parser.on('file', (name, stream, given) => {
      fileName = shownName(given);
      if (name !== 'file') {
        stream.resume();
        return fail(new Invalid([{ pointer: `/${String(name).slice(0, 100)}`, code: 'unknown' }]));
      }
      // Whoever reads the content throws its errors; until it is read nobody would.
      content = (stream as Readable).on('error', () => undefined);
      storing = target.put(content as AsyncIterable<Uint8Array>, maxBytes);
      storing.catch(fail);
    });
    const tooMany = (): void => fail(new Error('more than one part'));
    parser.on('partsLimit', tooMany).on('filesLimit', tooMany).on('fieldsLimit', tooMany);
    parser.on('error', fail);
    parser.on('finish', () =>
      storing === undefined
        ? resolve(undefined)
        : storing.then((stored) => resolve({ ...stored, name: fileName }), fail),
    );
    request.on('aborted', () => fail(new Error('the connection broke off')));
    request.on('error', fail);
    request.pipe(parser);
  });

const longestName = 200;

/** Without folders, on one line. */
const shownName = (given: string | undefined): string | null => {
  const name = asOneLine((given ?? '').replace(/^.*[\\/]/, '')).trim();
  return name === '' ? null : name.slice(0, longestName);
};
