import type { Language } from '../../domain/kernel/vocabulary.js';
import { OutputFile, type OutputKind, OutputRefused } from '../platform/outputs/output-file.js';
import { reportHeading, reportHeadings, reportLine, type ReportTexts } from '../imports/reports/report.js';
import type { RecordOutcome } from '../imports/records/run-records.js';
import { operatorText, textIn } from '../platform/operator-fault.js';

/** `import --report FILE`: replaces an earlier report, and nothing else. */
export const reportKind: OutputKind = {
  name: operatorText('a-report'),
  isOwn: (head) =>
    reportHeadings.some((heading) => head.subarray(0, Buffer.byteLength(heading)).equals(Buffer.from(heading))),
};

interface Ordered {
  readonly report?: string | undefined;
  readonly file: string;
  readonly language: Language;
  readonly ledgerFolders?: readonly string[] | undefined;
}

/**
 * The report of a run. A disk that takes no more of it does not stop the import, whose records are in the ledger: the
 * fault is thrown when the import has ended.
 */
export class ReportWriter {
  #fault: OutputRefused | undefined;
  #records = 0;

  private constructor(
    private readonly output: OutputFile | undefined,
    language: Language,
  ) {
    this.#guarded((file) => file.write(reportHeading(language)));
  }

  /** @throws OutputRefused where it cannot be written; nothing is recorded then */
  static open({ report, file, language, ledgerFolders: folders = [] }: Ordered): ReportWriter {
    return new ReportWriter(
      report === undefined ? undefined : OutputFile.open(report, reportKind, { folders, inputs: [file] }),
      language,
    );
  }

  write(outcome: RecordOutcome, texts: ReportTexts): void {
    this.#records += 1;
    this.#guarded((file) => file.write(reportLine(outcome, texts)));
  }

  /** @throws OutputRefused where it could not be written whole */
  commit(): void {
    this.#guarded((file) => file.commit());
    if (this.#fault === undefined) return;
    throw new OutputRefused(operatorText('report-missing', { cause: textIn(this.#fault) }));
  }

  /** After a fault of the file: what became of the records before it stays, a report of none is not kept. */
  leave(): void {
    if (this.#records > 0) this.#guarded((file) => file.commit());
  }

  /** Lets go of what was not committed. */
  discard(): void {
    this.output?.discard();
  }

  #guarded(work: (file: OutputFile) => void): void {
    if (this.output === undefined || this.#fault !== undefined) return;
    try {
      work(this.output);
    } catch (error) {
      if (!(error instanceof OutputRefused)) throw error;
      this.#fault = error;
    }
  }
}
