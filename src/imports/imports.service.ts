import { createHash, randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { type ImportCommand, importing, type ImportState } from '../../domain/import/import.js';
import type { ImportEvent } from '../../domain/import/import.events.js';
import type { Refusal } from '../../domain/kernel/decider.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { EventStore } from '../platform/events/event-store.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { EVENT_STORE, KEY_STORE } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { CreatedBefore } from './records/earlier-attempt.js';
import { DrySink } from './records/dry-sink.js';
import { FileFault } from './reading/file-fault.js';
import { LedgerSink } from './records/ledger-sink.js';
import { readInThread, ReaderFailed } from './reading/read-in-thread.js';
import { ReportWriter } from './reports/report-file.js';
import { type Pace, type Reading, type RecordOutcome, runImport, type Sink, type Summary } from './records/run-records.js';
import type { SheetFacts } from './reading/row.js';
import { contentOf, type SourceFile, sourceOf } from './reading/source.js';
import { type TemplateFormat, templateOf } from './records/template.js';
import { type Vocabulary, vocabularyOf } from './records/vocabulary.js';

export interface ImportOrder {
  readonly file: string;
  /** Of a sealed file. */
  readonly fileKey?: Uint8Array | undefined;
  readonly vendor: string;
  readonly actor: Actor;
  readonly language: Language;
  /** Where the report goes, if anywhere; it is opened before the import begins. */
  readonly report?: string | undefined;
  /** Folders where no report is written. */
  readonly keptFolders?: readonly string[];
  /** Says what would become of each record, and records nothing. */
  readonly dryRun: boolean;
  /** Told now and then how many bytes of how many were read, and how many records taken. */
  readonly onProgress?: (bytes: number, of: number, records: number) => void;
  /** Of an import that began before, or is known by an id already. */
  readonly importId?: string;
  readonly onOutcome?: (outcome: RecordOutcome) => void | Promise<void>;
  /** Called before the first record. */
  readonly onFacts?: (facts: SheetFacts) => void;
  readonly pace?: Pace;
}

/** Imports a sales department's export: a purchase with its paid terms and contact in each record. */
export class Imports {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly policies: PolicyBooks,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /**
   * Runs to the end of the file, and says in the ledger that it began and what it came to; an import of an id that
   * began
   * before goes on where it was interrupted.
   * @throws FileFault; Interrupted; OutputRefused; RangeError for a vendor without a policy
   */
  async run(order: ImportOrder): Promise<Summary & { readonly importId: string }> {
    const { vendor, importId = derivedId('imp', vendor, randomUUID()) } = order;
    const report = ReportWriter.open(order);
    try {
      return await this.reported(order, importId, report);
    } finally {
      report.discard();
    }
  }

  private async reported(
    order: ImportOrder,
    importId: string,
    report: ReportWriter,
  ): Promise<Summary & { readonly importId: string }> {
    const { file, vendor, actor, dryRun } = order;
    await this.policies.refresh();
    const reading = { series: this.policies.seriesNames(vendor), vocabulary: this.vocabulary(vendor) };
    const source = sourceOf(file, order.fileKey);
    const secret = await this.keys.serverSecret('imports');
    const { ledger, reservations, policies, keys } = this;
    const resumed = !dryRun && !(await this.began(vendor, importId, source, actor));
    const before = resumed ? new CreatedBefore(vendor, this.store) : undefined;
    const real = new LedgerSink(
      vendor,
      actor,
      importId,
      { ledger, reservations, policies, keys, secret },
      before,
      dryRun,
    );
    const sink: Sink & { close?(): void } = dryRun ? new DrySink(real) : real;
    try {
      const summary = await this.taken(order, source, reading, sink, report);
      const { records, created, duplicates, errors } = summary;
      if (!dryRun) await this.say(vendor, importId, actor, { kind: 'finish', records, created, duplicates, errors });
      report.commit();
      return { ...summary, importId };
    } catch (error) {
      report.leave();
      const fault = error instanceof ReaderFailed ? new FileFault('unexpected') : error;
      if (fault instanceof FileFault && !dryRun)
        await this.say(vendor, importId, actor, { kind: 'fail', reason: fault.reason, facts: fault.facts });
      throw fault === error ? error : Object.assign(fault as FileFault, { cause: error });
    } finally {
      sink.close?.();
      before?.close();
    }
  }

  /** The words of the vendor's files: the newest published version counts (P1). */
  vocabulary(vendor: string): Vocabulary {
    return vocabularyOf(this.policies.policies(vendor).at(-1)!.policy);
  }

  /** A file with the vendor's headings, to be filled in. */
  async template(vendor: string, format: TemplateFormat): Promise<Buffer> {
    await this.policies.refresh();
    return templateOf(this.vocabulary(vendor), this.policies.seriesNames(vendor), format);
  }

  /** One step of an import's life; each is said once. */
  async say(
    vendor: string,
    importId: string,
    actor: Actor,
    command: ImportCommand,
    request: Partial<CommandRequest> = {},
  ): Promise<Outcome<ImportState, ImportEvent> | Refusal> {
    const said = {
      actor,
      channel: 'import',
      correlationId: importId,
      scope: `import ${command.kind} ${importId}`,
      key: importId,
      body: null,
      ...request,
    };
    return this.ledger.handle({ vendor, category: 'import', id: importId, decider: importing, command, request: said });
  }

  /** False where it had begun before. */
  private async began(vendor: string, importId: string, source: SourceFile, actor: Actor): Promise<boolean> {
    const { state } = await this.ledger.load(vendor, 'import', importId, importing);
    if (state.status !== 'missing') return false;
    await this.say(vendor, importId, actor, {
      kind: 'start',
      importId,
      sha256: await sha256Of(source),
      bytes: source.size,
    });
    return true;
  }

  private async taken(
    { language, onProgress, onOutcome, onFacts, pace }: ImportOrder,
    source: SourceFile,
    reading: Reading,
    sink: Sink,
    report: ReportWriter,
  ): Promise<Summary> {
    const of = source.size;
    let [bytes, records] = [0, 0];
    let sheet: string | null = null;
    const headings = Object.values(reading.vocabulary.headings).flat();
    const rows = async function* () {
      for await (const row of readInThread({ source, headings }, (read) => (bytes = read))) {
        sheet = row.facts?.sheet ?? sheet;
        if (row.facts !== undefined) onFacts?.(row.facts);
        yield row;
      }
    };
    return runImport(
      rows(),
      reading,
      sink,
      async (outcome) => {
        records += 1;
        onProgress?.(bytes, of, records);
        await onOutcome?.(outcome);
        report.write(outcome, { language, vocabulary: reading.vocabulary, sheet });
      },
      pace,
    );
  }
}

const sha256Of = async (source: SourceFile): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of contentOf(source) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
};
