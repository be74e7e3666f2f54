import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Command } from 'commander';
import { addDays, type Day, dayAt } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { writtenDay } from '../../domain/kernel/written.js';
import { type Application, enginesOf, openApplication } from '../app.js';
import { type Clock, clockOf } from '../platform/clock.js';
import { type Config, readConfig } from '../platform/config/settings.js';
import { PortUnusable, TakenPort } from '../platform/http/server/taken-port.js';
import { openLog } from '../platform/logging/logger.js';
import { zone } from './demo/quarter/department.js';
import { SentMails } from './demo/quarter/sent-mails.js';
import { begunDaysBefore, runQuarter } from './demo/quarter/quarter.js';
import { customers, recordBusiness } from './demo/record.js';
import type { Answers } from './demo/run-scenario.js';
import { mainScenario } from './demo/scenario.js';
import { shownResults } from './demo/shown-results.js';
import { demoText } from './demo/texts.js';
import { queryOf } from './remote.js';
import { languageOption } from './texts.js';
import type { HelpText } from './help-texts.js';

/** Both vendors with some two years of business in a scratch folder, three answered questions, and a server to try. */
export const addDemo = (program: Command, text: HelpText): void => {
  program
    .command('demo')
    .description(text('demo'))
    .option('--once', text('once'), false)
    .addOption(languageOption(text))
    .action(async ({ once, language }: { once: boolean; language: Language }) => {
      const home = mkdtempSync(join(tmpdir(), 'service-ledger-demo-'));
      const leave = () => rmSync(home, { recursive: true, force: true });
      try {
        await run(home, once, language, leave);
      } catch (error) {
        leave();
        throw error;
      }
    });
};

const run = async (home: string, once: boolean, language: Language, leave: () => void): Promise<void> => {
  let reported: number | undefined;
  const clock = clockOf(() => reported ?? Date.now());
  const setClock = (ms: number | undefined): void => void (reported = ms);
  const { PORT, HOST } = process.env;
  const settings = readConfig({ PORT, HOST, LEDGER_HOME: home });
  const port = once ? undefined : await freePort(settings, language);
  // Links in mails lead to the port that was free.
  const config = port === undefined ? settings : { ...settings, port: port.number };
  const servesAt = Date.now();
  setClock(servesAt - 1_200 * 86_400_000);
  const mails = new SentMails();
  const engines = mails.around(enginesOf(clock));
  const opened = await openApplication(config, {
    clock,
    engines,
    logger: openLog('silent'),
    // Its clock does not go on while a firing waits.
    firingsApartMs: 0,
    ...(port && { port }),
  });
  try {
    await opened.ready;
    await present({ opened, mails, clock, config, language, servesAt, once, leave, setClock });
  } catch (error) {
    await opened.app.close();
    port?.close();
    throw error;
  }
};

/** The port of the settings, or a free one where it is taken: a demo is started beside whatever runs. */
const freePort = async (config: Config, language: Language): Promise<TakenPort> => {
  try {
    return await TakenPort.take(config);
  } catch (error) {
    if (!(error instanceof PortUnusable)) throw error;
    const other = await TakenPort.take({ ...config, port: 0 });
    print(demoText(language, 'portTaken', { port: config.port, other: other.number }));
    return other;
  }
};

interface Demo {
  readonly opened: Application;
  readonly mails: SentMails;
  readonly clock: Clock;
  readonly config: Config;
  readonly language: Language;
  /** In epoch ms: the sample data ends here, and the time of the system goes on. */
  readonly servesAt: number;
  readonly once: boolean;
  readonly leave: () => void;
  /** Epoch milliseconds; undefined: the time of the system. */
  readonly setClock: (ms: number | undefined) => void;
}

