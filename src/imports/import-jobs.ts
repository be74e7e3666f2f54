import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Inject } from '@nestjs/common';
import { type Import, importing } from '../../domain/import/import.js';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Actor, type Role, streamName } from '../../domain/kernel/envelope.js';
import type { ImportRow } from '../../projections/imports/imports.row.js';
import type { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/settings.js';
import type { EventStore } from '../platform/events/event-store.js';
import { type FieldError, NotFound, Problem } from '../platform/http/problems/problem.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { Sealer } from '../platform/keys/sealer.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { type CommandRequest, KeyReused } from '../platform/ledger/outcome.js';
import { type Runner, Runners } from '../platform/health/runners.js';
import type { Logger } from '../platform/logging/logger.js';
import { CLOCK, CONFIG, EVENT_STORE } from '../platform/tokens.js';
import type { View } from '../platform/views/view-store.js';
import { bounds } from './bounds.js';
import { Imports } from './imports.service.js';
import { type Job, JobFiles } from './job-files.js';
import { JobRunner, nothing, type Progress } from './job-runner.js';
import { ImportUndo } from './undo.js';
import type { Upload } from './upload.js';

/** Where the list of imports is read from, and where faults of background work go. */
export const IMPORT_LIST = Symbol('imports');
export const IMPORT_LOG = Symbol('import log');

/** How long reports are kept after an import has ended. */
const keptMs = 30 * 86_400_000;
/** Later facts that a refusal lists. */
const listed = 100;

/**
 * What is known of an import: from the ledger, from the files beside it, and from the work under way; a dry run is in
 * the files alone.
 */
export interface Known {
  readonly importId: string;
  readonly job: Job | undefined;
  readonly state: Import | undefined;
  readonly progress: Progress | undefined;
  readonly revision: number;
  readonly token: string;
  readonly replayed: boolean;
}

/**
 * Imports and undos in the background, one after the other for each vendor and the vendors side by side, so that none
 * waits for another's file. What a stop or a crash interrupts goes on at the next start.
 */
export class ImportJobs implements BeforeApplicationShutdown {
  readonly #active = new Map<string, Progress>();
  readonly #stop = new AbortController();
  readonly files: JobFiles;
  readonly #health: Runner;
  private readonly runner: JobRunner;
  readonly #work = new Map<string, Promise<void>>();

  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ImportUndo) private readonly undoing: ImportUndo,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(Sealer) sealer: Sealer,
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IMPORT_LIST) private readonly rows: View<ImportRow>,
    @Inject(IMPORT_LOG) private readonly logger: Logger,
    @Inject(Runners) runners: Runners,
  ) {
    this.#health = runners.add('imports', () => this.#active.size);
    this.files = new JobFiles(config.home, sealer);
    this.runner = new JobRunner(imports, this.files, clock, logger);
  }

  /** Takes an upload as an import; the same key with the same file is the same import (C11). @throws KeyReused */
  async accept(vendor: string, upload: Upload, dryRun: boolean, request: CommandRequest): Promise<Known> {
    const importId = derivedId('imp', vendor, request.scope, request.key ?? randomUUID());
    const { sha256, bytes } = upload;
    const before = this.files.read(importId);
    if (before !== undefined && before.sha256 !== sha256)
      throw new KeyReused('the Idempotency-Key was used before with another file');
    // After the files were let go the ledger still knows it.
    const replayed = before !== undefined || (!dryRun && (await this.stateOf(vendor, importId)) !== undefined);
    if (!replayed) this.refuseTooMany(vendor);
    if (!replayed)
      await this.files.create(
        {
          importId,
          vendor,
          actor: request.actor,
          dryRun,
          sha256,
          bytes,
          state: 'accepted',
          summary: null,
          failure: null,
          endedAt: null,
        },
        upload.file,
        upload.key,
      );
    if (!dryRun) {
      const said = await this.imports.say(
        vendor,
        importId,
        request.actor,
        { kind: 'start', importId, sha256, bytes },
        { channel: 'http', key: importId, body: { sha256 } },
      );
      if (said instanceof Refusal) throw problemOfRefusal(said);
    }
    const job = this.files.read(importId);
    if (job?.state === 'accepted') this.enqueue(job);
    return { ...(await this.known(vendor, importId)), replayed };
  }

  /** @throws NotFound */
  async known(vendor: string, importId: string): Promise<Known> {
    const mine = this.files.read(importId);
    const job = mine?.vendor === vendor ? mine : undefined;
    const { state, revision } = await this.ledger.load(vendor, 'import', importId, importing);
    if (job === undefined && state.status === 'missing') throw new NotFound(importId);
    const token = await this.store.head();
    return {
      importId,
      job,
      state: state.status === 'missing' ? undefined : state,
      progress: this.#active.get(importId),
      revision: Math.max(0, revision),
      token,
      replayed: false,
    };
  }

  /** Refused where later facts stand on the import; else begins, and goes on in the background. */
  async undo(vendor: string, importId: string, reason: string, request: CommandRequest): Promise<Known> {
    const { job, state } = await this.known(vendor, importId);
    if (state === undefined)
      throw job?.dryRun === true
        ? new Problem('import-not-undoable', { importId }, { rule: 'C9' })
        : new NotFound(importId);
    if (state.status === 'finished' || state.status === 'failed') await this.refuseLaterFacts(vendor, importId);
    const said = await this.imports.say(
      vendor,
      importId,
      request.actor,
      { kind: 'undo', reason },
      { ...request, reason },
    );
    if (said instanceof Refusal) throw problemOfRefusal(said);
    if (said.state.status === 'undoing' && !this.#active.has(importId))
      this.enqueueUndo(vendor, importId, request.actor);
    return { ...(await this.known(vendor, importId)), replayed: said.replayed };
  }

  /** At the start of a server: goes on with what was interrupted, and lets go of what is kept no longer. */
  async resume(): Promise<void> {
    this.#health.started();
    await this.#health.run('resume', () => this.resumeAll());
  }

  private async resumeAll(): Promise<void> {
    this.files.clearTemporary();
    for (const importId of this.files.all()) {
      const job = this.files.read(importId);
      const acknowledged =
        job !== undefined && (job.dryRun || (await this.stateOf(job.vendor, importId)) !== undefined);
      if (!acknowledged || (job.endedAt !== null && this.clock.ms() - job.endedAt > keptMs)) this.files.drop(importId);
      else if (job.state === 'ended') this.files.dropUpload(importId);
      else this.enqueue(job);
    }
    for await (const { row } of this.rows.scan()) {
      const { vendor, importId } = row;
      if (row.state === 'undoing') this.enqueueUndo(vendor, importId, await this.undoneBy(vendor, importId));
      if (row.state === 'running' && this.files.read(importId) === undefined)
        await this.imports.say(
          vendor,
          importId,
          { id: 'system', role: 'system' },
          { kind: 'fail', reason: 'upload-lost', facts: {} },
          { channel: 'start' },
        );
    }
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    for (;;) {
      const seen = [...this.#work];
      await Promise.all(seen.map(([, work]) => work));
      if (seen.every(([vendor, work]) => this.#work.get(vendor) === work) && seen.length === this.#work.size) return;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.idle();
  }

  private async stateOf(vendor: string, importId: string): Promise<Import | undefined> {
    const { state } = await this.ledger.load(vendor, 'import', importId, importing);
    return state.status === 'missing' ? undefined : state;
  }

  private async refuseLaterFacts(vendor: string, importId: string): Promise<void> {
    const later = await this.undoing.laterFacts(vendor, importId, listed);
    if (later.length === 0) return;
    const errors = later.map(({ category, id, position, type, way }): FieldError => {
      const pointer = `/${category}s/${id}`;
      return way === null
        ? { pointer, code: 'later-fact-stays', facts: { position, type } }
        : { pointer, code: 'later-fact', facts: { position, type, way } };
    });
    throw new Problem('later-facts', { importId, count: later.length }, { rule: 'C9', errors });
  }

  private async undoneBy(vendor: string, importId: string): Promise<Actor> {
    const events = await this.store.readStream(streamName(vendor, 'import', importId));
    const meta = events.findLast(({ type }) => type === 'ImportUndoStarted')?.meta;
    return { id: meta?.actor ?? 'system', role: meta?.role ?? ('system' satisfies Role) };
  }

  private enqueue(job: Job): void {
    const { importId } = job;
    if (this.#active.has(importId)) return;
    this.#active.set(importId, { state: 'waiting', percent: 0, records: nothing, vendor: job.vendor });
    this.inTurn(job.vendor, importId, () =>
      this.runner.run(job, this.#stop.signal, (progress) => this.#active.set(importId, progress)),
    );
  }

  private enqueueUndo(vendor: string, importId: string, actor: Actor): void {
    if (this.#active.has(importId)) return;
    this.#active.set(importId, { state: 'running', percent: 0, records: nothing, vendor });
    this.inTurn(vendor, importId, async () => {
      const reason = (await this.stateOf(vendor, importId))?.undoReason ?? '';
      const counts = await this.undoing.withdraw(
        vendor,
        importId,
        reason,
        { actor, channel: 'import' },
        () => this.#stop.signal.aborted,
      );
      if (counts !== undefined) await this.imports.say(vendor, importId, actor, { kind: 'end-undo', ...counts });
    });
  }

  private inTurn(vendor: string, importId: string, work: () => Promise<void>): void {
    const before = this.#work.get(vendor) ?? Promise.resolve();
    const turn = before
      .then(() => (this.#stop.signal.aborted ? undefined : this.#health.run(importId, work)))
      // The store stopped, or the disk is full: what is in the ledger goes on from there at the next start.
      .catch((error: unknown) => this.logger.error({ err: error, importId }, 'an import was interrupted'))
      .finally(() => this.#active.delete(importId));
    this.#work.set(vendor, turn);
  }

  private refuseTooMany(vendor: string): void {
    const waiting = [...this.#active.values()].filter((progress) => progress.vendor === vendor).length;
    if (waiting >= bounds.waiting) throw new Problem('imports-waiting', { limit: bounds.waiting });
  }
}
