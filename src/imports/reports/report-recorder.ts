import { counted, type RecordOutcome } from '../records/run-records.js';
import type { ReportFiles, ReportIndex, SavedReport } from './report-files.js';

/** Outcomes of one part: few enough to be read again quickly after a crash, enough to make few files. */
const partRecords = 500;
const partText = 2 ** 20;

/**
 * Writes the report of a running import, part after part. The order makes every crash harmless: a part and the index
 * that names it are durable before the job names that index, and an index is removed after the job has left it. A crash
 * in between leaves sealed files that nothing names, and records that are examined again.
 */
export class ReportRecorder {
  #waiting: RecordOutcome[] = [];
  #text = 0;
  #file: string | null;
  #index: ReportIndex;
  #counts: ReportIndex['counts'];

  constructor(
    private readonly files: ReportFiles,
    private readonly vendor: string,
    private readonly importId: string,
    /** What the job names. */
    saved: SavedReport,
    /** Makes the job name another index. False where the job is another process's by now. */
    private readonly save: (file: string) => Promise<boolean>,
  ) {
    this.#file = saved.file;
    this.#index = saved.index;
    this.#counts = saved.index.counts;
  }

  /** Of all outcomes, those that wait for their part included. */
  get counts(): ReportIndex['counts'] {
    return this.#counts;
  }

  async add(outcome: RecordOutcome, sheet: string | null): Promise<void> {
    this.#counts = counted(this.#counts, outcome);
    this.#waiting.push(outcome);
    if (outcome.outcome === 'error')
      this.#text += outcome.faults.reduce((length, { value }) => length + value.length + 100, 0);
    if (this.#waiting.length >= partRecords || this.#text >= partText) await this.flush({ sheet });
  }

  /** Saves what waits; a later attempt continues after it. */
  async flush(
    more: Pick<ReportIndex, 'sheet'> & Partial<ReportIndex>,
  ): Promise<SavedReport & { readonly file: string }> {
    const outcomes = this.#waiting;
    [this.#waiting, this.#text] = [[], 0];
    const { files, vendor, importId } = this;
    const parts =
      outcomes.length === 0
        ? this.#index.parts
        : [...this.#index.parts, await files.writePart(vendor, importId, outcomes)];
    this.#index = { ...this.#index, ...more, parts, counts: this.#counts };
    const file = await files.writeIndex(vendor, importId, this.#index);
    const isNamed = await this.save(file);
    if (isNamed && this.#file !== null) await files.removeIndex(this.#file);
    this.#file = file;
    return { file, index: this.#index };
  }
}
