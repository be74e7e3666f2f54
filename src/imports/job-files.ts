import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Actor } from '../../domain/kernel/envelope.js';
import { personal } from '../../domain/kernel/personal.js';
import type { Sealer } from '../platform/keys/sealer.js';
import { personalFields } from './records/fields.js';
import type { FileReason } from './reading/file-fault.js';
import type { Fault } from './records/record.js';
import type { RecordOutcome, Summary } from './records/run-records.js';

/** What is kept of an import beside the ledger, as long as its report is. */
export interface Job {
  readonly importId: string;
  readonly vendor: string;
  readonly actor: Actor;
  readonly dryRun: boolean;
  readonly sha256: string;
  readonly bytes: number;
  /** `ended` where the file was read to its end or to a fault. */
  readonly state: 'accepted' | 'ended';
  readonly summary: Summary | null;
  readonly failure: { readonly reason: FileReason; readonly facts: Readonly<Record<string, string | number>> } | null;
  /** Epoch ms. */
  readonly endedAt: number | null;
  /** The key of the upload, sealed with the import's own key (A2); absent where an earlier version took the upload. */
  readonly fileKey?: unknown;
  /** How often the file was begun without an end or a stop in good order. */
  readonly attempts?: number;
  readonly sheet?: string | null;
}

const id = /^imp_[0-9a-z]{26}$/;

/**
 * One folder for each import in LEDGER_HOME/imports: the upload while it is needed, and what became of each record,
 * values at fault sealed (A2).
 */
export class JobFiles {
  readonly #root: string;

  constructor(
    home: string,
    private readonly sealer: Sealer,
  ) {
    this.#root = join(home, 'imports');
  }

  /** Where an upload is written before it is an import; nothing there outlives the request. */
  temporary(name: string): string {
    mkdirSync(this.#root, { recursive: true, mode: 0o700 });
    return join(this.#root, `upload-${name}`);
  }

  dropTemporary(file: string): void {
    rmSync(file, { force: true });
  }

  all(): readonly string[] {
    return existsSync(this.#root) ? readdirSync(this.#root).filter((name) => id.test(name)) : [];
  }

  /** Uploads that a crash left behind. */
  clearTemporary(): void {
    if (existsSync(this.#root))
      for (const name of readdirSync(this.#root))
        if (name.startsWith('upload-')) rmSync(join(this.#root, name), { force: true });
  }

  async create(job: Job, upload: string, key: Buffer): Promise<void> {
    const [fileKey] = await this.sealer.seal(job.vendor, [personal(job.importId, key.toString('base64'))]);
    mkdirSync(this.#in(job.importId), { recursive: true, mode: 0o700 });
    renameSync(upload, this.upload(job.importId));
    this.write({ ...job, fileKey });
  }

  /** Undefined for an upload that an earlier version left in plain. */
  async fileKey({ vendor, fileKey }: Job): Promise<Buffer | undefined> {
    if (fileKey === undefined) return undefined;
    const [opened] = await this.sealer.open(vendor, [fileKey as { readonly plain?: string }]);
    return Buffer.from(opened?.plain ?? '', 'base64');
  }

  read(importId: string): Job | undefined {
    const file = id.test(importId) ? join(this.#in(importId), 'job.json') : undefined;
    return file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Job) : undefined;
  }

  write(job: Job): void {
    const file = join(this.#in(job.importId), 'job.json');
    writeFileSync(`${file}.new`, JSON.stringify(job), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  upload(importId: string): string {
    return join(this.#in(importId), 'upload');
  }

  dropUpload(importId: string): void {
    rmSync(this.upload(importId), { force: true });
  }

  drop(importId: string): void {
    rmSync(this.#in(importId), { recursive: true, force: true });
  }

  /** Where outcomes go, from the first record on. */
  recorder({ importId, vendor }: Job): { write(outcome: RecordOutcome): Promise<void>; close(): Promise<void> } {
    const all = createWriteStream(join(this.#in(importId), 'outcomes.ndjson'), { mode: 0o600 });
    const errors = createWriteStream(join(this.#in(importId), 'errors.ndjson'), { mode: 0o600 });
    return {
      write: async (outcome) => {
        const line = `${JSON.stringify(outcome.outcome === 'error' ? await this.#sealed(vendor, importId, outcome) : outcome)}\n`;
        if (outcome.outcome === 'error' && !errors.write(line)) await once(errors, 'drain');
        if (!all.write(line)) await once(all, 'drain');
      },
      close: async () => {
        for (const out of [all, errors]) await new Promise<void>((resolve) => out.end(() => resolve()));
      },
    };
  }

  /** What became of each record, in the order of the file. */
  async *outcomes({ importId, vendor }: Job): AsyncGenerator<RecordOutcome> {
    const file = join(this.#in(importId), 'outcomes.ndjson');
    if (!existsSync(file)) return;
    for await (const line of createInterface({ input: createReadStream(file) })) yield await this.#opened(vendor, line);
  }

  /** Records at fault from a byte of their file on; undefined where no record begins there. */
  async errors(
    { importId, vendor }: Job,
    from: number,
    limit: number,
  ): Promise<{ readonly items: readonly RecordOutcome[]; readonly next: number | null } | undefined> {
    const file = join(this.#in(importId), 'errors.ndjson');
    if (!existsSync(file)) return from === 0 ? { items: [], next: null } : undefined;
    if (from > 0 && !(await endsLine(file, from - 1))) return undefined;
    const items: RecordOutcome[] = [];
    let at = from;
    for await (const line of createInterface({ input: createReadStream(file, { start: from }) })) {
      if (items.length === limit) return { items, next: at };
      items.push(await this.#opened(vendor, line));
      at += Buffer.byteLength(line) + 1;
    }
    return { items, next: null };
  }

  #in(importId: string): string {
    return join(this.#root, importId);
  }

  async #sealed(
    vendor: string,
    importId: string,
    outcome: RecordOutcome & { readonly outcome: 'error' },
  ): Promise<object> {
    const { contractNo, faults, ...rest } = outcome;
    const [sealed] = await this.sealer.seal(vendor, [personal(importId, { contractNo, faults })]);
    return { ...rest, sealed };
  }

  async #opened(vendor: string, line: string): Promise<RecordOutcome> {
    const outcome = JSON.parse(line) as RecordOutcome & { readonly sealed?: unknown; readonly fault?: OldFault };
    if (outcome.outcome !== 'error') return outcome;
    const { sealed, fault, ...rest } = outcome;
    if (fault !== undefined) return this.#openedOld(vendor, rest as RecordOutcome, fault);
    const [opened] = await this.sealer.open(vendor, [sealed as { readonly plain?: object }]);
    return { ...rest, contractNo: '', faults: [], ...opened?.plain } as RecordOutcome;
  }

  /** As versions before had it: one fault, whose value alone is sealed. */
  async #openedOld(vendor: string, outcome: RecordOutcome, fault: OldFault): Promise<RecordOutcome> {
    const [value] = await this.sealer.open(vendor, [fault.value]);
    const shown = personalFields.has(fault.field) ? '' : (value?.plain ?? '');
    const opened: Fault = { ...fault, value: shown };
    return { ...outcome, line: outcome.record, outcome: 'error', faults: [opened] };
  }
}

type OldFault = Omit<Fault, 'value'> & { readonly value: { readonly plain?: string } };

const endsLine = async (file: string, at: number): Promise<boolean> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, at);
    return bytesRead === 1 && buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
};
