import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../domain/kernel/decider.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { ImportRow } from '../../projections/imports/imports.row.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import type { Config } from '../platform/config/settings.js';
import { FileMissing } from '../platform/files/files.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { AsCsv, CsvAnswer } from '../platform/http/conventions/csv.js';
import { limitOf } from '../platform/http/conventions/lists.js';
import { NotFound, Problem } from '../platform/http/problems/problem.js';
import { problemOfRefusal } from '../platform/http/problems/refused.js';
import { Documented } from '../platform/http/server/documented.js';
import { TakesUpload } from '../platform/http/server/upload-route.js';
import { CONFIG } from '../platform/tokens.js';
import { BadCursor } from '../platform/views/cursor.js';
import type { View } from '../platform/views/view-store.js';
import { countsOf, countsText, errorAnswer, importAnswer, namedIn, stateOf } from './import-answers.js';
import { importColumns } from './import-columns.js';
import { ImportRegister, type Known } from './import-register.js';
import * as docs from './imports.docs.js';
import { ErrorRowsQuery, ImportErrorsQuery, ImportQuery, ImportsQuery, TemplateQuery } from './imports.dto.js';
import { Imports } from './imports.service.js';
import { IMPORT_LIST } from './imports.tokens.js';
import { DryRuns } from './jobs/dry-runs.js';
import type { FileFormat } from './records/template.js';
import { workbookOf } from './records/workbook.js';
import { asCsv, errorRows } from './reports/error-rows.js';
import { reportHeading, reportLine } from './reports/report.js';
import { emptyReport, type ErrorPage, ReportFiles, type ReportIndex } from './reports/report-files.js';
import { type ImportExecuted, importIdOf, StartImport, startScope } from './start-import.command.js';
import { UndoImport, undoImport, UndoImportDto } from './undo-import.command.js';
import { Uploads } from './uploads.js';
import { Tagged } from '../platform/http/server/tags.js';

const contentTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Exports of sales departments, taken in the background: a purchase with its paid terms and contact in each record. */
@Tagged('imports', 'Spreadsheets of purchases: checked, recorded, reported and taken back as a whole.')
@Controller('imports')
export class ImportsController {
  constructor(
    @Inject(CommandBus) private readonly bus: CommandBus,
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(ReportFiles) private readonly reports: ReportFiles,
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(DryRuns) private readonly dryRuns: DryRuns,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(IMPORT_LIST) private readonly rows: View<ImportRow>,
  ) {}