const print = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** Records the sample data, prints the three answers and what else there is, and goes on serving unless `once`. */
const present = async (demo: Demo): Promise<void> => {
  const { opened, config, language, servesAt, once, leave } = demo;
  const { app, stores } = opened;
  const { token: key } = await stores.apiKeys.create({ vendor: '*', role: 'admin', name: 'demo' });
  print(demoText(language, 'writing', { customers: customers.seeyon + customers.huaruan }));
  const today = dayAt(servesAt, zone);
  const hero = mainScenario(today);
  const answers = await record(demo, key, today);
  if (!once) await app.listen(config.port, config.host);
  const url = once ? null : (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const { position } = await stores.ordinals.head();
  print(demoText(language, 'written', { events: position }));

  const [covered, lapsed] = ['hero', 'lapsed'].map((name) => answers.get(name) as { id: string; name: string });
  const maintenance = (customerId: string) => ({ customerId, service: 'maintenance' });
  const ask = (title: string, question: Readonly<Record<string, string>>) =>
    showAnswer(app, url, key, language, title, question);
  await ask(demoText(language, 'covered', { name: covered!.name }), { ...maintenance(covered!.id), urgency: 'high' });
  await ask(demoText(language, 'lapsed', { name: lapsed!.name }), maintenance(lapsed!.id));
  const [day, knownAt] = [hero.gapDay, hero.knownAt].map((each) => writtenDay(each, language)) as [string, string];
  await ask(demoText(language, 'gap', { day, knownAt, name: covered!.name }), {
    ...maintenance(covered!.id),
    at: hero.gapDay,
    knownAt: hero.knownAt,
  });
  print('', ...(await shownResults({ app, mails: demo.mails, home: config.home, language, today, url, key })));
  if (url === null) {
    print('', demoText(language, 'start'));
    await app.close();
    return leave();
  }
  opened.startWork();
  print(
    '',
    ...(['page', 'browse', 'key', 'vendor', 'end'] as const).map((name) => demoText(language, name, { url, key })),
  );
  // npm passes on a signal that the whole group got: the second must not end the program before its data is removed.
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= app.close().finally(() => {
      leave();
      process.exit(0);
    });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
};

/**
 * Time runs forward through both vendors together: the ledger has one clock. It ends at the present, where everything
 * that fell due is dealt with: when the time of the system goes on, nothing waits.
 */
const record = async (
  { opened, mails, clock, servesAt, setClock }: Demo,
  key: string,
  today: Day,
): Promise<Answers> => {
  const { app, stores } = opened;
  const answers: Answers = new Map();
  const begun = addDays(today, -begunDaysBefore);
  const further = await recordBusiness({ app, key, today, begun, servesAt, setClock, answers });
  await runQuarter({ app, stores, mails, clock, setClock, today, servesAt, further });
  setClock(undefined);
  return answers;
};

interface Explained {
  readonly words: {
    readonly headline: string;
    readonly reading: readonly string[];
    readonly remedy: { readonly text: string } | null;
  };
}

/** The answer in sentences, and the request that gives it again. */
const showAnswer = async (
  app: NestFastifyApplication,
  url: string | null,
  key: string,
  language: Language,
  title: string,
  question: Readonly<Record<string, string>>,
): Promise<void> => {
  const path = `/api/v1/entitlements/explain?${queryOf(question)}`;
  const headers = { authorization: `Bearer ${key}`, 'ledger-vendor': 'seeyon', 'accept-language': language };
  const response = await app.inject({ method: 'GET', url: path, headers });
  if (response.statusCode !== 200)
    throw new Error(`the demo's question was answered ${response.statusCode}: ${response.body}`);
  const { headline, reading, remedy } = response.json<Explained>().words;
  const sentences = [headline, ...reading, ...(remedy === null ? [] : [remedy.text])];
  const shown = [...new Set(sentences)].map((sentence) => `   ${sentence}`);
  const sent = Object.entries({ ...headers, authorization: `Bearer ${key}` }).map(
    ([name, value]) => `-H '${name}: ${value}'`,
  );
  // Without a server no request works.
  print('', title, ...shown, ...(url === null ? [] : [`   curl -s ${sent.join(' ')} '${url}${path}'`]));
};
