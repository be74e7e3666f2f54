import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { ImportRow } from '../../projections/imports/imports.row.js';
import { Allow, type Caller, CurrentCaller } from '../platform/auth/caller.js';
import type { Config } from '../platform/config/settings.js';
import { commandRequest, shownAt, written } from '../platform/http/conventions/commands.js';
import { limitOf, ListQuery } from '../platform/http/conventions/lists.js';
import { Problem } from '../platform/http/problems/problem.js';
import { Documented } from '../platform/http/server/documented.js';
import { CONFIG } from '../platform/tokens.js';
import { BadCursor } from '../platform/views/cursor.js';
import type { View } from '../platform/views/view-store.js';
import { fileFaultText } from './reading/file-fault.js';
import { Imports } from './imports.service.js';
import { headingIn, type Vocabulary } from './records/vocabulary.js';
import { IMPORT_LIST, ImportJobs, type Known } from './import-jobs.js';
import * as docs from './imports.docs.js';
import { ImportErrorsQuery, ImportQuery, TemplateQuery, UndoImportDto } from './imports.dto.js';
import type { Job } from './job-files.js';
import { reportHeading, reportLine } from './reports/report.js';
import type { RecordOutcome, Summary } from './records/run-records.js';
import { faultText } from './records/fault-texts.js';
import { receiveUpload } from './upload.js';

/** Exports of sales departments, taken in the background: a purchase with its paid terms and contact in each record. */
@ApiTags('imports')
@Controller('imports')
export class ImportsController {
  constructor(
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
    @Inject(Imports) private readonly imports: Imports,
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
  @Documented(docs.accept)
  async accept(
    @Query() { dryRun = 'false' }: ImportQuery,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = commandRequest(req, caller, `POST /imports?dryRun=${dryRun}`, null);
    const upload = await receiveUpload(req.raw, this.jobs.files.temporary(randomUUID()), this.config.uploadLimit);
    try {
      const known = await this.jobs.accept(caller.vendor, upload, dryRun === 'true', request);
      return written(reply, known, importAnswer(known, caller.language));
    } finally {
      this.jobs.files.dropTemporary(upload.file);
    }
  }

  /** Imports, the latest first; dry runs are not among them. */
  @Get()
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.all)
  async list(@Query() query: ListQuery, @CurrentCaller() { vendor }: Caller) {
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
      page.items.map(async ({ row }) => ({
        id: row.importId,
        state: stateOf(await this.jobs.known(vendor, row.importId)),
        startedAt: row.startedAt,
        records: row.counts === null ? null : countsOf(row.counts),
      })),
    );
    return { items, nextCursor: page.nextCursor };
  }

  /** A file to fill in: the headings that this vendor's files have, and an example to replace. */
  @Get('template')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.template)
  async template(@Query() { format = 'xlsx' }: TemplateQuery, @CurrentCaller() { vendor }: Caller) {
    const type =
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const disposition = `attachment; filename="import-template.${format}"`;
    return new StreamableFile(await this.imports.template(vendor, format), { type, disposition });
  }

  /** How far an import is, what it came to, and its records at fault, page by page. */
  @Get(':id')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.get)
  async get(
    @Param('id') id: string,
    @Query() query: ImportErrorsQuery,
    @CurrentCaller() { vendor, language }: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const known = await this.jobs.known(vendor, id);
    return shownAt(reply, known.revision, {
      ...importAnswer(known, language),
      errors: await this.errors(known.job, query, language),
    });
  }

  /** What became of each record, as CSV that a spreadsheet opens. */
  @Get(':id/report')
  @Allow('sales', 'admin', 'auditor')
  @Documented(docs.report)
  async report(@Param('id') id: string, @CurrentCaller() { vendor, language }: Caller) {
    const { job } = await this.jobs.known(vendor, id);
    if (job === undefined) throw new Problem('report-gone', { importId: id });
    return new StreamableFile(Readable.from(this.lines(job, language)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${id}.csv"`,
    });
  }

  /** Takes back what an import created, where nothing stands on it (C9). */
  @Post(':id/undo')
  @HttpCode(202)
  @Allow('admin')
  @Documented({ ...docs.undo, body: { type: UndoImportDto } })
  async undo(
    @Param('id') id: string,
    @Body() said: UndoImportDto,
    @CurrentCaller() caller: Caller,
    @Req() req: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = commandRequest(req, caller, `POST /imports/undo ${id}`, said);
    const known = await this.jobs.undo(caller.vendor, id, said.reason, {
      ...request,
      key: request.key ?? randomUUID(),
    });
    return written(reply, known, importAnswer(known, caller.language));
  }

  private async *lines(job: Job, language: Language): AsyncGenerator<string> {
    let text = reportHeading;
    const words = { language, vocabulary: this.imports.vocabulary(job.vendor), sheet: job.sheet ?? null };
    for await (const outcome of this.jobs.files.outcomes(job)) {
      text += reportLine(outcome, words);
      if (text.length < 16_384) continue;
      yield text;
      text = '';
    }
    yield text;
  }

  private async errors(job: Job | undefined, query: ImportErrorsQuery, language: Language) {
    const limit = limitOf(query);
    if (query.cursor !== undefined && !/^\d{1,12}$/.test(query.cursor)) throw new Problem('cursor-invalid');
    if (job === undefined) return { items: [], nextCursor: null };
    const page = await this.jobs.files.errors(job, Number(query.cursor ?? 0), limit);
    if (page === undefined) throw new Problem('cursor-invalid');
    return {
      items: page.items.flatMap((outcome) =>
        errorAnswer(outcome, language, this.imports.vocabulary(job.vendor), job.sheet ?? null),
      ),
      nextCursor: page.next === null ? null : String(page.next),
    };
  }
}

