import { existsSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/words.js';
import { FileFault, fileFaultText } from '../imports/file-fault.js';
import { ImportJobs } from '../imports/import-jobs.js';
import { Imports } from '../imports/imports.service.js';
import { reportKind } from '../imports/report-file.js';
import { foldersOf, ledgerFolders } from '../platform/config/ledger-folders.js';
import { readConfig } from '../platform/config/settings.js';
import { OutputFile } from '../platform/outputs/output-file.js';
import { BadUsage, CommandFailed, failureOf, inHouse, refuseUnknownVendor } from './house.js';
import { type Output, progress, tell } from './output.js';
import { call, detailOf, download, type Remote, upload } from './remote.js';

type Asked = Output &
  Remote & {
    readonly vendor: string;
    readonly report?: string;
    readonly dryRun: boolean;
    readonly language: string;
    readonly undo?: string;
    readonly reason?: string;
  };

interface Came {
  readonly importId: string;
  readonly records: number;
  readonly created: number;
  readonly duplicates: number;
  readonly errors: number;
  readonly unknownHeadings: readonly string[];
}
/** An import as the API tells it. */
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
  readonly failure: { readonly detail: string } | null;
  readonly undo: {
    readonly contracts: number | null;
    readonly customers: number | null;
    readonly kept: number | null;
  } | null;
}

export const addImport = (program: Command): void => {
  program
    .command('import [file]')
    .description("import a sales department's export (XLSX, or CSV in UTF-8 or GB18030), or undo an import")
    .requiredOption('--vendor <vendor>', 'whose contracts they are')
    .option('--report <file>', 'what became of each record, as CSV')
    .option('--dry-run', 'say what would become of each record, and record nothing', false)
    .option('--undo <id>', 'take back what this import created; needs --reason')
    .option('--reason <reason>', 'why it is taken back')
    .option('--language <language>', 'of the report: zh-CN, zh-TW or en', 'zh-CN')
    .option('--url <url>', 'work through this server')
    .option('--key <key>', 'with this API key')
    .option('--json', 'the summary as JSON', false)
    .action(async (file: string | undefined, asked: Asked) => {
      if (!['zh-CN', 'zh-TW', 'en'].includes(asked.language))
        throw new BadUsage(`--language '${asked.language}' is none of zh-CN, zh-TW, en`);
      if ((file === undefined) === (asked.undo === undefined))
        throw new BadUsage('name a file to import, or an import with --undo');
      if (asked.undo === undefined && asked.reason !== undefined) throw new BadUsage('--reason belongs to --undo');
      if (asked.undo !== undefined && (asked.report !== undefined || asked.dryRun))
        throw new BadUsage('--undo knows neither --report nor --dry-run');
      if (asked.undo !== undefined) return undo(asked.undo, asked);
      if (!existsSync(file!)) throw new CommandFailed(`${file} does not exist`);
      if (!statSync(file!).isFile()) throw new CommandFailed(`${file} is no plain file; name an export`);
      // Before the ledger is opened: a report that cannot be written leaves nothing begun.
      const report = asked.report === undefined ? undefined : reportTo(asked.report, file!);
      if (!isRemote(asked)) report?.discard();
      let came: Came;
      try {
        came = isRemote(asked) ? await sent(file!, asked, report) : await imported(file!, asked);
      } finally {
        report?.discard();
      }
      if (came.unknownHeadings.length > 0)
        process.stderr.write(`columns that were not imported: ${came.unknownHeadings.join(', ')}\n`);
      const { importId, records, created, duplicates, errors } = came;
      tell(asked, { ...came, dryRun: asked.dryRun }, [
        `${records} records: ${created} ${asked.dryRun ? 'would be created' : 'created'}, ${duplicates} duplicates, ${errors} errors${asked.report === undefined && errors > 0 ? ' (--report FILE says which)' : ''}`,
        ...(asked.dryRun ? [] : [`import ${importId}`]),
      ]);
    });
};

