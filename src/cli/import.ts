import { existsSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { asOneLine } from '../../domain/kernel/spelling.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { FileFault, fileFaultText } from '../imports/reading/file-fault.js';
import { countsText, errorAnswer } from '../imports/import-answers.js';
import { Imports } from '../imports/imports.service.js';
import { ImportQueue } from '../imports/jobs/import-queue.js';
import type { FileFormat } from '../imports/records/template.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import { readConfig } from '../platform/config/settings.js';
import { causeIn, operatorText } from '../platform/operator-fault.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { localActor, onBehalfOf } from './actor.js';
import { importLocalFile } from './import-local-file.js';
import {
  BadUsage,
  CommandFailed,
  failureOf,
  refuseUnknownVendor,
  withAnyLedger,
  withExistingLedger,
  withLocalApplication,
} from './local-application.js';
import { type Output, progress, printResult } from './output.js';
import { call, download, readBytes, type Remote, upload } from './remote.js';
import { type FaultyRecord, faultLines, faultsShown } from './faulty-records.js';
import type { HelpText } from './help-texts.js';
import { detailOf } from './problem-lines.js';
import { reportKind } from './report-file.js';
import { languageOption, messageIn } from './texts.js';

type CommandOptions = Output &
  Remote & {
    readonly vendor: string;
    readonly report?: string;
    readonly dryRun: boolean;
    readonly language: Language;
    readonly undo?: string;
    readonly template?: string;
    readonly reason?: string;
  };

/** The result of an import, by the names of the API. */
type ImportResult = Pick<Shown, 'id' | 'records' | 'columnsLeftOut' | 'sheet' | 'sheetsLeftOut' | 'hiddenColumns'> & {
  /** The first of them. */
  readonly faults: readonly FaultyRecord[];
};
/** An import as the API shows it. */
interface Shown {
  readonly id: string;
  readonly state: string;
  readonly percent: number;
  readonly records: {
    readonly read: number;
    readonly created: number;
    readonly known: number;
    readonly failed: number;
  };
  readonly columnsLeftOut: readonly string[];
  readonly sheet: string | null;
  readonly sheetsLeftOut: readonly string[];
  readonly hiddenColumns: readonly string[];
  readonly errors: { readonly items: readonly FaultyRecord[] };
  readonly failure: { readonly detail: string } | null;
  readonly undo: {
    readonly contracts: number | null;
    readonly customers: number | null;
    readonly kept: number | null;
  } | null;
}

/** The headings of the packs that come with the product. */
const headings = {
  seeyon:
    '客户编号 客户名称 客户级别 地区 合同号 许可证号 产品系列 产品名称 版本 定制模块 购买日期 续费记录 联系人 电话 邮箱 客户经理 备注',
  huaruan:
    '客戶編號 客戶名稱 客戶等級 地區 合約編號 授權編號 產品系列 產品名稱 版本 客製模組 購買日期 續約記錄 聯絡人 電話 電子郵件 客戶經理 備註',
};

export const addImport = (program: Command, text: HelpText): void => {
  onBehalfOf(program.command('import [file]'), text)
    .description(text('import'))
    .requiredOption('--vendor <vendor>', text('importVendor'))
    .option('--report <file>', text('report'))
    .option('--dry-run', text('dryRun'), false)
    .option('--template <file>', text('template'))
    .option('--undo <id>', text('undo'))
    .option('--reason <reason>', text('reason'))
    .addOption(languageOption(text))
    .option('--url <url>', text('url'))
    .option('--key <key>', text('key'))
    .option('--json', text('json'), false)
    .addHelpText('after', text('importFormats', headings))
    .action(async (file: string | undefined, options: CommandOptions) => {
      const { language } = options;
      if ([file, options.undo, options.template].filter((what) => what !== undefined).length !== 1)
        throw new BadUsage(messageIn(language, 'oneWork'));
      if (options.undo === undefined && options.reason !== undefined)
        throw new BadUsage(messageIn(language, 'reasonOfUndo'));
      if (options.undo !== undefined && (options.report !== undefined || options.dryRun))
        throw new BadUsage(messageIn(language, 'undoAlone'));
      if (options.template !== undefined) return template(options.template, options);
      if (options.undo !== undefined) return undo(options.undo, options);
      if (!existsSync(file!)) throw new CommandFailed(messageIn(language, 'fileAbsent', { file: file! }));
      if (!statSync(file!).isFile()) throw new CommandFailed(messageIn(language, 'noPlainFile', { file: file! }));
      // Before the ledger is opened: a report that cannot be written leaves nothing begun.
      const report = options.report === undefined ? undefined : reportTo(options.report, file!);
      if (!isRemote(options)) report?.discard();
      let importResult: ImportResult;
      try {
        importResult = isRemote(options) ? await sent(file!, options, report) : await imported(file!, options);
      } finally {
        report?.discard();
      }
      const { id, records, faults, sheet, sheetsLeftOut, hiddenColumns, columnsLeftOut } = importResult;
      const { dryRun } = options;
      for (const [name, left] of Object.entries({ columnsLeftOut, sheetsLeftOut, hiddenColumns } as const))
        if (left.length > 0) {
          const names = left.map(asOneLine).join(language === 'en' ? ', ' : '、');
          const note = messageIn(language, name as 'columnsLeftOut', { sheet: sheet ?? '', names });
          process.stderr.write(`${note}\n`);
        }
      const { read, created, known, failed } = records;
      const counts = { records: read, created, duplicates: known, errors: failed };
      const summary = { id, dryRun, records, columnsLeftOut, sheet, sheetsLeftOut, hiddenColumns };
      printResult(options, summary, [
        countsText(counts, dryRun, language),
        ...(options.report === undefined ? faultLines(faults, failed, language) : []),
        ...(dryRun ? [] : [messageIn(language, 'importId', { id })]),
      ]);
      // The import is done; what failed is for its caller to mend.
      if (failed > 0) process.exitCode = 1;
    });
};

const template = async (file: string, options: CommandOptions): Promise<void> => {
  const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase() as FileFormat | undefined;
  if (format === undefined) throw new BadUsage(messageIn(options.language, 'templateEnding', { file }));
  if (existsSync(file)) throw new BadUsage(messageIn(options.language, 'fileExists', { file }));
  const bytes = isRemote(options)
    ? await readBytes(options, `/imports/template?format=${format}`)
    : await withAnyLedger(async (local) => {
        refuseUnknownVendor(local, options.vendor, options.language);
        return local.app.get(Imports, { strict: false }).template(options.vendor, format);
      });
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    throw new CommandFailed(operatorText('not-written', { file, cause: causeIn(error) }));
  }
  printResult(options, { template: file }, [messageIn(options.language, 'template', { file })]);
};

