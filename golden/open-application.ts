import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Instant } from '../domain/kernel/civil.js';
import { openApplication as openProduct } from '../src/app.js';
import { clockOf } from '../src/platform/clock.js';
import { readConfig } from '../src/platform/config/settings.js';
import { openLog } from '../src/platform/logging/logger.js';
import type { Stores } from '../src/platform/stores.module.js';

const key = 'golden-fixtures-key-of-this-process-alone';

export interface ApiCall {
  readonly vendor: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly language?: string;
  readonly body?: object;
}

/** The current program over a folder, with a clock that the caller sets. */
export interface GoldenApplication {
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  /** The key that calls are sent with. */
  readonly key: string;
  setClock(now: Instant): void;
  call(call: ApiCall): Promise<{ readonly status: number; readonly text: string }>;
  close(): Promise<void>;
}

export async function openApplication(home: string, now: Instant): Promise<GoldenApplication> {
  let ms = Date.parse(now);
  const { app, stores, ready } = await openProduct(readConfig({ LEDGER_HOME: home }), {
    clock: clockOf(() => ms),
    firingsApartMs: 0,
    logger: openLog('silent'),
  });
  await ready;
  await stores.apiKeys.ensureAdmin(key);
  return {
    app,
    stores,
    key,
    setClock: (instant) => void (ms = Date.parse(instant)),
    call: async ({ vendor, method, path, language = 'en', body }) => {
      const headers = { authorization: `Bearer ${key}`, 'ledger-vendor': vendor, 'accept-language': language };
      const answer = await app.inject({
        method,
        url: `/api/v1${path}`,
        headers,
        ...(body !== undefined && { payload: body }),
      });
      return { status: answer.statusCode, text: answer.body };
    },
    close: () => app.close(),
  };
}
