import type { Clock } from '../platform/clock.js';
import { OutcomeUnknown, StoreStopped, StoreUnusable } from '../platform/events/event-store.js';
import type { Logger } from '../platform/logging/logger.js';
import { bounds } from './bounds.js';
import { FileFault } from './reading/file-fault.js';
import type { Imports } from './imports.service.js';
import type { Job, JobFiles } from './job-files.js';
import { Interrupted, type Summary } from './records/run-records.js';

/** Records under way at once beside everything else a server does. */
const underWay = 64;

export interface Progress {
  readonly state: 'waiting' | 'running';
  readonly percent: number;
  readonly records: Pick<Summary, 'records' | 'created' | 'duplicates' | 'errors'>;
  readonly vendor: string;
}

export const nothing = { records: 0, created: 0, duplicates: 0, errors: 0 };

/** Runs the file of one import, and records what it came to: to its end, to a fault, or to a stop. */
export class JobRunner {
  constructor(
    private readonly imports: Imports,
    private readonly files: JobFiles,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Runs a file to its end; `onProgress` gets the counts after each record. */
  async run(accepted: Job, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<void> {
    const { importId, vendor, actor, dryRun } = accepted;
    const counts = { ...nothing };
    let job: Job = { ...accepted, attempts: (accepted.attempts ?? 0) + 1 };
    if (job.attempts! > bounds.attempts) return this.giveUp(accepted);
    this.files.write(job);
    onProgress({ state: 'running', percent: 0, records: nothing, vendor });
    const recorder = this.files.recorder(job);
    let percent = 0;
    const end = (how: Pick<Job, 'summary' | 'failure'>): void => this.end({ ...job, ...how });
    try {
      const summary = await this.imports.run({
        file: this.files.upload(importId),
        fileKey: await this.files.fileKey(job),
        vendor,
        actor,
        importId,
        dryRun,
        language: 'zh-CN',
        pace: { underWay, signal },
        onProgress: (bytes, of) => void (percent = Math.floor((bytes / Math.max(1, of)) * 100)),
        onFacts: ({ sheet }) => void (job = { ...job, sheet }),
        onOutcome: (outcome) => {
          counts.records += 1;
          counts[
            outcome.outcome === 'created' ? 'created' : outcome.outcome === 'duplicate' ? 'duplicates' : 'errors'
          ] += 1;
          onProgress({ state: 'running', percent, records: { ...counts }, vendor });
          return recorder.write(outcome);
        },
      });
      await recorder.close();
      end({ summary, failure: null });
    } catch (error) {
      await recorder.close();
      // A stop in good order, and a store that takes no writes: the file is not at fault.
      if (error instanceof Interrupted || !(error instanceof FileFault || isUnexpected(error)))
        this.files.write({ ...job, attempts: accepted.attempts ?? 0 });
      if (error instanceof Interrupted) return;
      const fault = error instanceof FileFault ? error : isUnexpected(error) ? new FileFault('unexpected') : undefined;
      if (fault === undefined) throw error;
      if (fault.reason === 'unexpected') {
        const { name, stack = '' } = ((error as Error).cause ?? error) as Error;
        // The message may hold text of the file: the name and the places in the code do not.
        const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
        this.logger.error({ importId, name, places: places.slice(0, 10) }, 'an import failed unexpectedly');
        if (!(error instanceof FileFault)) await this.fail(job, fault);
      }
      end({
        summary: { ...counts, unknownHeadings: [], sheet: job.sheet ?? null, otherSheets: [], hiddenHeadings: [] },
        failure: { reason: fault.reason, facts: fault.facts },
      });
    }
  }

  /** C11: a file that ended the process as often as this is not tried again. */
  private async giveUp(job: Job): Promise<void> {
    const fault = new FileFault('ended-process', { times: bounds.attempts });
    await this.fail(job, fault);
    this.end({ ...job, failure: { reason: fault.reason, facts: fault.facts } });
  }

  private async fail({ vendor, importId, actor, dryRun }: Job, { reason, facts }: FileFault): Promise<void> {
    if (!dryRun) await this.imports.say(vendor, importId, actor, { kind: 'fail', reason, facts });
  }

  private end(job: Job): void {
    const { fileKey: _, ...rest } = job;
    this.files.write({ ...rest, state: 'ended', endedAt: this.clock.ms() });
    this.files.dropUpload(job.importId);
  }
}

/** Faults of the store and of the disk are not the file's: the import goes on when they are mended. */
const isUnexpected = (error: unknown): boolean =>
  !(error instanceof StoreStopped) &&
  !(error instanceof StoreUnusable) &&
  !(error instanceof OutcomeUnknown) &&
  typeof (error as NodeJS.ErrnoException).syscall !== 'string' &&
  !/^SQLITE_/.test(String((error as { code?: unknown }).code ?? ''));