/** The first fault by column in the members that versions before had, all of them in `faults`. */
const errorAnswer = (
  outcome: RecordOutcome,
  language: Language,
  vocabulary: Vocabulary,
  sheet: string | null,
): readonly object[] => {
  if (outcome.outcome !== 'error') return [];
  const { record, line, contractNo } = outcome;
  const faults = outcome.faults.map((fault) => ({
    column: headingIn(vocabulary, fault.field),
    field: fault.field,
    value: fault.value,
    detail: faultText(fault, language, vocabulary),
    differences: (fault.differences ?? []).map(({ field, recorded = null, here = null }) => ({
      column: headingIn(vocabulary, field),
      field,
      recorded,
      here,
    })),
  }));
  const { differences: _, ...first } = faults[0]!;
  return [{ record, ...first, sheet, row: line, contractNo, faults }];
};

const stateOf = ({ job, state, progress }: Known): string => {
  if (state !== undefined && state.status !== 'running') return state.status;
  if (progress !== undefined) return progress.state;
  if (state === undefined && job?.state === 'ended') return job.failure === null ? 'finished' : 'failed';
  return 'interrupted';
};

const countsOf = ({
  records,
  created,
  duplicates,
  errors,
}: Pick<Summary, 'records' | 'created' | 'duplicates' | 'errors'>) => ({
  read: records,
  created,
  known: duplicates,
  failed: errors,
});

const importAnswer = (known: Known, language: Language) => {
  const { importId, job, state, progress, revision } = known;
  const ended = state?.counts ?? job?.summary ?? null;
  const failure = state?.failure ?? job?.failure ?? null;
  return {
    id: importId,
    state: stateOf(known),
    dryRun: state === undefined,
    bytes: state?.bytes ?? job?.bytes ?? 0,
    percent: ended !== null && failure === null ? 100 : (progress?.percent ?? 0),
    records: countsOf(ended ?? progress?.records ?? { records: 0, created: 0, duplicates: 0, errors: 0 }),
    columnsLeftOut: job?.summary?.unknownHeadings ?? [],
    sheet: job?.summary?.sheet ?? null,
    sheetsLeftOut: job?.summary?.otherSheets ?? [],
    hiddenColumns: job?.summary?.hiddenHeadings ?? [],
    failure: failure === null ? null : { code: failure.reason, detail: fileFaultText(failure as never, language) },
    undo:
      state?.undoReason == null
        ? null
        : {
            reason: state.undoReason,
            contracts: state.undone?.contracts ?? null,
            customers: state.undone?.customers ?? null,
            kept: state.undone?.kept ?? null,
          },
    revision,
  };
};
