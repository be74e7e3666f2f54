import type { IncomingMessage } from 'node:http';
import { Inject } from '@nestjs/common';
import { streamName } from '../../../domain/kernel/envelope.js';
import { textSubject } from '../../../domain/kernel/personal.js';
import { filesOf } from '../../../domain/request/attached.js';
import { request as requests } from '../../../domain/request/request.js';
import type { AttachedFile } from '../../../domain/request/request.events.js';
import { FileDamaged, FileMissing, type Files } from '../../platform/files/files.js';
import { Problem } from '../../platform/http/problems/problem.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import { Ledger } from '../../platform/ledger/ledger.js';
import { FILES, KEY_STORE } from '../../platform/tokens.js';
import { type FormFile, receiveForm, type ReceivedForm } from './receive-form.js';

/** A file that was stored for an act which is not recorded yet. */
export interface Upload extends FormFile {
  /** Whose text key it is sealed with. */
  readonly requestId: string;
}

/** Hashes of the files that a request's events name; none of one that is not registered. */
export const namedFiles = async (
  ledger: Pick<Ledger, 'load'>,
  vendor: string,
  requestId: string,
): Promise<ReadonlySet<string>> => {
  const { state } = await ledger.load(vendor, 'request', requestId, requests);
  return new Set(state.status === 'registered' ? filesOf(state, true).map(({ sha256 }) => sha256) : []);
};

/** A7: removes the stored bytes of what was attached to a request. Repeated, it does nothing. */
export const forgetFiles = async (
  { ledger, files }: { readonly ledger: Pick<Ledger, 'load'>; readonly files: Pick<Files, 'remove'> },
  vendor: string,
  requestId: string,
): Promise<void> => {
  for (const sha256 of await namedFiles(ledger, vendor, requestId)) await files.remove(sha256);
};

/** The bytes of attached files: sealed with the text key of their request from the first byte on (A6). */
export class Attachments {
  constructor(
    @Inject(FILES) private readonly files: Files,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'provide' | 'find'>,
    @Inject(Ledger) private readonly ledger: Ledger,
  ) {}

  /**
   * Stores the files of a form; `stored` has the hash of each from when it is there, also where the form is refused.
   * @throws Problem text-erased, and what `receiveForm` throws
   */
  async receive(
    request: IncomingMessage,
    vendor: string,
    requestId: string,
    stored: Set<string>,
  ): Promise<ReceivedForm> {
    const subject = textSubject(requestId);
    const key = (await this.keys.provide(vendor, [subject])).get(subject);
    if (key == null) throw new Problem('text-erased', { id: requestId }, { rule: 'A7' });
    const owner = streamName(vendor, 'request', requestId);
    return receiveForm(request, async (content, maxBytes) => {
      const file = await this.files.put(content, { maxBytes, key, owner });
      stored.add(file.sha256);
      return file;
    });
  }

  /** Keeps what an event of the request names, and removes the rest. */
  async settle(vendor: string, requestId: string, stored: Iterable<string>): Promise<void> {
    const named = await namedFiles(this.ledger, vendor, requestId);
    for (const sha256 of stored) await (named.has(sha256) ? this.files.confirm(sha256) : this.files.remove(sha256));
  }

  /**
   * The content of a file that an event of the request names, from its first bytes on.
   * @throws Problem text-erased, file-damaged; FileDamaged while it is read on
   */
  async read(vendor: string, requestId: string, { sha256 }: AttachedFile): Promise<AsyncIterable<Buffer>> {
    const subject = textSubject(requestId);
    const key = (await this.keys.find(vendor, [subject])).get(subject);
    if (key === null) throw new Problem('text-erased', { id: requestId }, { rule: 'A7' });
    if (key === undefined) throw new Problem('person-key-missing');
    const parts = this.files.read(sha256, { key })[Symbol.asyncIterator]();
    try {
      return from(await parts.next(), parts);
    } catch (error) {
      if (!(error instanceof FileMissing || error instanceof FileDamaged)) throw error;
      throw new Problem('file-damaged', { sha256 });
    }
  }
}

/** What is left of an iteration, its first result included. */
async function* from(first: IteratorResult<Buffer>, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
