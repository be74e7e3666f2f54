import { Inject } from '@nestjs/common';
import type { Actor } from '../../../domain/kernel/envelope.js';
import type { Clock } from '../../platform/clock.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import { CLOCK, JOBS } from '../../platform/tokens.js';
import { bounds } from '../bounds.js';
import { noRecords } from '../records/run-records.js';
import { type ImportJobData, importQueue, issuedBy, type UndoJobData, undoJobOf } from './job-data.js';

export interface QueuedImport {
  readonly actor: Actor;
  readonly dryRun: boolean;
  readonly sha256: string;
  readonly bytes: number;
  readonly file: string;
}

/** The jobs of imports and of undos, wherever they run. Adding one twice is adding it once. */
export class ImportQueue {
  constructor(
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the vendor may have another import wait or run. */
  async hasRoom(vendor: string): Promise<boolean> {
    const { waiting, running } = await this.jobs.counts(importQueue, vendor);
    return waiting + running < bounds.waiting;
  }

  /** `begun`: an attempt may have recorded some of it already. */
  async addImport(vendor: string, importId: string, queued: QueuedImport, begun = false): Promise<void> {
    const { actor, dryRun, sha256, bytes, file } = queued;
    const about = { ...issuedBy(actor), dryRun, sha256, bytes, file };
    const data: ImportJobData = { ...about, begun, report: null, percent: 0, ...noRecords };
    await this.#add(vendor, importId, data);
  }

  async addUndo(vendor: string, importId: string, actor: Actor): Promise<void> {
    await this.#add(vendor, undoJobOf(importId), issuedBy(actor));
  }

  /** Whether a job runs or is due now. */
  async isBusy(): Promise<boolean> {
    const { running, nextDueAt } = await this.jobs.counts(importQueue);
    return running > 0 || (nextDueAt !== null && nextDueAt <= this.clock.ms());
  }

  async #add(vendor: string, id: string, data: ImportJobData | UndoJobData): Promise<void> {
    const now = this.clock.ms();
    // A group for each vendor: what of it waits or runs is counted. A series: one runs at a time, whichever process
    // takes it, in the order of their requests.
    await this.jobs.add({
      queue: importQueue,
      id,
      vendor,
      group: vendor,
      series: vendor,
      place: now,
      dueAt: now,
      data,
    });
  }
}
