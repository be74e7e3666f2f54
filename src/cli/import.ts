import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Language } from '../../domain/kernel/words.js';
import { FileFault } from '../imports/file-fault.js';
import { Imports } from '../imports/imports.service.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { BadUsage, CommandFailed, inHouse } from './house.js';
import { type Output, progress, tell } from './output.js';

type Asked = Output & { readonly vendor: string; readonly report?: string; readonly dryRun: boolean; readonly language: string; readonly url?: string; readonly key?: string };

export const addImport = (program: Command): void => {
  program
    .command('import <file>')
    .description("import a sales department's export (XLSX, or CSV in UTF-8 or GB18030)")
    .requiredOption('--vendor <vendor>', 'whose contracts they are')
    .option('--report <file>', 'what became of each record, as CSV')
    .option('--dry-run', 'say what would become of each record, and record nothing', false)
    .option('--language <language>', 'of the report: zh-CN, zh-TW or en', 'zh-CN')
    .option('--url <url>').option('--key <key>')
    .option('--json', 'the summary as JSON', false)
    .action(async (file: string, asked: Asked) => {
      if (asked.url !== undefined || asked.key !== undefined) throw new BadUsage('this version imports in the folder itself: stop the server, import, start it again');
      if (!['zh-CN', 'zh-TW', 'en'].includes(asked.language)) throw new BadUsage(`--language '${asked.language}' is none of zh-CN, zh-TW, en`);
      if (!existsSync(file)) throw new CommandFailed(`${file} does not exist`);
      const summary = await imported(file, asked);
      if (summary.unknownHeadings.length > 0) process.stderr.write(`columns that were not imported: ${summary.unknownHeadings.join(', ')}\n`);
      const { records, created, duplicates, errors } = summary;
      tell(asked, { ...summary, dryRun: asked.dryRun }, [
        `${records} records: ${created} ${asked.dryRun ? 'would be created' : 'created'}, ${duplicates} duplicates, ${errors} errors${asked.report === undefined && errors > 0 ? ' (--report FILE says which)' : ''}`,
      ]);
    });
};

const imported = async (file: string, { vendor, report, dryRun, language }: Asked) => {
  const bar = progress('importing');
  try {
    return await inHouse(async ({ app }) => {
      const books = app.get(PolicyBooks, { strict: false });
      if (!books.has(vendor)) throw new BadUsage(`there is no vendor '${vendor}'; there are ${books.vendors().join(', ')}`);
      const actor = { id: 'command-line', role: 'admin' } as const;
      return app.get(Imports, { strict: false }).run({ file, vendor, actor, language: language as Language, report, dryRun, onProgress: (bytes, of) => bar.at(bytes, of) });
    });
  } catch (error) {
    throw error instanceof FileFault ? new CommandFailed(`${file}: ${error.message}`) : error;
  } finally {
    bar.end();
  }
};