const ownFolders = (): readonly string[] => foldersOf(ledgerFolders(readConfig(process.env)));

const reportTo = (report: string, file: string): OutputFile =>
  OutputFile.open(report, reportKind, { folders: ownFolders(), inputs: [file] });

const isRemote = ({ url, key }: CommandOptions): boolean => url !== undefined || key !== undefined;

const imported = async (
  file: string,
  { vendor, report, dryRun, language, onBehalfOf: person }: CommandOptions,
): Promise<ImportResult> => {
  const bar = progress(messageIn(language, 'importing'));
  try {
    return await (dryRun ? withAnyLedger : withLocalApplication)(async (local) => {
      refuseUnknownVendor(local, vendor, language);
      const actor = localActor();
      const faults: FaultyRecord[] = [];
      const { importId, records, created, duplicates, errors, ...summary } = await importLocalFile(local.app, {
        file,
        vendor,
        actor,
        onBehalfOf: person,
        language,
        report,
        ledgerFolders: ownFolders(),
        dryRun,
        onProgress: (bytes, of) => bar.at(bytes, of),
        onOutcome: (outcome, facts) => {
          if (faults.length < faultsShown)
            faults.push(...(errorAnswer(outcome, language, facts) as readonly FaultyRecord[]));
        },
      });
      return {
        id: importId,
        faults,
        records: { read: records, created, known: duplicates, failed: errors },
        columnsLeftOut: summary.unknownHeadings,
        sheet: summary.sheet,
        sheetsLeftOut: summary.otherSheets,
        hiddenColumns: summary.hiddenHeadings,
      };
    });
  } catch (error) {
    throw error instanceof FileFault
      ? new CommandFailed(messageIn(language, 'unreadFile', { file, cause: fileFaultText(error, language) }))
      : error;
  } finally {
    bar.end();
  }
};

