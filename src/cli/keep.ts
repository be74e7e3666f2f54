import type { Command } from 'commander';
import { backupLedger, restoreLedger } from '../platform/backup/backup.js';
import { readConfig } from '../platform/config/settings.js';
import { SqliteKeyStore } from '../platform/keys/sqlite-key-store.js';
import { Projector } from '../platform/projector/projector.js';
import { verifyViews } from '../platform/projector/verify.js';
import { VIEW_STORE } from '../platform/tokens.js';
import type { ViewStore } from '../platform/views/view-store.js';
import { projections } from '../app.module.js';
import { CommandFailed, inHouse } from './house.js';
import { type Output, progress, tell } from './output.js';

/** The commands that keep a ledger: verify, rebuild, backup, restore. */
export const addKeeping = (program: Command): void => {
  program
    .command('verify')
    .description('read the whole ledger, compute every view again beside the live one, and compare')
    .option('--json', 'the findings as JSON', false)
    .action(async (output: Output) => {
      const findings = await inHouse(async ({ app, stores }) => {
        const reading = progress('reading the ledger');
        const events = await stores.events.inspect((done, of) => reading.at(done, of));
        reading.end();
        const computing = progress('computing the views');
        const views = await verifyViews(stores.events, app.get<ViewStore>(VIEW_STORE, { strict: false }), projections, (done, of) => computing.at(done, of));
        computing.end();
        return { events, views, position: (await stores.events.head()).position };
      });
      const clean = findings.events.length === 0 && findings.views.length === 0;
      tell(output, { clean, ...findings }, [
        ...findings.events.map((finding) => `ledger: ${finding}`),
        ...findings.views.map(({ view, id, what }) => `view ${view}, row ${id}: ${what}`),
        clean ? `clean: ${findings.position} events, ${projections.length} views` : 'the ledger and its views do not agree; `rebuild` computes views again, a damaged ledger is restored from a backup',
      ]);
      if (!clean) process.exitCode = 1;
    });

  program
    .command('rebuild [view]')
    .description('compute one view or all again from the ledger')
    .option('--json', 'the result as JSON', false)
    .action(async (view: string | undefined, output: Output) => {
      if (view !== undefined && !projections.some(({ name }) => name === view)) throw new CommandFailed(`there is no view ${view}; there are ${projections.map(({ name }) => name).join(', ')}`);
      const bar = progress('computing');
      const position = await inHouse(async ({ app }) => {
        const projector = app.get(Projector, { strict: false });
        await projector.rebuild(view, (done, of) => bar.at(done, of));
        return projector.position();
      });
      bar.end();
      tell(output, { rebuilt: view ?? 'all', position }, [`${view ?? 'all views'} computed again up to position ${position}`]);
    });

  program
    .command('backup <file>')
    .description('one consistent copy of the ledger; a server may go on writing. Keys of persons are not in it')
    .option('--keys <file>', 'also the one current copy of the keys, kept current at each erasure')
    .option('--json', 'the result as JSON', false)
    .action(async (file: string, { keys, json }: Output & { keys?: string }) => {
      const { home } = readConfig(process.env);
      const made = backupLedger(home, file);
      if (keys !== undefined) {
        const store = SqliteKeyStore.open(home);
        await store.copyTo(keys).finally(() => store.close());
      }
      tell({ json }, { ...made, ...(keys !== undefined && { keys }) }, [`${made.events} events in ${made.file}`, ...(keys === undefined ? [] : [`keys in ${keys}`])]);
    });

  program
    .command('restore <file>')
    .description('put a backup in place of an empty LEDGER_HOME, after reading it whole')
    .option('--keys <file>', 'the copy of the keys that belongs to it')
    .option('--json', 'the result as JSON', false)
    .action(async (file: string, { keys, json }: Output & { keys?: string }) => {
      const bar = progress('reading the backup');
      const made = await restoreLedger(file, readConfig(process.env).home, keys, (done, of) => bar.at(done, of));
      bar.end();
      tell({ json }, made, [`${made.events} events restored; views are computed at the next start`]);
    });
};
