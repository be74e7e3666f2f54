import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Command } from 'commander';
import { type Day, dayAt } from '../../domain/kernel/civil.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { writtenDay } from '../../domain/kernel/written.js';
import { openApplication } from '../app.js';
import { clockOf } from '../platform/clock.js';
import { type Config, readConfig } from '../platform/config/settings.js';
import { PortUnusable, TakenPort } from '../platform/http/server/taken-port.js';
import { openLog } from '../platform/logging/logger.js';
import type { Stores } from '../platform/stores.module.js';
import { runScenario } from './demo/run-scenario.js';
import { mainScenario, scenario } from './demo/scenario.js';
import { demoText } from './demo/texts.js';
import { queryOf } from './remote.js';
import { languageOption } from './texts.js';
import type { HelpText } from './help-texts.js';

/** How many customers each vendor has, besides those of the three questions. */
const customers = { seeyon: 150, huaruan: 100 } as const;

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
  const { PORT, HOST } = process.env;
  const config = readConfig({ PORT, HOST, LEDGER_HOME: home });
  const port = once ? undefined : await freePort(config, language);
  const today = dayAt(Date.now(), 'Asia/Shanghai');
  reported = Date.now() - 1_200 * 86_400_000;
  const opened = await openApplication(config, { clock, logger: openLog('silent'), ...(port && { port }) });
  const { app, stores, ready } = opened;
  try {
    await ready;
    await present({ app, stores, config, language, today, once, leave, setClock: (ms) => (reported = ms) });
  } catch (error) {
    await app.close();
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
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly config: Config;
  readonly language: Language;
  readonly today: Day;
  readonly once: boolean;
  readonly leave: () => void;
  /** Epoch milliseconds; undefined: the time of the system. */
  readonly setClock: (ms: number | undefined) => void;
}

const print = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

/** Records the sample data, prints the three answers, and goes on serving unless `once`. */
const present = async ({ app, stores, config, language, today, once, leave, setClock }: Demo): Promise<void> => {
  const { token: key } = await stores.apiKeys.create({ vendor: '*', role: 'admin', name: 'demo' });
  print(demoText(language, 'writing', { customers: customers.seeyon + customers.huaruan }));
  const hero = mainScenario(today);
  const answers = await record(app, key, today, hero, setClock);
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
  if (url === null) {
    print('', demoText(language, 'start'));
    await app.close();
    return leave();
  }
  print(
    '',
    ...(['page', 'browse', 'key', 'vendor', 'end'] as const).map((name) => demoText(language, name, { url, key })),
  );
  const stop = () =>
    void app.close().finally(() => {
      leave();
      process.exit(0);
    });
  process.once('SIGINT', stop).once('SIGTERM', stop);
};

/** Time runs forward through both vendors together: the ledger has one clock. */
const record = async (
  app: NestFastifyApplication,
  key: string,
  today: Day,
  hero: ReturnType<typeof mainScenario>,
  setClock: Demo['setClock'],
): Promise<ReadonlyMap<string, Record<string, unknown>>> => {
  const answers = new Map<string, Record<string, unknown>>();
  const vendors = [
    ['seeyon', [...scenario('seeyon', today, customers.seeyon), ...hero.steps]],
    ['huaruan', scenario('huaruan', today, customers.huaruan)],
  ] as const;
  const days = [...new Set(vendors.flatMap(([, steps]) => steps.map(({ on }) => on)))].sort();
  for (const day of days)
    for (const [vendor, steps] of vendors) {
      const ofDay = steps.filter(({ on }) => on === day);
      await runScenario(app, key, vendor, ofDay, (ms) => setClock(Math.min(ms, Date.now())), answers);
    }
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
