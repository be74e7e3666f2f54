import { Inject } from '@nestjs/common';
import type { ImportEvent } from '../../../domain/import/import.events.js';
import { type Actor, streamName } from '../../../domain/kernel/envelope.js';
import type { ImportRow } from '../../../projections/imports/imports.row.js';
import type { EventStore } from '../../platform/events/event-store.js';
import type { Files } from '../../platform/files/files.js';
import type { Jobs } from '../../platform/jobs/jobs.js';
import { EVENT_STORE, FILES, JOBS } from '../../platform/tokens.js';
import type { View } from '../../platform/views/view-store.js';
import { ImportChanges } from '../import-changes.js';
import { IMPORT_LIST } from '../imports.tokens.js';
import { ImportQueue } from './import-queue.js';
import { actorOf, importQueue, undoJobOf } from './job-data.js';

/**
 * Imports that the ledger has as started and not ended, and whose job is lost. The ledger names the upload: where it is
 * stored, the import is added again, else it fails. An import that has a job is left alone, wherever that runs.
 */
export class LostImports {
  constructor(
    @Inject(IMPORT_LIST) private readonly rows: View<ImportRow>,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream'>,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(ImportQueue) private readonly queue: ImportQueue,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async addAgain(): Promise<void> {
    for await (const { row } of this.rows.scan()) {
      if (row.state === 'running') await this.#import(row);
      if (row.state === 'undoing') await this.#undo(row);
    }
  }

  async #import({ vendor, importId }: ImportRow): Promise<void> {
    if ((await this.jobs.get(importQueue, importId)) !== undefined) return;
    // A job is removed after the end was recorded: only an import that still runs has lost its job.
    const { state } = await this.changes.load(vendor, importId);
    if (state.status !== 'running') return;
    const { file, sha256, bytes } = state;
    const actor = await this.#issuer(vendor, importId, 'ImportStarted');
    if (file !== null && (await this.files.has(file)))
      await this.queue.addImport(vendor, importId, { actor, dryRun: false, sha256, bytes, file }, true);
    else
      await this.changes.record(
        vendor,
        importId,
        { id: 'system', role: 'system' },
        { kind: 'fail', reason: 'upload-lost', facts: {} },
        { channel: 'start' },
      );
  }

  async #undo({ vendor, importId }: ImportRow): Promise<void> {
    const job = await this.jobs.get(importQueue, undoJobOf(importId));
    if (job?.state === 'dead') await this.jobs.retry(importQueue, undoJobOf(importId));
    if (job !== undefined || (await this.changes.load(vendor, importId)).state.status !== 'undoing') return;
    await this.queue.addUndo(vendor, importId, await this.#issuer(vendor, importId, 'ImportUndoStarted'));
  }

  /** A3: what continues is done in the name of whoever began it. */
  async #issuer(vendor: string, importId: string, type: ImportEvent['type']): Promise<Actor> {
    const events = await this.store.readStream(streamName(vendor, 'import', importId));
    const meta = events.findLast((event) => event.type === type)?.meta;
    if (meta === undefined) return { id: 'system', role: 'system' };
    return actorOf({ ...meta, actor: meta.actor });
  }
}
