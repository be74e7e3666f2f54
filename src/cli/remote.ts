import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import FormData from 'form-data';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { BadUsage, CommandFailed, failureOf } from './local-application.js';
import { writtenCause } from '../platform/operator-fault.js';
import { detailOf } from './problem-lines.js';
import { messageIn } from './texts.js';

/** A server to work through, instead of the folder. */
export interface Remote {
  readonly url?: string;
  readonly key?: string;
  readonly vendor?: string;
  /** Of faults, and of the server's refusals. */
  readonly language: Language;
  /** Of a write: the person for whom it is done. */
  readonly onBehalfOf?: string;
}

/** Calls a running server. @throws CommandFailed with the server's own message */
export const call = async (remote: Remote, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
  const sent =
    body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await fetchRemote(remote, path, { method, ...sent })).json();
};

/** Reads an answer of a type that is asked for, as it is sent. @throws CommandFailed with the server's own message */
export const read = async (remote: Remote, path: string, accept: string): Promise<string> =>
  (await fetchRemote(remote, path, { method: 'GET', headers: { accept } })).text();

/** A small file that the server makes. @throws CommandFailed */
export const readBytes = async (remote: Remote, path: string): Promise<Buffer> =>
  Buffer.from(await (await fetchRemote(remote, path, { method: 'GET' })).arrayBuffer());

/** Sends a file as the part `file` of a form, piece by piece. @throws CommandFailed */
export const upload = async (remote: Remote, path: string, file: string): Promise<unknown> => {
  const form = new FormData();
  form.append('file', createReadStream(file), { filename: basename(file), contentType: 'application/octet-stream' });
  const body = Readable.toWeb(form.pipe(new PassThrough())) as ReadableStream;
  const sent = { method: 'POST', headers: form.getHeaders(), body, duplex: 'half' };
  return (await fetchRemote(remote, path, sent as RequestInit)).json();
};

/** Writes an answer to a file, piece by piece. @throws CommandFailed */
export const download = async (remote: Remote, path: string, file: string): Promise<void> => {
  const { body } = await fetchRemote(remote, path, { method: 'GET' });
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), createWriteStream(file));
};

const fetchRemote = async (
  { url, key, vendor, language, onBehalfOf }: Remote,
  path: string,
  init: RequestInit,
): Promise<Response> => {
  if (url === undefined || key === undefined) throw new BadUsage(messageIn(language, 'bothUrlAndKey'));
  const headers = {
    authorization: `Bearer ${key}`,
    'accept-language': language,
    ...(vendor !== undefined && { 'ledger-vendor': vendor }),
    ...(onBehalfOf !== undefined && { 'ledger-on-behalf-of': encodeURIComponent(onBehalfOf) }),
    ...(init.headers as Record<string, string> | undefined),
  };
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new BadUsage(messageIn(language, 'badUrl', { url }));
  const response = await fetch(new URL(`/api/v1${path}`, url), { ...init, headers }).catch((error: Error) => {
    const cause = writtenCause(error.cause ?? error, language);
    throw new CommandFailed(messageIn(language, 'noAnswer', { url, cause }));
  });
  if (!response.ok)
    throw failureOf(
      response.status,
      messageIn(language, 'refusedBy', { url, detail: detailOf(await response.text()) }),
    );
  return response;
};

/** The query of a question, without what was not given. */
export const queryOf = (values: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
