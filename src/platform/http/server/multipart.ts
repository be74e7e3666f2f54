import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { asOneLine } from '../../../../domain/kernel/spelling.js';
import { isStoreFault } from '../../store-faults.js';
import { Problem } from '../problems/problem.js';

/** One part of a multipart body while it arrives. */
export interface ArrivingPart {
  readonly field: string;
  /** Of the caller's file, without folders; null where the form names none that can be shown. */
  readonly fileName: string | null;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface PartLimits {
  /** More parts than these are refused. */
  readonly parts: number;
  /** Of one part; content ends one byte behind it, so that whoever takes it notices. */
  readonly bytes: number;
  /** Whether a part without a file name is handed over too; it is refused otherwise. */
  readonly fields: boolean;
}

export const isMultipart = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  /^multipart\/form-data(;|$)/i.test((headers['content-type'] ?? '').trim());

/**
 * Hands each part of a multipart body to `take`, piece by piece. Ends when every part is taken, or with the first fault
 * after what was being taken has ended; the rest of a refused body is read and forgotten, so that the answer reaches its
 * sender.
 * @throws whatever `take` throws, and errors of the parser: see `faultOfSender`
 */
export const receiveParts = async (
  request: IncomingMessage,
  limits: PartLimits,
  take: (part: ArrivingPart) => Promise<unknown>,
): Promise<void> => {
  try {
    await received(request, limits, take);
  } finally {
    request.unpipe();
    request.resume();
  }
};

/** What is wrong with a body that could not be read; null for faults of the stores and of the disk, and for problems. */
export const faultOfSender = (error: unknown): string | null => {
  const { syscall, code, message } = error as NodeJS.ErrnoException;
  const isOurs = (typeof syscall === 'string' && code !== 'ECONNRESET') || isStoreFault(error);
  return isOurs || error instanceof Problem ? null : message;
};

const received = (
  request: IncomingMessage,
  { parts, bytes, fields }: PartLimits,
  take: (part: ArrivingPart) => Promise<unknown>,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const parser = new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { files: parts, fields: 0, parts: parts + 1, headerPairs: 50, fileSize: bytes + 1 },
      ...(fields && { isPartAFile: () => true }),
    });
    const contents: Readable[] = [];
    const taken: Promise<unknown>[] = [];
    const fail = (error: unknown): void => {
      request.unpipe(parser);
      parser.destroy();
      for (const content of contents) content.destroy(error as Error);
      void Promise.allSettled(taken).then(() => reject(error as Error));
    };
    parser.on('file', (field, stream, given) => {
      // Whoever reads the content throws its errors; until it is read nobody would.
      const content = (stream as Readable).on('error', () => undefined);
      contents.push(content);
      const part = take({ field: String(field), fileName: shownName(given), content });
      taken.push(part);
      part.catch(fail);
    });
    const tooMany = (): void => fail(new Error(`more than ${parts === 1 ? 'one part' : `${parts} parts`}`));
    parser.on('partsLimit', tooMany).on('filesLimit', tooMany).on('fieldsLimit', tooMany);
    parser.on('error', fail);
    parser.on('finish', () => void Promise.all(taken).then(() => resolve(), fail));
    request.on('aborted', () => fail(new Error('the connection broke off')));
    request.on('error', fail);
    request.pipe(parser);
  });

const longestName = 200;

/** Without folders, on one line, cut between characters. */
const shownName = (given: string | undefined): string | null => {
  const name = asOneLine((given ?? '').replace(/^.*[\\/]/, '')).trim();
  return name === '' ? null : Array.from(name).slice(0, longestName).join('');
};
