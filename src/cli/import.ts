import { existsSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { asOneLine } from '../../domain/kernel/spelling.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { FileFault, fileFaultText } from '../imports/reading/file-fault.js';
import { countsText } from '../imports/import-answers.js';
import { Imports } from '../imports/imports.service.js';
import { ImportQueue } from '../imports/jobs/import-queue.js';
import type { TemplateFormat } from '../imports/records/template.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import { readConfig } from '../platform/config/settings.js';
import { negotiated } from '../platform/http/language.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { localActor, onBehalfOf } from './actor.js';
import { importNotes } from './import-notes.js';
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
import { call, detailOf, download, type Remote, upload } from './remote.js';
import { reportKind } from './report-file.js';

type CommandOptions = Output &
  Remote & {
    readonly vendor: string;
    readonly report?: string;
    readonly dryRun: boolean;
    readonly language: string;
    readonly undo?: string;
    readonly template?: string;
    readonly reason?: string;
  };

/** The result of an import, by the names of the API. */
type ImportResult = Pick<Shown, 'id' | 'records' | 'columnsLeftOut' | 'sheet' | 'sheetsLeftOut' | 'hiddenColumns'>;
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
  readonly failure: { readonly detail: string } | null;
  readonly undo: {
    readonly contracts: number | null;
    readonly customers: number | null;
    readonly kept: number | null;
  } | null;
}

export const addImport = (program: Command): void => {
  onBehalfOf(program.command('import [file]'))
    .description("import a sales department's export, write a template of one, or undo an import")
    .requiredOption('--vendor <vendor>', 'whose contracts they are')
    .option('--report <file>', 'what became of each record, as CSV')
    .option('--dry-run', 'say what would become of each record, and record nothing', false)
    .option('--template <file>', "write a file with the vendor's headings and an example (.xlsx or .csv)")
    .option('--undo <id>', 'take back what this import created; needs --reason')
    .option('--reason <reason>', 'why it is taken back')
    .option('--language <language>', 'of faults: zh-CN, zh-TW or en; that of the locale where absent', localeLanguage())
    .option('--url <url>', 'work through this server')
    .option('--key <key>', 'with this API key')
    .option('--json', 'the summary as JSON', false)
    .addHelpText('after', formatHelp)
    .action(async (file: string | undefined, options: CommandOptions) => {
      if (!['zh-CN', 'zh-TW', 'en'].includes(options.language))
        throw new BadUsage(`--language '${options.language}' is none of zh-CN, zh-TW, en`);
      if ([file, options.undo, options.template].filter((what) => what !== undefined).length !== 1)
        throw new BadUsage('name a file to import, or an import with --undo, or a file to write with --template');
      if (options.undo === undefined && options.reason !== undefined) throw new BadUsage('--reason belongs to --undo');
      if (options.undo !== undefined && (options.report !== undefined || options.dryRun))
        throw new BadUsage('--undo knows neither --report nor --dry-run');
      if (options.template !== undefined) return template(options.template, options);
      if (options.undo !== undefined) return undo(options.undo, options);
      if (!existsSync(file!)) throw new CommandFailed(`${file} does not exist`);
      if (!statSync(file!).isFile()) throw new CommandFailed(`${file} is no plain file; name an export`);
      // Before the ledger is opened: a report that cannot be written leaves nothing begun.
      const report = options.report === undefined ? undefined : reportTo(options.report, file!);
      if (!isRemote(options)) report?.discard();
      let importResult: ImportResult;
      try {
        importResult = isRemote(options) ? await sent(file!, options, report) : await imported(file!, options);
      } finally {
        report?.discard();
      }
      const { id, records, sheet, sheetsLeftOut, hiddenColumns, columnsLeftOut } = importResult;
      const { dryRun } = options;
      const notes = notesOf(options);
      if (columnsLeftOut.length > 0) process.stderr.write(notes.columns(columnsLeftOut.map(asOneLine)));
      if (sheetsLeftOut.length > 0) process.stderr.write(notes.sheets(sheet ?? '', sheetsLeftOut.map(asOneLine)));
      if (hiddenColumns.length > 0) process.stderr.write(notes.hidden(hiddenColumns.map(asOneLine)));
      const { read, created, known, failed } = records;
      const counts = { records: read, created, duplicates: known, errors: failed };
      const summary = { id, dryRun, records, columnsLeftOut, sheet, sheetsLeftOut, hiddenColumns };
      printResult(options, summary, [
        countsText(counts, dryRun, options.language as Language) +
          (options.report === undefined && failed > 0 ? notes.askForReport : ''),
        ...(dryRun ? [] : [notes.importId(id)]),
      ]);
      // The import is done; what failed is for its caller to mend.
      if (failed > 0) process.exitCode = 1;
    });
};

const notesOf = ({ language }: CommandOptions) => importNotes[language as Language];

/** What a file may look like, for `import --help`. */
const formatHelp = `
Files: XLSX (the first visible sheet), or CSV in UTF-8, UTF-16 with a mark, GB18030 or Big5.
Headings: in any order, in the words of the vendor's policy; --template writes a file with them.
  seeyon:  客户编号 客户名称 客户级别 地区 合同号 许可证号 产品系列 产品名称 版本 定制模块 购买日期 续费记录 联系人 电话 邮箱 客户经理 备注
  huaruan: 客戶編號 客戶名稱 客戶等級 地區 合約編號 授權編號 產品系列 產品名稱 版本 客製模組 購買日期 續約記錄 聯絡人 電話 電子郵件 客戶經理 備註
Days: 2024-03-01, 2024/3/1, 2024年3月1日, 20240301; for huaruan also 113/3/1, 民國113年3月1日.
Paid terms: 2025-03-02~2026-03-01, several separated by ;
Long numbers belong into cells that are text: a spreadsheet keeps 15 digits.`;

