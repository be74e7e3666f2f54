import type { AttachedFile } from '../../../domain/request/request.events.js';
import { markedBody, sealedText, shownText } from '../../platform/http/validation/sealed-text.js';
import { StreamBusy } from '../../platform/ledger/outcome.js';
import type { Upload } from './attachments.js';

/**
 * The files as the event names them. @throws StreamBusy where the request they were sealed for was merged meanwhile:
 * sent again, they are sealed for the survivor (R14)
 */
export const recordedFiles = (requestId: string, uploads: readonly Upload[]): readonly AttachedFile[] =>
  uploads.map(({ sha256, size, type, name, requestId: sealedFor }) => {
    if (sealedFor !== requestId) throw new StreamBusy(`${sealedFor} was merged while files arrived for it`);
    return { sha256, bytes: size, type, name: name === null ? null : sealedText(requestId, name) };
  });

/** As answers show them; the name is null where it was erased. */
export const shownFiles = (files: readonly AttachedFile[] = []) =>
  files.map(({ sha256, bytes, type, name }) => ({ sha256, name: shownText(name), type, bytes }));

/** What the route adds to the body of an act that files came with: no field that a caller can send. */
export interface WithFiles {
  readonly files?: readonly Upload[];
}

/**
 * What a retry of an act is compared with (C11). Files are compared by content and name, marked as personal; where they
 * are stored differs each time.
 */
export const comparedBodies = (
  type: abstract new () => object,
  { files, ...body }: WithFiles,
  requestId: string,
): { readonly body: object; readonly markedBody: object } => {
  const marked = markedBody(type, body, requestId);
  if (files === undefined) return { body, markedBody: marked };
  const prints = files.map(({ contentSha256, name }) => `${contentSha256} ${name ?? ''}`);
  return {
    body: { ...body, files: prints },
    markedBody: { ...marked, files: prints.map((print) => sealedText(requestId, print)) },
  };
};