  /**
   * Reads a file (field `file`) in the background; `GET /imports/{id}` shows what became of it. XLSX (the first visible
   * sheet), or CSV in UTF-8, UTF-16 with a mark, GB18030 or Big5. Columns are found by their headings, in any order;
   * `GET /imports/template` is a file with the vendor's headings. Days are written 2024-03-01, 2024/3/1, 2024年3月1日 or
   * 20240301, and where the vendor's policy counts Minguo years also 113/3/1 or 民國113年3月1日. Paid terms are written
   * 2025-03-02~2026-03-01, several of them separated by ; . Long numbers belong into cells that are text.
   */
  @Post()
  @HttpCode(202)
  @Allow('sales', 'admin')
  @ApiConsumes('multipart/form-data')
  @TakesUpload()
  @Documented(docs.accept)
  async startImport(
    @Query() { dryRun = 'false' }: ImportQuery,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, startScope(dryRun), null);
    const importId = importIdOf(caller.vendor, request);
    const upload = await this.uploads.receive(req.raw, caller.vendor, importId, this.config.uploadLimit);
    const executed = await this.bus.execute(new StartImport(caller.vendor, { dryRun }, upload, request));
    return this.answer(executed, caller, reply);
  }

  /** Imports, the latest first; with `dryRun=true` the latest dry runs, as long as their reports are kept. */
  @Get()
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.all)
  async listImports(
    @Query() query: ImportsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @AsCsv() csv: CsvAnswer | null,
  ) {
    const pageOf = (asked: ImportsQuery) =>
      query.dryRun === 'true' ? this.dryRunsOf(vendor, asked, language) : this.importsOf(vendor, asked, language);
    if (csv === null) return pageOf(query);
    return csv.file('imports', importColumns(language), (at) => pageOf({ ...query, ...at }), query.cursor);
  }

  private async importsOf(vendor: string, query: ImportsQuery, language: Language) {
    const found = this.rows.query({
      vendor,
      where: [],
      sort: { field: 'startedKey', descending: true },
      limit: limitOf(query),
      ...(query.cursor !== undefined && { cursor: query.cursor }),
    });
    const page = await found.catch((error: unknown) => {
      throw error instanceof BadCursor ? new Problem('cursor-invalid') : error;
    });
    const items = await Promise.all(
      page.items.map(async ({ row }) => {
        const known = await this.register.find(vendor, row.importId);
        const { importId: id, startedAt, counts } = row;
        const by = namedIn(row.by, language);
        // What the ledger has not recorded yet, the job knows.
        const state = row.state === 'running' && known !== undefined ? stateOf(known) : row.state;
        const records = counts === null ? null : countsOf(counts);
        const text = counts === null ? null : countsText(counts, false, language);
        return { id, dryRun: false, state, file: known?.state?.name ?? null, startedAt, by, records, text };
      }),
    );
    return { items, nextCursor: page.nextCursor };
  }

  private async dryRunsOf(vendor: string, query: ImportsQuery, language: Language) {
    if (query.cursor !== undefined) throw new Problem('cursor-invalid');
    const items = [];
    for (const { importId, startedAt, by, name } of await this.dryRuns.list(vendor, limitOf(query))) {
      const known = await this.register.find(vendor, importId);
      if (known === undefined) continue;
      const { state, records, text } = importAnswer(known, language);
      const shown = { startedAt, by: namedIn(by, language), records, text };
      items.push({ id: importId, dryRun: true, state, file: name, ...shown });
    }
    return { items, nextCursor: null };
  }

  /** A file to fill in: the headings that this vendor's files have, and an example to replace. */
  @Get('template')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.template)
  async getImportTemplate(@Query() { format = 'xlsx' }: TemplateQuery, @CurrentCaller() { vendor }: Caller) {
    const type = contentTypes[format];
    const disposition = `attachment; filename="import-template.${format}"`;
    return new StreamableFile(await this.imports.template(vendor, format), { type, disposition });
  }

  /** How far an import is, what it came to, and its records at fault, page by page. */
  @Get(':id')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.get)
  async getImport(
    @Param('id') id: string,
    @Query() query: ImportErrorsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const known = await this.known(vendor, id);
    return shownAt(reply, known.revision, {
      ...importAnswer(known, language),
      errors: await this.errors(vendor, known, query, language),
    });
  }

  /** What became of each record, as CSV that a spreadsheet opens. */
  @Get(':id/report')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.report)
  async getImportReport(@Param('id') id: string, @CurrentCaller() { vendor, language }: Caller) {
    const { about, state, report = about?.report === null ? emptyReport : undefined } = await this.known(vendor, id);
    if (report === undefined) throw new Problem('report-gone', { importId: id });
    const lines = this.lines(vendor, id, report, language, state === undefined);
    return new StreamableFile(Readable.from(lines), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${id}.csv"`,
    });
  }

  /**
   * The records at fault as they came, with the reason in the first column, as CSV or XLSX: corrected there, the file
   * can be imported as it is. In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe,
   * which an import removes again.
   */
  @Get(':id/errors')
  @Allow('sales', 'admin')
  @Documented(docs.errorRows)
  async getImportErrors(
    @Param('id') id: string,
    @Query() { format = 'csv' }: ErrorRowsQuery,
    @CurrentCaller() { vendor, language }: Caller,
  ) {
    const { about, report = about?.report === null ? emptyReport : undefined } = await this.known(vendor, id);
    // A report of an earlier version has no rows.
    if (report === undefined || (report.heading === undefined && report.counts.errors > 0))
      throw new Problem('report-gone', { importId: id });
    const rows = errorRows(this.reports.outcomes(vendor, id, report), report.heading ?? [], {
      language,
      vocabulary: this.imports.vocabulary(vendor),
      sheet: report.sheet,
    });
    const columns = (report.heading?.length ?? 0) + 1;
    const content = format === 'csv' ? Readable.from(asCsv(rows)) : workbookOf(rows, { sheet: 'errors', columns });
    return new StreamableFile(content, {
      type: contentTypes[format],
      disposition: `attachment; filename="${id}-errors.${format}"`,
    });
  }

  /** Takes back what an import created, where no later fact depends on it (C9). */
  @Post(':id/undo')
  @HttpCode(202)
  @Allow('admin')
  @Documented(undoImport.docs)
  async undoImport(
    @Param('id') id: string,
    @Body() body: UndoImportDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = keyed(req, caller, undoImport.scope({ importId: id }), body);
    const executed = await this.bus.execute(new UndoImport(caller.vendor, { importId: id }, body, request));
    return this.answer(executed, caller, reply);
  }

  private answer(executed: ImportExecuted | Refusal, { language }: Caller, reply: FastifyReply) {
    if (executed instanceof Refusal) throw problemOfRefusal(executed);
    return written(reply, executed, importAnswer(executed.answer, language));
  }

  private async known(vendor: string, importId: string): Promise<Known> {
    const known = await this.register.find(vendor, importId);
    if (known === undefined) throw new NotFound(importId);
    return known;
  }

  private async *lines(
    vendor: string,
    id: string,
    report: ReportIndex,
    language: Language,
    dryRun: boolean,
  ): AsyncGenerator<string> {
    let text = reportHeading(language);
    const texts = { language, vocabulary: this.imports.vocabulary(vendor), sheet: report.sheet, dryRun };
    for await (const outcome of this.reports.outcomes(vendor, id, report)) {
      text += reportLine(outcome, texts);
      if (text.length < 16_384) continue;
      yield text;
      text = '';
    }
    yield text;
  }

  private async errors(
    vendor: string,
    { importId, report }: Known,
    query: ImportErrorsQuery,
    language: Language,
  ): Promise<object> {
    if (report === undefined) {
      if (query.cursor !== undefined) throw new Problem('cursor-invalid');
      return { items: [], nextCursor: null };
    }
    const page = await this.reports.errors(vendor, importId, report, query.cursor, limitOf(query)).catch(nothingLeft);
    if (page === undefined) throw new Problem('cursor-invalid');
    const facts = { vocabulary: this.imports.vocabulary(vendor), sheet: report.sheet };
    return { items: page.items.flatMap((outcome) => errorAnswer(outcome, language, facts)), nextCursor: page.next };
  }
}

/** The report was removed while it was read. */
const nothingLeft = (error: unknown): ErrorPage => {
  if (error instanceof FileMissing) return { items: [], next: null };
  throw error;
};

/** Ids derive from the key; a request without one is a command of its own. */
const keyed = (request: FastifyRequest, caller: Caller, scope: string, body: object | null) => {
  const received = commandRequest(request, caller, scope, body);
  return { ...received, key: received.key ?? randomUUID() };
};
