import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/kernel/decider.js';
import { personal } from '../../domain/kernel/personal.js';
import type { EventStore } from '../platform/events/event-store.js';
import type { Files } from '../platform/files/files.js';
import { type Executed, type KeyedRequest, LedgerCommand } from '../platform/commands/command.js';
import { derivedId } from '../platform/ledger/identity.js';
import { KeyReused } from '../platform/ledger/outcome.js';
import { EVENT_STORE, FILES } from '../platform/tokens.js';
import { bounds } from './bounds.js';
import { ImportChanges } from './import-changes.js';
import { ImportRegister, type Known } from './import-register.js';
import { DryRuns } from './jobs/dry-runs.js';
import { ImportJobs } from './jobs/import-jobs.js';
import { ImportQueue } from './jobs/import-queue.js';

/** A file that was uploaded for an import. The command owns it: it is removed unless the import needs it. */
export interface Upload {
  /** The stored file, sealed with the key of the import. */
  readonly file: string;
  /** Of its content. */
  readonly sha256: string;
  readonly bytes: number;
  /** Of the caller's file; null where it has none. */
  readonly name: string | null;
}
/** What was executed on an import, and what is known of it then. */
export interface ImportExecuted extends Executed {
  readonly answer: Known;
}

/** Starts an import of an uploaded file, or a dry run, which records nothing. It is executed as a job. */
export class StartImport extends LedgerCommand<Upload, 'dryRun', ImportExecuted> {}

/** C11: the same key is the same import. The upload is sealed with its key, so the id is known before the upload. */
export const importIdOf = (vendor: string, { scope, key }: KeyedRequest): string =>
  derivedId('imp', vendor, scope, key);

/** Route and query, as keys were recorded from the first import on. */
export const startScope = (dryRun: string): string => `POST /imports?dryRun=${dryRun}`;

@CommandHandler(StartImport)
export class StartImportHandler implements ICommandHandler<StartImport> {
  constructor(
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(ImportQueue) private readonly queue: ImportQueue,
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(DryRuns) private readonly dryRuns: DryRuns,
    @Inject(FILES) private readonly files: Files,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'head'>,
  ) {}

  /** @throws KeyReused */
  async execute(command: StartImport): Promise<ImportExecuted | Refusal> {
    const { vendor, body, request } = command;
    const importId = importIdOf(vendor, request);
    let isNeeded = false;
    try {
      const started = await this.start(command, importId);
      if (started instanceof Refusal) return started;
      isNeeded = !started.replayed;
      const known = (await this.register.find(vendor, importId))!;
      const { revision } = known;
      const token = await this.store.head();
      const { state } = known;
      return { ...started, id: importId, before: undefined, state, events: [], revision, token, answer: known };
    } finally {
      if (!isNeeded) await this.files.remove(body.file);
    }
  }

  private async start(
    { vendor, ids, body, request }: StartImport,
    importId: string,
  ): Promise<{ readonly replayed: boolean } | Refusal> {
    const dryRun = ids.dryRun === 'true';
    const { actor } = request;
    const { file, sha256, bytes, name } = body;
    const before = await this.register.find(vendor, importId);
    const known = before?.state?.sha256 ?? before?.about?.sha256;
    if (known !== undefined && known !== sha256)
      throw new KeyReused('the Idempotency-Key was used before with another file');
    if (before !== undefined) {
      // A process that died in between has recorded the start and added no job.
      const { state, progress } = before;
      if (state?.status === 'running' && progress === undefined && state.file !== null)
        await this.queue.addImport(vendor, importId, { actor, dryRun, sha256, bytes, file: state.file }, true);
      return { replayed: true };
    }
    if (!(await this.queue.hasRoom(vendor))) return new Refusal('imports-waiting', '', { limit: bounds.waiting });
    if (!dryRun) {
      const outcome = await this.changes.record(
        vendor,
        importId,
        actor,
        { kind: 'start', importId, sha256, bytes, file, ...(name !== null && { name: personal(importId, name) }) },
        { channel: request.channel, body: { sha256 }, onBehalfOf: request.onBehalfOf },
      );
      if (outcome instanceof Refusal) return outcome;
      // Another process started the same import meanwhile, from its own copy of the file.
      if (outcome.replayed) return { replayed: true };
    }
    await this.queue.addImport(vendor, importId, { actor, dryRun, sha256, bytes, file });
    if (dryRun) await this.dryRuns.note(vendor, importId, actor, name);
    this.jobs.begin();
    return { replayed: false };
  }
}
