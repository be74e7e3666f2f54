import { Inject } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import { FileDamaged, FileMissing, type Files } from '../../platform/files/files.js';
import type { Jobs, NewJob, RunningJob } from '../../platform/jobs/jobs.js';
import type { KeyStore } from '../../platform/keys/key-store.js';
import type { Logger } from '../../platform/logging/logger.js';
import { isStoreFault } from '../../platform/store-faults.js';
import { CLOCK, FILES, JOBS, KEY_STORE } from '../../platform/tokens.js';
import { bounds } from '../bounds.js';
import { ImportChanges } from '../import-changes.js';
import { IMPORT_LOG } from '../imports.tokens.js';
import { Imports } from '../imports.service.js';
import { FileFault } from '../reading/file-fault.js';
import type { Source } from '../reading/source.js';
import { Interrupted } from '../records/run-records.js';
import {
  emptyReport,
  type ImportFailure,
  ReportFiles,
  type ReportIndex,
  type SavedReport,
} from '../reports/report-files.js';
import { ReportRecorder } from '../reports/report-recorder.js';
import { actorOf, importData, type ImportJobData, type ReportJobData, reportQueue } from './job-data.js';

/** Records under way at once beside everything else a server does. */
const underWay = 64;
/** Milliseconds between two saves of how far an import is. */
const progressMs = 100;
/** How long reports are kept after an import has ended. */
const retentionMs = 30 * 86_400_000;

/**
 * One attempt of an import's job, in whichever process takes it: continues after the records that an earlier attempt
 * reported, and records how the import ended.
 */
