import type { IncomingMessage } from 'node:http';
import { FileTooLarge, type StoredFile } from '../../platform/files/files.js';
import { httpBounds, sizeText } from '../../platform/http/bounds.js';
import { readJson } from '../../platform/http/body.js';
import { Invalid, Problem } from '../../platform/http/problems/problem.js';
import { type ArrivingPart, faultOfSender, receiveParts } from '../../platform/http/server/multipart.js';
import { attachmentBounds } from './bounds.js';
import { JudgedContent } from './media-type.js';

/** A file of a form that was stored. */
export interface FormFile extends StoredFile {
  readonly type: string;
  readonly name: string | null;
}

export interface ReceivedForm {
  /** What the part `body` holds, not validated yet. */
  readonly body: unknown;
  /** In their order in the form. */
  readonly files: readonly FormFile[];
}

/** Stores the content of one file while it arrives. @throws FileTooLarge */
export type StoreFile = (content: AsyncIterable<Uint8Array>, maxBytes: number) => Promise<StoredFile>;

const mb = 2 ** 20;

/**
 * Reads a form with the part `body`, the JSON that the route takes without files, and parts `files`, in any order.
 * Whoever stores removes what is left of a form that is refused.
 * @throws Problem form-malformed, file-too-large, files-too-large, body-too-large, malformed-json; Invalid for parts
 * that are missing, unknown or too many
 */
export const receiveForm = async (request: IncomingMessage, store: StoreFile): Promise<ReceivedForm> => {
  const { files: most, fileMb, togetherMb } = attachmentBounds;
  const around = httpBounds.bodyBytes + 65_536;
  if (Number(request.headers['content-length'] ?? 0) > togetherMb * mb + around)
    throw new Problem('files-too-large', { limit: togetherMb });
  const files: FormFile[] = [];
  const bodies: Buffer[] = [];
  let [named, together] = [0, 0];

  async function* counted(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of content) {
      together += part.length;
      if (together > togetherMb * mb) throw new Problem('files-too-large', { limit: togetherMb });
      yield part;
    }
  }
  const takeFile = async ({ fileName: name, content }: ArrivingPart): Promise<void> => {
    const at = named++;
    if (at === most) throw new Invalid([{ pointer: '/files', code: 'list-too-long', facts: { limit: most } }]);
    const judged = new JudgedContent();
    try {
      const stored = await store(judged.of(counted(content)), fileMb * mb);
      files[at] = { ...stored, type: await judged.type(), name };
    } catch (error) {
      if (!(error instanceof FileTooLarge)) throw error;
      throw new Problem('file-too-large', { file: name ?? `files[${at}]`, limit: fileMb });
    }
  };
  const take = async (part: ArrivingPart): Promise<void> => {
    if (part.field === 'files') return takeFile(part);
    if (part.field !== 'body') throw new Invalid([{ pointer: `/${part.field.slice(0, 100)}`, code: 'unknown' }]);
    bodies.push(await wholeOf(part.content));
  };
  try {
    await receiveParts(request, { parts: most + 2, bytes: fileMb * mb, fields: true }, take);
  } catch (error) {
    const reason = faultOfSender(error);
    throw reason === null ? error : new Problem('form-malformed', { reason });
  }
  const [body, another] = bodies;
  if (body === undefined) throw new Invalid([{ pointer: '/body', code: 'required' }]);
  if (another !== undefined) throw new Invalid([{ pointer: '/body', code: 'given-twice' }]);
  return { body: readJson(body), files };
};

const wholeOf = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content) {
    size += part.length;
    if (size > httpBounds.bodyBytes) throw new Problem('body-too-large', { limit: sizeText(httpBounds.bodyBytes) });
    parts.push(part);
  }
  return Buffer.concat(parts);
};
