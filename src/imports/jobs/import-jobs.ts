import { setTimeout } from 'node:timers/promises';
import { Inject } from '@nestjs/common';
import type { Clock } from '../../platform/clock.js';
import { type Runner, Runners } from '../../platform/health/runners.js';
import type { JobResult, Jobs, RunningJob } from '../../platform/jobs/jobs.js';
import type { Logger } from '../../platform/logging/logger.js';
import type { Duties } from '../../platform/roles.js';
import { CLOCK, DUTIES, JOBS } from '../../platform/tokens.js';
import { bounds } from '../bounds.js';
import { IMPORT_LOG } from '../imports.tokens.js';
import { ReportFiles } from '../reports/report-files.js';
import { ImportAttempt } from './import-attempt.js';
import { ImportQueue } from './import-queue.js';
import { importOfJob, importQueue, isUndoJob, reportData, reportQueue } from './job-data.js';
import { LostImports } from './lost-imports.js';
import { UndoAttempt } from './undo-attempt.js';

/** Imports and undos running at once in this process, over all vendors. The series of a vendor allows it one. */
const atOnce = 8;
/** When an import is attempted again after its process ended, or after a fault of a store or the disk; milliseconds. */
const afterProcessMs = 1_000;
const afterFaultMs = 30_000;
const pollMs = 5;

/**
 * Runs the jobs of imports and undos, one at a time of a vendor, once this process has begun to work: at its start, or
 * with the first import that it accepts.
 */
export class ImportJobs {
  readonly #health: Runner;
  #running = 0;
  #works = false;

  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(ImportQueue) private readonly queue: ImportQueue,
    @Inject(ImportAttempt) private readonly imports: ImportAttempt,
    @Inject(UndoAttempt) private readonly undos: UndoAttempt,
    @Inject(LostImports) private readonly lost: LostImports,
    @Inject(ReportFiles) private readonly reports: ReportFiles,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IMPORT_LOG) private readonly logger: Logger,
    @Inject(DUTIES) private readonly duties: Duties,
    @Inject(Runners) runners: Runners,
  ) {
    this.#health = runners.add('imports', () => this.#running);
  }

  /** Runs jobs from now on, those of other processes that died included; none where its role leaves them to workers. */
  begin(): void {
    if (this.#works || !this.duties.works) return;
    this.#works = true;
    this.jobs.work(importQueue, {
      handler: (job) => this.attempt(job),
      onDead: async (job) => {
        if (!isUndoJob(job.id)) await this.imports.giveUp(job);
      },
      concurrency: atOnce,
      perVendor: 1,
      retryAfterMs: Array.from({ length: bounds.attempts - 1 }, () => afterProcessMs),
    });
    this.jobs.work(reportQueue, {
      handler: ({ vendor, id, ...job }) => this.reports.remove(vendor, id, reportData(job).report),
      concurrency: 1,
      perVendor: 1,
      retryAfterMs: [afterFaultMs],
    });
    this.jobs.onEmptied(() => {
      this.addLost().catch((error: unknown) => this.logger.error({ err: error }, 'lost imports are not added again'));
    });
  }

  /** At the start of a server: begins to work, and adds what the ledger has as started and no job continues. */
  async resume(): Promise<void> {
    this.#health.started();
    this.begin();
    await this.addLost();
  }

  /** At a start, and where the engine lost its jobs while this process lives. */
  private async addLost(): Promise<void> {
    await this.#health.run('resume', () => this.lost.addAgain());
    this.jobs.wake();
  }

  /** Resolves when no job of the queue runs or is due, in any process. */
  async idle(): Promise<void> {
    while (await this.queue.isBusy()) await setTimeout(pollMs);
  }

  private async attempt(job: RunningJob): Promise<JobResult> {
    this.#running += 1;
    try {
      await (isUndoJob(job.id) ? this.undos.run(job) : this.imports.run(job));
      this.#health.succeeded(job.id);
    } catch (error) {
      if (job.signal.aborted) throw error;
      // The store stopped, or the disk is full: the file is not at fault, and its attempts are not used up.
      this.#health.failed(job.id, error);
      this.logger.error(
        { err: error, correlationId: importOfJob(job.id), vendor: job.vendor },
        'an import was interrupted',
      );
      return { againAt: this.clock.ms() + afterFaultMs };
    } finally {
      this.#running -= 1;
    }
  }
}