/** The locale of the terminal, as POSIX has it. */
const localeLanguage = (): Language => {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = (LC_ALL || LC_MESSAGES || LANG || '').split('.')[0]!.replace('_', '-');
  return /^(?:C|POSIX)?$/.test(locale) ? 'zh-CN' : negotiated(locale);
};

const template = async (file: string, options: CommandOptions): Promise<void> => {
  const format = /\.(csv|xlsx)$/i.exec(file)?.[1]?.toLowerCase() as TemplateFormat | undefined;
  if (format === undefined) throw new BadUsage(`--template '${file}' ends in neither .csv nor .xlsx`);
  if (existsSync(file)) throw new BadUsage(`${file} exists; name a new file`);
  if (isRemote(options)) await download(options, `/imports/template?format=${format}`, file);
  else
    await withAnyLedger(async (local) => {
      refuseUnknownVendor(local, options.vendor);
      writeFileSync(file, await local.app.get(Imports, { strict: false }).template(options.vendor, format), {
        flag: 'wx',
      });
    });
  printResult(options, { template: file }, [notesOf(options).template(file)]);
};

const ownFolders = (): readonly string[] => foldersOf(ledgerFolders(readConfig(process.env)));

const reportTo = (report: string, file: string): OutputFile =>
  OutputFile.open(report, reportKind, { folders: ownFolders(), inputs: [file] });

const isRemote = ({ url, key }: CommandOptions): boolean => url !== undefined || key !== undefined;

const imported = async (
  file: string,
  { vendor, report, dryRun, language, onBehalfOf: person }: CommandOptions,
): Promise<ImportResult> => {
  const bar = progress(importNotes[language as Language].importing);
  try {
    return await (dryRun ? withAnyLedger : withLocalApplication)(async (local) => {
      refuseUnknownVendor(local, vendor);
      const actor = localActor();
      const { importId, records, created, duplicates, errors, ...summary } = await importLocalFile(local.app, {
        file,
        vendor,
        actor,
        onBehalfOf: person,
        language: language as Language,
        report,
        ledgerFolders: ownFolders(),
        dryRun,
        onProgress: (bytes, of) => bar.at(bytes, of),
      });
      return {
        id: importId,
        records: { read: records, created, known: duplicates, failed: errors },
        columnsLeftOut: summary.unknownHeadings,
        sheet: summary.sheet,
        sheetsLeftOut: summary.otherSheets,
        hiddenColumns: summary.hiddenHeadings,
      };
    });
  } catch (error) {
    throw error instanceof FileFault
      ? new CommandFailed(`${file}: ${fileFaultText(error, language as Language)}`)
      : error;
  } finally {
    bar.end();
  }
};

/** The same through a server: upload, wait, report. */
const sent = async (file: string, options: CommandOptions, report: OutputFile | undefined): Promise<ImportResult> => {
  const { id } = (await upload(options, `/imports?dryRun=${options.dryRun}`, file)) as Shown;
  const shown = await ended(id, options, notesOf(options).importing);
  if (report !== undefined) {
    await download(options, `/imports/${id}/report`, report.aside);
    report.commit();
  }
  if (shown.state !== 'finished')
    throw new CommandFailed(`${file}: ${shown.failure?.detail ?? `the import ${id} is ${shown.state}`}`);
  return shown;
};

const ended = async (id: string, options: CommandOptions, what: string): Promise<Shown> => {
  const bar = progress(what);
  try {
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
      const shown = (await call(options, 'GET', `/imports/${encodeURIComponent(id)}?limit=1`)) as Shown;
      bar.at(shown.percent, 100);
      if (!['waiting', 'running', 'undoing'].includes(shown.state)) return shown;
      await setTimeout(delayMs);
    }
  } finally {
    bar.end();
  }
};

const undo = async (id: string, options: CommandOptions): Promise<void> => {
  if (options.reason === undefined) throw new BadUsage('--undo needs --reason');
  const shown = isRemote(options) ? await undoneThere(id, options) : await undoneHere(id, options);
  if (shown.state !== 'undone') throw new CommandFailed(`the import ${id} is ${shown.state}`);
  const { contracts, customers, kept: unchanged } = shown.undo!;
  printResult(options, { id, undo: { contracts, customers, kept: unchanged } }, [
    notesOf(options).undone(contracts ?? 0, customers ?? 0, unchanged ?? 0),
  ]);
};

const undoneThere = async (id: string, options: CommandOptions): Promise<Shown> => {
  await call(options, 'POST', `/imports/${encodeURIComponent(id)}/undo`, { reason: options.reason });
  return ended(id, options, notesOf(options).undoing);
};

const undoPollMs = 20;

/** The same routes inside the process, with a temporary key. */
const undoneHere = (id: string, { vendor, reason, language, onBehalfOf: person }: CommandOptions): Promise<Shown> =>
  withExistingLedger(async (local) => {
    refuseUnknownVendor(local, vendor);
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
