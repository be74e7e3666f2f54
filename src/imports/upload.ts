import type { IncomingMessage } from 'node:http';
import { FileTooLarge, type StoredFile } from '../platform/files/files.js';
import { Invalid, Problem } from '../platform/http/problems/problem.js';
import { type ArrivingPart, faultOfSender, isMultipart, receiveParts } from '../platform/http/server/multipart.js';

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
  if (!isMultipart(request))
    throw new Problem('upload-expected', { contentType: request.headers['content-type'] ?? '-' });
  const maxBytes = limit * 2 ** 20;
  // What a form has around its file.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + 65_536)
    throw new Problem('upload-too-large', { limit });
  const uploads: Received[] = [];
  const take = async ({ field, fileName, content }: ArrivingPart): Promise<void> => {
    if (field !== 'file') throw new Invalid([{ pointer: `/${field.slice(0, 100)}`, code: 'unknown' }]);
    uploads.push({ ...(await target.put(content, maxBytes)), name: fileName });
  };
  try {
    await receiveParts(request, { parts: 1, bytes: maxBytes, fields: false }, take);
    const [upload] = uploads;
    if (upload === undefined) throw new Invalid([{ pointer: '/file', code: 'required' }]);
    return upload;
  } catch (error) {
    for (const { sha256 } of uploads) await target.remove(sha256).catch(() => undefined);
    if (error instanceof FileTooLarge) throw new Problem('upload-too-large', { limit });
    const reason = faultOfSender(error);
    throw reason === null ? error : new Problem('upload-malformed', { reason });
  }
};
