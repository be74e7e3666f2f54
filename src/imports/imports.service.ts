import { randomUUID } from 'node:crypto';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { Inject } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Actor } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/words.js';
import type { KeyStore } from '../platform/keys/key-store.js';
import { Ledger } from '../platform/ledger/ledger.js';
import { Reservations } from '../platform/ledger/reservations.js';
import { KEY_STORE } from '../platform/tokens.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { DrySink } from './dry-sink.js';
import { LedgerSink } from './ledger-sink.js';
import { readRows } from './read-rows.js';
import { type RecordOutcome, runImport, type Sink, type Summary } from './run.js';
import { faultText } from './texts.js';

export interface ImportOrder {
  readonly file: string;
  readonly vendor: string;
  readonly actor: Actor;
  readonly language: Language;
  /** Where the report goes, if anywhere. */
  readonly report?: string | undefined;
  /** Says what would become of each record, and records nothing. */
  readonly dryRun: boolean;
  /** Told now and then how many bytes of how many were read, and how many records taken. */
  readonly onProgress?: (bytes: number, of: number, records: number) => void;
}

const reportColumns = ['record', 'outcome', 'field', 'detail', 'contractNo', 'terms', 'lastDay'] as const;

/** Imports a sales department's export: a purchase with its paid terms and contact in each record. */
export class Imports {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Reservations) private readonly reservations: Reservations,
    @Inject(PolicyBooks) private readonly policies: PolicyBooks,
    @Inject(KEY_STORE) private readonly keys: KeyStore,
  ) {}

  /** @throws FileFault; RangeError for a vendor without a policy */
  async run({ file, vendor, actor, language, report, dryRun, onProgress }: ImportOrder): Promise<Summary> {
    await this.policies.refresh();
    const series = this.policies.seriesNames(vendor);
    const secret = await this.keys.serverSecret('imports');
    const { ledger, reservations, policies } = this;
    const real = new LedgerSink(vendor, actor, `imp_${randomUUID()}`, { ledger, reservations, policies, secret });
    const sink: Sink & { close?(): void } = dryRun ? new DrySink(real) : real;
    const of = statSync(file).size;
    let [bytes, records] = [0, 0];
    const out = report === undefined ? undefined : openReport(report);
    try {
      const rows = readRows(file, (read) => (bytes = read));
      const summary = await runImport(rows, series, sink, async (outcome) => {
        records += 1;
        onProgress?.(bytes, of, records);
        if (out !== undefined && !out.write(line(outcome, language))) await once(out, 'drain');
      });
      if (out !== undefined) await finished(out);
      return summary;
    } catch (error) {
      out?.destroy();
      if (report !== undefined && records === 0) rmSync(report, { force: true });
      throw error;
    } finally {
      sink.close?.();
    }
  }
}

/** UTF-8 with a mark at its beginning, so that spreadsheets read it as such. */
const openReport = (file: string) => {
  const out = createWriteStream(file);
  out.write(`\u{FEFF}${reportColumns.join(',')}\r\n`);
  return out;
};

const finished = (out: ReturnType<typeof createWriteStream>): Promise<void> =>
  new Promise((resolve, reject) => out.once('error', reject).end(() => resolve()));

const line = (outcome: RecordOutcome, language: Language): string => {
  const { record, contractNo } = outcome;
  switch (outcome.outcome) {
    case 'created':
      return row([record, 'created', '', '', contractNo, outcome.terms, outcome.lastDay]);
    case 'duplicate':
      return row([record, 'duplicate', '', '', contractNo, '', '']);
    case 'error':
      return row([record, 'error', outcome.fault.field, faultText(outcome.fault, language), '', '', '']);
  }
};

const row = (cells: readonly (string | number)[]): string => stringify([cells], { record_delimiter: '\r\n', escape_formulas: true });
