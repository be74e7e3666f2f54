import { Inject } from '@nestjs/common';
import type { RunningJob } from '../../platform/jobs/jobs.js';
import type { Logger } from '../../platform/logging/logger.js';
import { ImportChanges } from '../import-changes.js';
import { IMPORT_LOG } from '../imports.tokens.js';
import { Interrupted } from '../records/run-records.js';
import { ImportUndo } from '../undo/import-undo.js';
import { actorOf, importOfJob, undoData } from './job-data.js';

/** One attempt of an undo's job: what an earlier attempt withdrew stays withdrawn and is counted again. */
export class UndoAttempt {
  constructor(
    @Inject(ImportUndo) private readonly undo: ImportUndo,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(IMPORT_LOG) private readonly logger: Logger,
  ) {}

  /** @throws Interrupted, and faults of the stores: the job is attempted again */
  async run(job: RunningJob): Promise<void> {
    const { vendor, signal } = job;
    const importId = importOfJob(job.id);
    const actor = actorOf(undoData(job));
    const { state } = await this.changes.load(vendor, importId);
    if (state.status !== 'undoing') return;
    const line = { correlationId: `${importId}.undo`, vendor };
    this.logger.info(line, 'the undo of an import begins');
    const counts = await this.undo.withdraw(vendor, importId, state.undoReason ?? '', actor, signal);
    if (counts === undefined) throw new Interrupted(`the undo of ${importId} was interrupted`);
    await this.changes.record(vendor, importId, actor, { kind: 'end-undo', ...counts });
    this.logger.info({ ...line, ...counts }, 'the undo of an import ended');
  }
}