/** The same through a server: upload, wait, report. */
const sent = async (file: string, options: CommandOptions, report: OutputFile | undefined): Promise<ImportResult> => {
  const { id } = (await upload(options, `/imports?dryRun=${options.dryRun}`, file)) as Shown;
  const shown = await ended(id, options, messageIn(options.language, 'importing'));
  if (report !== undefined) {
    await download(options, `/imports/${id}/report`, report.aside);
    report.commit();
  }
  if (shown.state !== 'finished')
    throw new CommandFailed(
      shown.failure === null
        ? messageIn(options.language, 'importNotFinished', { file, id })
        : messageIn(options.language, 'unreadFile', { file, cause: shown.failure.detail }),
    );
  return { ...shown, faults: shown.errors.items };
};

const ended = async (id: string, options: CommandOptions, what: string): Promise<Shown> => {
  const bar = progress(what);
  try {
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
      const shown = (await call(options, 'GET', `/imports/${encodeURIComponent(id)}?limit=${faultsShown}`)) as Shown;
      bar.at(shown.percent, 100);
      if (!['waiting', 'running', 'undoing'].includes(shown.state)) return shown;
      await setTimeout(delayMs);
    }
  } finally {
    bar.end();
  }
};

const undo = async (id: string, options: CommandOptions): Promise<void> => {
  if (options.reason === undefined) throw new BadUsage(messageIn(options.language, 'undoNeedsReason'));
  const shown = isRemote(options) ? await undoneThere(id, options) : await undoneHere(id, options);
  if (shown.state !== 'undone') throw new CommandFailed(messageIn(options.language, 'importNotUndone', { id }));
  const { contracts, customers, kept: unchanged } = shown.undo!;
  printResult(options, { id, undo: { contracts, customers, kept: unchanged } }, [
    messageIn(options.language, 'undone', { contracts: contracts ?? 0, customers: customers ?? 0 }),
    ...(unchanged ? [messageIn(options.language, 'retained', { retained: unchanged })] : []),
  ]);
};

const undoneThere = async (id: string, options: CommandOptions): Promise<Shown> => {
  await call(options, 'POST', `/imports/${encodeURIComponent(id)}/undo`, { reason: options.reason });
  return ended(id, options, messageIn(options.language, 'undoing'));
};

const undoPollMs = 20;

/** The same routes inside the process, with a temporary key. */
const undoneHere = (id: string, { vendor, reason, language, onBehalfOf: person }: CommandOptions): Promise<Shown> =>
  withExistingLedger(async (local) => {
    refuseUnknownVendor(local, vendor, language);
    const { app, stores } = local;
    const { id: actorId, role, name } = localActor();
    const key = stores.apiKeys.temporary({ vendor, role, name, id: actorId });
    const callApi = async (method: 'GET' | 'POST', path: string, payload?: object): Promise<Shown> => {
      const response = await app.inject({
        method,
        url: `/api/v1/imports/${encodeURIComponent(id)}${path}`,
        headers: {
          authorization: `Bearer ${key.token}`,
          'accept-language': language,
          ...(person !== undefined && { 'ledger-on-behalf-of': encodeURIComponent(person) }),
        },
        ...(payload !== undefined && { payload }),
      });
      if (response.statusCode >= 300) throw failureOf(response.statusCode, detailOf(response.body));
      return response.json();
    };
    try {
      await callApi('POST', '/undo', { reason });
      const queue = app.get(ImportQueue, { strict: false });
      for (;;) {
        // In this order: an undo that ends after the first line is shown by the second.
        const isBusy = await queue.isBusy();
        const shown = await callApi('GET', '');
        if (shown.state !== 'undoing' || !isBusy) return shown;
        await setTimeout(undoPollMs);
      }
    } finally {
      key.drop();
    }
  });
