import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Actor } from '../../domain/kernel/envelope.js';
import { personal } from '../../domain/kernel/personal.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { derivedId } from '../platform/ledger/identity.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { KEY_STORE } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { ImportChanges } from './import-changes.js';
import { FileFault } from './reading/file-fault.js';
import { readInThread, ReaderFailed } from './reading/read-in-thread.js';
import type { SheetFacts } from './reading/row.js';
import { sha256Of, type Source } from './reading/source.js';
import { DrySink } from './records/dry-sink.js';
import { EarlierAttempt } from './records/earlier-attempt.js';
import { LedgerSink } from './records/ledger-sink.js';
import { RecordExaminer } from './records/record-examiner.js';
import {
  type Pace,
  type RecordCounts,
  type RecordOutcome,
  runImport,
  type Sink,
  type Summary,
} from './records/run-records.js';
import { type FileFormat, templateOf } from './records/template.js';
import { type Vocabulary, vocabularyOf } from './records/vocabulary.js';

/** What a report needs besides an outcome, in whatever language it is written. */
export interface ReportFacts {
  readonly vocabulary: Vocabulary;
  /** Of a workbook. */
  readonly sheet: string | null;
}

export interface ImportOrder {
  readonly source: Source;
  /** Of the caller's file. */
  readonly name?: string;
  readonly vendor: string;
  readonly actor: Actor;
  /** A2, A3: the person for whom it is done; sealed in the event of its start. */
  readonly onBehalfOf?: string | undefined;
  /** Reports what would become of each record, and records nothing. */
  readonly dryRun: boolean;
  /** Called with how many bytes of how many were read. */
  readonly onProgress?: (bytes: number, of: number) => void;
  readonly onOutcome?: (outcome: RecordOutcome, facts: ReportFacts) => void | Promise<void>;
  readonly onHeading?: (cells: readonly string[]) => void;
  /** Called before the first record. */
  readonly onFacts?: (facts: SheetFacts) => void;
  readonly pace?: Pace;
}
export interface Execution extends ImportOrder {
  readonly importId: string;
  /** An earlier attempt of this import may have recorded some of it. */
  readonly isRepeated: boolean;
  /** Records whose outcomes are known: the import continues after them. */
  readonly after?: RecordCounts;
}

/** Imports a sales department's export: a purchase with its paid terms and contact in each record. */
export class Imports {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly policies: PolicyBooks,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(CommandBus) private readonly bus: CommandBus,
  ) {}

  /**
   * Reads a file in this process to its end, and records in the ledger that the import started and how it ended; an
   * import of an id that started before continues.
   * @throws FileFault; RangeError for a vendor without a policy
   */
  async run(order: ImportOrder & { readonly importId?: string }): Promise<Summary & { readonly importId: string }> {
    const { source, vendor, actor, dryRun, importId = derivedId('imp', vendor, randomUUID()) } = order;
    await this.policies.refresh();
    const isRepeated = !dryRun && (await this.changes.load(vendor, importId)).state.status !== 'missing';
    if (!dryRun && !isRepeated)
      await this.changes.record(
        vendor,
        importId,
        actor,
        {
          kind: 'start',
          importId,
          sha256: await sha256Of(source),
          bytes: source.size,
          ...(order.name !== undefined && { name: personal(importId, order.name) }),
        },
        { onBehalfOf: order.onBehalfOf },
      );
    try {
      const summary = await this.execute({ ...order, importId, isRepeated });
      const { records, created, duplicates, errors } = summary;
      if (!dryRun)
        await this.changes.record(vendor, importId, actor, { kind: 'finish', records, created, duplicates, errors });
      return { ...summary, importId };
    } catch (error) {
      if (error instanceof FileFault && !dryRun)
        await this.changes.record(vendor, importId, actor, { kind: 'fail', reason: error.reason, facts: error.facts });
      throw error;
    }
  }

  /**
   * Reads a file to its end and records what its rows hold, nothing about the import itself.
   * @throws FileFault after the records before the fault; Interrupted between two records
   */
  async execute(order: Execution): Promise<Summary> {
    const { source, vendor, actor, importId, dryRun, isRepeated } = order;
    const { onProgress, onOutcome, onFacts, onHeading, pace, after } = order;
    await this.policies.refresh();
    const { ledger, reservations, policies, keys, bus } = this;
    const reading = { series: policies.seriesNames(vendor), vocabulary: this.vocabulary(vendor), onHeading };
    const secret = await keys.serverSecret('imports');
    const earlier = isRepeated ? new EarlierAttempt(vendor, importId, ledger) : undefined;
    const examiner = new RecordExaminer(vendor, { ledger, reservations, policies, keys, secret }, earlier, dryRun);
    const sink: Sink & { close?(): void } = dryRun
      ? new DrySink(examiner)
      : new LedgerSink(vendor, actor, importId, { bus, ledger, reservations }, examiner);
    let bytes = 0;
    let sheet: string | null = null;
    const headings = Object.values(reading.vocabulary.headings).flat();
    const rows = async function* () {
      for await (const row of readInThread({ source, headings }, (read) => (bytes = read))) {
        sheet = row.facts?.sheet ?? sheet;
        if (row.facts !== undefined) onFacts?.(row.facts);
        yield row;
      }
    };
    const report = async (outcome: RecordOutcome): Promise<void> => {
      onProgress?.(bytes, source.size);
      await onOutcome?.(outcome, { vocabulary: reading.vocabulary, sheet });
    };
    try {
      return await runImport(rows(), reading, sink, report, pace, after);
    } catch (error) {
      throw error instanceof ReaderFailed ? Object.assign(new FileFault('unexpected'), { cause: error }) : error;
    } finally {
      sink.close?.();
    }
  }

  /** The terms of the vendor's files: the newest published version counts (P1). */
  vocabulary(vendor: string): Vocabulary {
    return vocabularyOf(this.policies.policies(vendor).at(-1)!.policy);
  }

  /** A file with the vendor's headings, to be filled in. */
  async template(vendor: string, format: FileFormat): Promise<Buffer> {
    await this.policies.refresh();
    return templateOf(this.vocabulary(vendor), this.policies.seriesNames(vendor), format);
  }
}
