import { Inject } from '@nestjs/common';
import type { Import } from '../../domain/import/import.js';
import type { FoundJob, Jobs } from '../platform/jobs/jobs.js';
import { JOBS } from '../platform/tokens.js';
import { ImportChanges } from './import-changes.js';
import { importData, type ImportJobData, importQueue, reportData, reportQueue } from './jobs/job-data.js';
import type { RecordCounts } from './records/run-records.js';
import { ReportFiles, type ReportIndex } from './reports/report-files.js';

/** What is known of an import: from the ledger, from its job while it waits or runs, and from its report. */
export interface Known {
  readonly importId: string;
  /** Undefined of a dry run, which is not in the ledger. */
  readonly state: Import | undefined;
  readonly progress: Progress | undefined;
  readonly about: Pick<ImportJobData, 'sha256' | 'bytes' | 'dryRun' | 'report'> | undefined;
  /** Undefined before the first outcome was saved, and after the report was removed. */
  readonly report: ReportIndex | undefined;
  readonly revision: number;
}
export interface Progress {
  readonly state: 'waiting' | 'running' | 'interrupted';
  readonly percent: number;
  readonly records: RecordCounts;
}

const id = /^imp_[0-9a-z]{26}$/;

/** Reads what is known of imports; the same in every process. */
export class ImportRegister {
  constructor(
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(ReportFiles) private readonly reports: ReportFiles,
    @Inject(JOBS) private readonly jobs: Jobs,
  ) {}

  /** Undefined where the vendor has no such import. */
  async find(vendor: string, importId: string): Promise<Known | undefined> {
    if (!id.test(importId)) return undefined;
    const { state, revision } = await this.changes.load(vendor, importId);
    const ended = await this.#job(vendor, reportQueue, importId);
    // Of a dry run the job alone is known; its report is added before its job is removed.
    const job = ended === undefined ? await this.#job(vendor, importQueue, importId) : undefined;
    const about = ended !== undefined ? reportData(ended) : job && importData(job);
    if (about === undefined && state.status === 'missing') return undefined;
    return {
      importId,
      state: state.status === 'missing' ? undefined : state,
      progress: job && progressOf(job),
      about,
      report: about && (await this.reports.index(vendor, importId, about.report)),
      revision: Math.max(0, revision),
    };
  }

  async #job(vendor: string, queue: string, importId: string): Promise<FoundJob | undefined> {
    const job = await this.jobs.get(queue, importId);
    return job?.vendor === vendor ? job : undefined;
  }
}

const progressOf = (job: FoundJob): Progress | undefined => {
  const { begun, percent, records, created, duplicates, errors } = importData(job);
  if (job.state === 'dead') return undefined;
  const state = job.state === 'running' ? 'running' : begun ? 'interrupted' : 'waiting';
  return { state, percent, records: { records, created, duplicates, errors } };
};