export class ImportAttempt {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(ReportFiles) private readonly reports: ReportFiles,
    @Inject(FILES) private readonly files: Files,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(KEY_STORE) private readonly keys: Pick<KeyStore, 'find'>,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IMPORT_LOG) private readonly logger: Logger,
  ) {}

  /** @throws Interrupted, and faults of the stores: the job is attempted again */
  async run(job: RunningJob): Promise<void> {
    const data = importData(job);
    const saved = await this.saved(job, data);
    if (saved.file !== null && saved.index.end !== null) return this.finish(job, data, saved.file, saved.index);
    if (!data.dryRun && (await this.changes.load(job.vendor, job.id)).state.status !== 'running')
      return this.files.remove(data.file);
    const { file, index } = await this.read(job, data, saved);
    await this.finish(job, data, file, index);
  }

  /** C11: a file that ended its process as often as that is not tried again. */
  async giveUp(job: NewJob): Promise<void> {
    const data = importData(job);
    const { index: saved } = await this.saved(job, data);
    const failure: ImportFailure = { reason: 'ended-process', facts: { times: bounds.attempts } };
    const index = { ...saved, end: saved.end ?? endBy(failure, saved) };
    await this.finish(job, data, await this.reports.writeIndex(job.vendor, job.id, index), index);
    if (data.report !== null) await this.reports.removeIndex(data.report);
  }

  /** Reads the file to its end or to a fault. */
  private async read(job: RunningJob, data: ImportJobData, saved: SavedReport) {
    const { vendor, id: importId, signal } = job;
    const { index } = saved;
    const size = { bytes: data.bytes, dryRun: data.dryRun };
    const begins = data.begun ? 'an import continues' : 'an import begins';
    this.logger.info({ correlationId: importId, vendor, ...size }, begins);
    let progress = { ...data, begun: true, report: saved.file, ...index.counts };
    await job.save(progress);
    const recorder = new ReportRecorder(this.reports, vendor, importId, saved, async (report) => {
      progress = { ...progress, ...recorder.counts, report };
      await job.save(progress);
      const found = await this.jobs.get(job.queue, importId);
      return found !== undefined && importData(found).report === report;
    });
    let { sheet, heading } = index;
    let percent = progress.percent;
    let savedAt = performance.now();
    try {
      const summary = await this.imports.execute({
        source: await this.source(vendor, importId, data),
        vendor,
        actor: actorOf(data),
        importId,
        dryRun: data.dryRun,
        isRepeated: data.begun,
        after: index.counts,
        pace: { underWay, signal },
        onProgress: (bytes, of) => void (percent = Math.floor((bytes / Math.max(1, of)) * 100)),
        onHeading: (cells) => void (heading = cells),
        onFacts: (facts) => void (sheet = facts.sheet),
        onOutcome: async (outcome) => {
          await recorder.add(outcome, sheet);
          if (performance.now() - savedAt < progressMs) return;
          savedAt = performance.now();
          progress = { ...progress, ...recorder.counts, percent };
          await job.save(progress);
        },
      });
      return await recorder.flush({ sheet, heading, end: { summary, failure: null } });
    } catch (error) {
      if (signal.aborted || error instanceof Interrupted) {
        await recorder.flush({ sheet, heading });
        throw error;
      }
      const fault = faultOf(error);
      if (fault === undefined) throw error;
      if (fault.reason === 'unexpected') this.log(importId, error as Error);
      const { reason, facts } = fault;
      return await recorder.flush({
        sheet,
        heading,
        end: endBy({ reason, facts }, { counts: recorder.counts, sheet }),
      });
    }
  }

  /**
   * Records the end, hands the report to whoever removes it later, and removes the upload. A repeat changes nothing.
   */
  private async finish(job: NewJob, data: ImportJobData, report: string, index: ReportIndex): Promise<void> {
    const { vendor, id: importId } = job;
    const { summary, failure } = index.end!;
    const { records, created, duplicates, errors } = summary;
    if (!data.dryRun)
      await this.changes.record(
        vendor,
        importId,
        actorOf(data),
        failure === null ? { kind: 'finish', records, created, duplicates, errors } : { kind: 'fail', ...failure },
      );
    const counts = { records, created, duplicates, errors };
    const line = { correlationId: importId, vendor, dryRun: data.dryRun, ...counts, failure: failure?.reason };
    this.logger.info(line, failure === null ? 'an import ended' : 'an import failed');
    const { sha256, bytes, dryRun } = data;
    const retained: ReportJobData = { report, sha256, bytes, dryRun };
    const dueAt = this.clock.ms() + retentionMs;
    await this.jobs.add({ queue: reportQueue, id: importId, vendor, dueAt, data: retained });
    await this.files.remove(data.file);
  }

  /**
   * The report that the job names. What a dry run would have recorded is forgotten with its attempt: it begins anew.
   */
  private async saved({ vendor, id }: NewJob, { report, dryRun }: ImportJobData): Promise<SavedReport> {
    const index = await this.reports.index(vendor, id, report);
    if (index !== undefined && (index.end !== null || !dryRun)) return { file: report, index };
    if (report !== null) await this.reports.remove(vendor, id, report);
    return { file: null, index: emptyReport };
  }

  private async source(vendor: string, importId: string, { file, bytes }: ImportJobData): Promise<Source> {
    const key = (await this.keys.find(vendor, [importId])).get(importId) ?? undefined;
    if (key === undefined || !(await this.files.has(file))) throw new FileMissing(file);
    return { size: bytes, read: (from, to) => this.files.read(file, { key, from, to }) };
  }

  private log(importId: string, error: Error): void {
    const { name, stack = '' } = (error.cause as Error | undefined) ?? error;
    // The message may hold text of the file: the name and the places in the code do not.
    const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
    this.logger.error({ correlationId: importId, name, places: places.slice(0, 10) }, 'an import failed unexpectedly');
  }
}

const endBy = (
  failure: ImportFailure,
  { counts, sheet }: Pick<ReportIndex, 'counts' | 'sheet'>,
): NonNullable<ReportIndex['end']> => ({
  summary: { ...counts, unknownHeadings: [], sheet, otherSheets: [], hiddenHeadings: [] },
  failure,
});

/** The fault that ends the import; undefined for faults of the stores and of the disk, which are not the file's. */
const faultOf = (error: unknown): FileFault | undefined => {
  if (error instanceof FileFault) return error;
  if (error instanceof FileMissing || error instanceof FileDamaged) return new FileFault('upload-lost');
  const isOfDisk = typeof (error as NodeJS.ErrnoException).syscall === 'string';
  return isOfDisk || isStoreFault(error) ? undefined : new FileFault('unexpected');
};