const keptFolders = (): readonly string[] => foldersOf(ledgerFolders(readConfig(process.env)));

const reportTo = (report: string, file: string): OutputFile =>
  OutputFile.open(report, reportKind, { folders: keptFolders(), inputs: [file] });

const isRemote = ({ url, key }: Asked): boolean => url !== undefined || key !== undefined;

const imported = async (file: string, { vendor, report, dryRun, language }: Asked): Promise<Came> => {
  const bar = progress('importing');
  try {
    return await inHouse(async ({ app }) => {
      refuseUnknownVendor(app, vendor);
      const actor = { id: 'command-line', role: 'admin' } as const;
      return app.get(Imports, { strict: false }).run({
        file,
        vendor,
        actor,
        language: language as Language,
        report,
        keptFolders: keptFolders(),
        dryRun,
        onProgress: (bytes, of) => bar.at(bytes, of),
      });
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
const sent = async (file: string, asked: Asked, report: OutputFile | undefined): Promise<Came> => {
  const { id } = (await upload(asked, `/imports?dryRun=${asked.dryRun}`, file)) as Shown;
  const shown = await ended(id, asked, 'importing');
  if (report !== undefined) {
    await download(asked, `/imports/${id}/report`, report.aside);
    report.commit();
  }
  if (shown.state !== 'finished')
    throw new CommandFailed(`${file}: ${shown.failure?.detail ?? `the import ${id} is ${shown.state}`}`);
  const { read, created, known, failed } = shown.records;
  return {
    importId: id,
    records: read,
    created,
    duplicates: known,
    errors: failed,
    unknownHeadings: shown.columnsLeftOut,
  };
};

const ended = async (id: string, asked: Asked, what: string): Promise<Shown> => {
  const bar = progress(what);
  try {
    for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
      const shown = (await call(asked, 'GET', `/imports/${encodeURIComponent(id)}?limit=1`)) as Shown;
      bar.at(shown.percent, 100);
      if (!['waiting', 'running', 'undoing'].includes(shown.state)) return shown;
      await setTimeout(wait);
    }
  } finally {
    bar.end();
  }
};

const undo = async (id: string, asked: Asked): Promise<void> => {
  if (asked.reason === undefined) throw new BadUsage('--undo needs --reason');
  const shown = isRemote(asked) ? await undoneThere(id, asked) : await undoneHere(id, asked);
  if (shown.state !== 'undone') throw new CommandFailed(`the import ${id} is ${shown.state}`);
  const { contracts, customers, kept } = shown.undo!;
  tell(asked, { importId: id, contracts, customers, kept }, [
    `${contracts} contracts and ${customers} customers taken back${kept === 0 ? '' : `; ${kept} were changed meanwhile and stay`}`,
  ]);
};

const undoneThere = async (id: string, asked: Asked): Promise<Shown> => {
  await call(asked, 'POST', `/imports/${encodeURIComponent(id)}/undo`, { reason: asked.reason });
  return ended(id, asked, 'undoing');
};

/** The same routes inside the process, with a key that lives as long. */
const undoneHere = (id: string, { vendor, reason, language }: Asked): Promise<Shown> =>
  inHouse(async ({ app, stores }) => {
    refuseUnknownVendor(app, vendor);
    const { key, token } = stores.apiKeys.create({ vendor, role: 'admin', name: 'command line' });
    const ask = async (method: 'GET' | 'POST', path: string, payload?: object): Promise<Shown> => {
      const response = await app.inject({
        method,
        url: `/api/v1/imports/${encodeURIComponent(id)}${path}`,
        headers: { authorization: `Bearer ${token}`, 'accept-language': language },
        ...(payload !== undefined && { payload }),
      });
      if (response.statusCode >= 300) throw failureOf(response.statusCode, detailOf(response.body));
      return response.json();
    };
    try {
      await ask('POST', '/undo', { reason });
      await app.get(ImportJobs, { strict: false }).idle();
      return await ask('GET', '');
    } finally {
      stores.apiKeys.revoke(key.id);
    }
  });
