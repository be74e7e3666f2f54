import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Header, Module, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { openApplication } from '../src/app.js';
import { QuestionDto } from '../src/entitlements/question.dto.js';
import { Allow } from '../src/platform/auth/caller.js';
import { readConfig } from '../src/platform/config/settings.js';
import { SqliteEventStore } from '../src/platform/events/sqlite-event-store.js';
import { openLog } from '../src/platform/logging/logger.js';
import type { Stores } from '../src/platform/stores.module.js';
import { contractsEach, customerId, longLived, populate } from './population.js';

/** The instant that every question of the bench asks about. */
export const at = '2026-01-15T02:00:00.000Z';
export const check = (id: string): string => `/api/v1/entitlements/check?customerId=${id}&service=maintenance&at=${at}`;
export const note = (what: string): void => void process.stdout.write(`${what}\n`);
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
/** Customers in an order that meets none twice before all. */
export const spread =
  (count: number) =>
  (n: number): string =>
    customerId((n * 7919) % count);

let fixed = '';

/** Answers that cost nothing to make, behind the same guard and the same validation. */
@Controller('bench')
class FixedController {
  @Get('fixed')
  @Header('content-type', 'application/json; charset=utf-8')
  @Allow('admin', 'system')
  answer(@Query() _question: QuestionDto): string {
    return fixed;
  }

  @Post('nothing')
  @Allow('admin', 'system')
  nothing(@Body() _body: unknown): object {
    return {};
  }
}
@Module({ controllers: [FixedController] })
class FixedModule {}

export interface Started {
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly seconds: number;
}

/** The product over a folder, its views complete, in this process. */
export const start = async (folder: string): Promise<Started> => {
  const since = performance.now();
  const { app, stores, ready } = await openApplication(readConfig({ LEDGER_HOME: folder }), {
    logger: openLog('silent'),
    modules: [FixedModule],
  });
  await ready;
  return { app, stores, seconds: (performance.now() - since) / 1000 };
};

/** A ledger of many customers and the product over it. */
export interface Bench extends Started {
  readonly home: string;
  readonly customers: number;
  readonly events: number;
  /** Memory after the start, in MiB. */
  readonly memory: number;
  readonly url: string;
  readonly key: string;
  /** Questions about 4,000 customers. */
  readonly paths: readonly string[];
  readonly fixedPaths: readonly string[];
  /** An answer to one of them. */
  readonly answer: string;
  /** Customers of one contract with 10 events and with 10,000. */
  readonly few: string;
  readonly many: string;
}

export const prepare = async (customers: number): Promise<Bench> => {
  const home = mkdtempSync(join(tmpdir(), 'service-ledger-bench-'));
  const store = SqliteEventStore.open(home, () => Date.now() - 86_400_000);
  note(`appending the events of ${customers} customers with ${contractsEach} contracts each`);
  const few = await longLived(store, customers + 1, 10);
  const many = await longLived(store, customers + 2, 10_000);
  const events = (await populate(store, 0, customers)) + 10_012;
  await store.close();
  note('computing the views');
  await (await start(home)).app.close();
  const started = await start(home);
  const memory = process.memoryUsage().rss / 2 ** 20;
  await started.app.listen(0, '127.0.0.1');
  const url = (await started.app.getUrl()).replace('[::1]', '127.0.0.1');
  const { token: key } = await started.stores.apiKeys.create({ vendor: 'seeyon', role: 'admin', name: 'bench' });
  const paths = Array.from({ length: 4_000 }, (_, index) => check(spread(customers)(index)));
  fixed = (await started.app.inject({ url: paths[0]!, headers: { authorization: `Bearer ${key}` } })).body;
  const fixedPaths = paths.map((path) => path.replace('entitlements/check', 'bench/fixed'));
  return { ...started, home, customers, events, memory, url, key, paths, fixedPaths, answer: fixed, few, many };
};

export const clear = async ({ app, home }: Bench): Promise<void> => {
  await app.close();
  rmSync(home, { recursive: true, force: true });
};
