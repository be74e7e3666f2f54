import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Command } from 'commander';
import { type Day, dayAt } from '../../domain/kernel/civil.js';
import { openApplication } from '../app.js';
import { clockOf } from '../platform/clock.js';
import { type Config, readConfig } from '../platform/config/settings.js';
import { openLog } from '../platform/logging/logger.js';
import type { Stores } from '../platform/stores.module.js';
import { linesOf } from './entitlement-commands.js';
import { runScenario } from './demo/run-scenario.js';
import { mainScenario, scenario } from './demo/scenario.js';
import { queryOf } from './remote.js';

/** How many customers each vendor has, besides those of the three questions. */
const customers = { seeyon: 150, huaruan: 100 } as const;

/** Both vendors with some two years of business in a scratch folder, three answered questions, and a server to try. */
export const addDemo = (program: Command): void => {
  program
    .command('demo')
    .description('the product with sample data in a scratch folder: three answered questions, then a server to try')
    .option('--once', 'end after the answers', false)
    .action(async ({ once }: { once: boolean }) => {
      const home = mkdtempSync(join(tmpdir(), 'service-ledger-demo-'));
      const leave = () => rmSync(home, { recursive: true, force: true });
      try {
        await run(home, once, leave);
      } catch (error) {
        leave();
        throw error;
      }
    });
};

const run = async (home: string, once: boolean, leave: () => void): Promise<void> => {
  let reported: number | undefined;
  const clock = clockOf(() => reported ?? Date.now());
  const config = readConfig({
    ...process.env,
    LEDGER_HOME: home,
    EVENTS_URL: undefined,
    VIEWS_URL: undefined,
    FILES_URL: undefined,
  });
  const today = dayAt(Date.now(), 'Asia/Shanghai');
  reported = Date.now() - 1_200 * 86_400_000;
  const { app, stores, ready } = await openApplication(config, { clock, logger: openLog('silent') });
  try {
    await present({ app, stores, config, ready, today, once, leave, setClock: (ms) => (reported = ms) });
  } catch (error) {
    await app.close();
    throw error;
  }
};

interface Demo {
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly config: Config;
  readonly ready: Promise<void>;
  readonly today: Day;
  readonly once: boolean;
  readonly leave: () => void;
  /** Epoch milliseconds; undefined: the time of the system. */
  readonly setClock: (ms: number | undefined) => void;
}

/** Records the sample data, prints the three answers, and goes on serving unless `once`. */
const present = async ({ app, stores, config, ready, today, once, leave, setClock }: Demo): Promise<void> => {
  await ready;
  const { token: key } = await stores.apiKeys.create({ vendor: '*', role: 'admin', name: 'demo' });
  process.stdout.write(
    `正在写入示例数据（两家厂商，${customers.seeyon + customers.huaruan} 家客户）… / writing sample data …\n`,
  );
  const answers = new Map<string, Record<string, unknown>>();
  const hero = mainScenario(today);
  const [seeyon, huaruan] = [
    [...scenario('seeyon', today, customers.seeyon), ...hero.steps],
    scenario('huaruan', today, customers.huaruan),
  ];
  // Time runs forward through both vendors together: the ledger has one clock.
  const days = [...new Set([...seeyon, ...huaruan].map(({ on }) => on))].sort();
  for (const day of days) {
    for (const [vendor, steps] of [
      ['seeyon', seeyon],
      ['huaruan', huaruan],
    ] as const)
      await runScenario(
        app,
        key,
        vendor,
        steps.filter(({ on }) => on === day),
        (ms) => setClock(Math.min(ms, Date.now())),
        answers,
      );
  }
  setClock(undefined);

  if (!once) await app.listen(config.port, config.host);
  const url = once ? `http://${config.host}:${config.port}` : (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const { position } = await stores.ordinals.head();
  process.stdout.write(`账本中有 ${position} 个事件 / ${position} events in the ledger\n`);
  const heroId = String(answers.get('hero')!['id']);
  await callApi(app, url, key, '1. 现在有权享受维护支持吗？ (granted)', {
    customerId: heroId,
    service: 'maintenance',
    urgency: 'high',
  });
  await callApi(app, url, key, '2. 服务期已过的客户呢？怎样补救？ (denied, with remedy)', {
    customerId: String(answers.get('lapsed')!['id']),
    service: 'maintenance',
  });
  await callApi(
    app,
    url,
    key,
    `3. ${hero.gapDay} 这一天，按 ${hero.knownAt} 当时所知？ (as known earlier: a gap that a later correction closed)`,
    { customerId: heroId, service: 'maintenance', at: hero.gapDay, knownAt: hero.knownAt },
  );
  if (once) {
    await app.close();
    leave();
    return;
  }
  process.stdout.write(
    `\n浏览接口 / browse the API:  ${url}/docs\n密钥 / key:                ${key}\n厂商 / vendor header:      ` +
      `Ledger-Vendor: seeyon | huaruan\n按 Ctrl+C 结束，示例数据随之删除 / Ctrl+C ends the demo and removes its data\n`,
  );
  const stop = () =>
    void app.close().finally(() => {
      leave();
      process.exit(0);
    });
  process.once('SIGINT', stop).once('SIGTERM', stop);
};

const callApi = async (
  app: NestFastifyApplication,
  url: string,
  key: string,
  title: string,
  question: Readonly<Record<string, string>>,
): Promise<void> => {
  const path = `/api/v1/entitlements/check?${queryOf(question)}`;
  const headers = { authorization: `Bearer ${key}`, 'ledger-vendor': 'seeyon', 'accept-language': 'zh-CN' };
  const response = await app.inject({ method: 'GET', url: path, headers });
  if (response.statusCode !== 200)
    throw new Error(`the demo's question was answered ${response.statusCode}: ${response.body}`);
  const shown = linesOf(response.json(), 'zh-CN').map((line) => `   ${line}`);
  process.stdout.write(
    `\n${title}\n${shown.join('\n')}\n   curl -s -H 'Authorization: Bearer ${key}' -H 'Ledger-Vendor: ` +
      `seeyon' '${url}${path}'\n`,
  );
};
