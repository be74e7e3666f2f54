import { Inject } from '@nestjs/common';
import { FileDamaged, FileMissing, type Files } from '../../platform/files/files.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import { FILES, KEY_STORE } from '../../platform/tokens.js';
import type { FileReason } from '../reading/file-fault.js';
import type { RecordCounts, RecordOutcome, Summary } from '../records/run-records.js';

export interface ImportFailure {
  readonly reason: FileReason;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Outcomes of successive records in one stored file, one a line. */
export interface ReportPart {
  readonly file: string;
  readonly errors: number;
}

/** What is known of an import's records so far: a stored file that names the parts. */
export interface ReportIndex {
  readonly parts: readonly ReportPart[];
  /** Of the records in the parts. */
  readonly counts: RecordCounts;
  readonly sheet: string | null;
  /** The row of the headings; absent before it was read, and of reports that earlier versions wrote. */
  readonly heading?: readonly string[] | undefined;
  /** Null until the file was read to its end or to a fault. */
  readonly end: { readonly summary: Summary; readonly failure: ImportFailure | null } | null;
}
/** An index and the file that holds it; null before it was saved. */
export interface SavedReport {
  readonly file: string | null;
  readonly index: ReportIndex;
}

export const emptyReport: ReportIndex = {
  parts: [],
  counts: { records: 0, created: 0, duplicates: 0, errors: 0 },
  sheet: null,
  end: null,
};

/** Records at fault, and where the next page begins. */
export interface ErrorPage {
  readonly items: readonly RecordOutcome[];
  readonly next: string | null;
}

/** Bytes of one part or index. */
const maxBytes = 256 * 2 ** 20;

/**
 * Reports as stored files, sealed with the key of their import (A2): they hold contract numbers and faulty values. Any
 * process reads them.
 */
export class ReportFiles {
  constructor(
    @Inject(FILES) private readonly files: Files,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'provide' | 'find'>,
  ) {}

  async writePart(vendor: string, importId: string, outcomes: readonly RecordOutcome[]): Promise<ReportPart> {
    const text = outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join('');
    const errors = outcomes.filter(({ outcome }) => outcome === 'error').length;
    return { file: await this.#write(vendor, importId, text), errors };
  }

  writeIndex(vendor: string, importId: string, index: ReportIndex): Promise<string> {
    return this.#write(vendor, importId, JSON.stringify(index));
  }

  /** Undefined where the file is gone. */
  async index(vendor: string, importId: string, file: string | null): Promise<ReportIndex | undefined> {
    if (file === null) return undefined;
    try {
      return JSON.parse(await this.#read(vendor, importId, file)) as ReportIndex;
    } catch (error) {
      if (error instanceof FileMissing || error instanceof FileDamaged) return undefined;
      throw error;
    }
  }

  /** Outcomes in the order of the file. @throws FileMissing where the report was removed meanwhile */
  async *outcomes(vendor: string, importId: string, { parts }: ReportIndex): AsyncGenerator<RecordOutcome> {
    for (const { file } of parts) yield* await this.#outcomesOf(vendor, importId, file);
  }

  /**
   * Records at fault from a cursor on, or from the first one. Undefined where the cursor is none of this report.
   * @throws FileMissing where the report was removed meanwhile
   */
  async errors(
    vendor: string,
    importId: string,
    { parts }: ReportIndex,
    cursor: string | undefined,
    limit: number,
  ): Promise<ErrorPage | undefined> {
    const [, first, skipped] = /^(\d{1,7})-(\d{1,7})$/.exec(cursor ?? '0-0') ?? [];
    if (first === undefined) return undefined;
    let skip = Number(skipped);
    if (cursor !== undefined && skip >= (parts[Number(first)]?.errors ?? 0)) return undefined;
    const items: RecordOutcome[] = [];
    for (const [at, { file, errors }] of parts.entries()) {
      if (at < Number(first) || errors === 0) continue;
      if (items.length === limit) return { items, next: `${at}-0` };
      const found = (await this.#outcomesOf(vendor, importId, file)).filter(({ outcome }) => outcome === 'error');
      const page = found.slice(skip, skip + limit - items.length);
      items.push(...page);
      if (skip + page.length < found.length) return { items, next: `${at}-${skip + page.length}` };
      skip = 0;
    }
    return { items, next: null };
  }

  async removeIndex(file: string): Promise<void> {
    await this.files.remove(file);
  }

  /** The index last: what an interruption leaves is found by it again. */
  async remove(vendor: string, importId: string, file: string): Promise<void> {
    for (const part of (await this.index(vendor, importId, file))?.parts ?? []) await this.files.remove(part.file);
    await this.files.remove(file);
  }

  async #outcomesOf(vendor: string, importId: string, file: string): Promise<readonly RecordOutcome[]> {
    const lines = (await this.#read(vendor, importId, file)).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line) as RecordOutcome);
  }

  async #write(vendor: string, importId: string, text: string): Promise<string> {
    const key = (await this.keys.provide(vendor, [importId])).get(importId) ?? undefined;
    // A destroyed key: nothing may be written that nobody may read.
    if (key === undefined) throw new FileDamaged(`the key of ${importId} was destroyed`);
    const content = async function* () {
      yield Buffer.from(text);
    };
    return (await this.files.put(content(), { maxBytes, key })).sha256;
  }

  async #read(vendor: string, importId: string, file: string): Promise<string> {
    const key = (await this.keys.find(vendor, [importId])).get(importId) ?? undefined;
    if (key === undefined) throw new FileMissing(file);
    const parts: Buffer[] = [];
    for await (const bytes of this.files.read(file, { key })) parts.push(bytes);
    return Buffer.concat(parts).toString('utf8');
  }
}
