import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Config, readConfig } from '../platform/config/settings.js';
import { hasLedger, refuseAbsentLedger } from '../platform/moving/existing-ledger.js';
import { openLog } from '../platform/logging/logger.js';
import type { PolicyBooks } from '../policies/policies.port.js';
import type { Stores } from '../platform/stores.module.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { messageIn } from './texts.js';
import { OperatorFault } from '../platform/operator-fault.js';

/** The product in this process, without a port: what commands that need no server work in. */
export interface LocalApplication {
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly config: Config;
  readonly books: PolicyBooks;
}

/** A command that was understood but cannot be carried out: exit code 1 and a line, no stack. */
export class CommandFailed extends OperatorFault {}
/** Invalid arguments of the command line: exit code 2. */
export class BadUsage extends Error {}

/** What a refused call of the API is to a command: a request that cannot be read is bad usage, the rest a refusal. */
export const failureOf = (status: number, message: string): Error =>
  status === 400 ? new BadUsage(message) : new CommandFailed(message);

/** @throws BadUsage naming the vendors there are */
export const refuseUnknownVendor = (
  { books }: Pick<LocalApplication, 'books'>,
  vendor: string,
  language: Language,
): void => {
  if (books.has(vendor)) return;
  throw new BadUsage(messageIn(language, 'noVendor', { vendor, vendors: books.vendors().join(', ') }));
};

const silence = () => openLog('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));

/** Opens the stores of LEDGER_HOME, runs the work, closes them. The views are ready before the work begins. */
export const withLocalApplication = async <T>(
  work: (application: LocalApplication) => Promise<T>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<T> => within(readConfig(environment), work);

/** The same for work that only reads: a folder that was mistyped must not become a ledger. @throws StoreUnusable */
export const withExistingLedger = async <T>(work: (application: LocalApplication) => Promise<T>): Promise<T> => {
  const config = readConfig(process.env);
  refuseAbsentLedger(config);
  return within(config, work);
};

/** The same for what records nothing and needs no facts: where there is no ledger, over an empty one that is left. */
export const withAnyLedger = async <T>(work: (application: LocalApplication) => Promise<T>): Promise<T> => {
  const config = readConfig(process.env);
  if (hasLedger(config)) return within(config, work);
  const home = mkdtempSync(join(tmpdir(), 'service-ledger-scratch-'));
  const { EVENTS_URL: _events, VIEWS_URL: _views, FILES_URL: _files, JOBS_URL: _jobs, ...others } = process.env;
  try {
    return await within(readConfig({ ...others, KEYS_BACKUP: '', LEDGER_HOME: home }), work);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

const within = async <T>(config: Config, work: (application: LocalApplication) => Promise<T>): Promise<T> => {
  // Loaded for the commands that work in it: the others, and those through a server, start in half the time.
  const [{ openApplication }, { PolicyBooks }] = [
    await import('../app.js'),
    await import('../policies/policies.port.js'),
  ];
  const { app, stores, ready } = await openApplication(config, { logger: silence() });
  try {
    await ready;
    return await work({ app, stores, config, books: app.get(PolicyBooks, { strict: false }) });
  } finally {
    await app.close();
  }
};
