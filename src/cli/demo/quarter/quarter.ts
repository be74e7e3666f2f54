import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { addDays, type Day, startOfDay } from '../../../../domain/kernel/civil.js';
import { type Role, roles } from '../../../../domain/kernel/envelope.js';
import { ObligationRunner } from '../../../obligations/obligations.port.js';
import type { Clock } from '../../../platform/clock.js';
import type { Stores } from '../../../platform/stores.module.js';
import type { DemoVendor } from '../scenario.js';
import { recordCast } from './cast.js';
import { Department, zone } from './department.js';
import {
  atRiskScenario,
  bounceScenario,
  intakesScenario,
  openScenarios,
  renewalScenario,
  usualScenarios,
} from './further-scenarios.js';
import type { SentMails } from './sent-mails.js';
import { DrivenTime, runScenarios, type Scenario } from './scenarios-in-time.js';
import * as scenariosByRule from './scenarios.js';
import { textsOfHuaruan } from './texts-of-huaruan.js';
import { textsOfSeeyon } from './texts-of-seeyon.js';

const vendors = {
  seeyon: { texts: textsOfSeeyon, earlier: { workingDays: 0, minutes: 0 } },
  huaruan: { texts: textsOfHuaruan, earlier: { workingDays: 1, minutes: 7 } },
} as const;
/** Of each vendor. */
const usualRequests = 6;
/** Days of the calendar before today on which the departments begin to work with the ledger. */
export const begunDaysBefore = 100;
/** Days of the calendar before today that the quarter has. */
export const quarterDays = 91;

export interface QuarterParts {
  readonly app: NestFastifyApplication;
  readonly stores: Stores;
  readonly mails: SentMails;
  readonly clock: Clock;
  readonly setClock: (ms: number) => void;
  readonly today: Day;
  /** When the demo serves, in epoch ms: the quarter ends there. */
  readonly servesAt: number;
  /** What happens besides. */
  readonly further: readonly Scenario[];
}

/** A quarter of both service departments, through the API, with all that falls due in it. */
export const runQuarter = async ({ app, stores, mails, clock, setClock, today, ...rest }: QuarterParts) => {
  const { servesAt, further } = rest;
  const runner = app.get(ObligationRunner, { strict: false });
  const begun = addDays(today, -begunDaysBefore);
  setClock(startOfDay(begun, zone) + 10 * 3_600_000);
  const scenarios: Scenario[] = [...further];
  for (const vendor of ['seeyon', 'huaruan'] as const) {
    const keys = await keysOf(stores, vendor);
    const workingDays = await workingDaysOf(app, keys.support!, begun, today);
    const parts = { vendor, app, keys, mails, clock, today, workingDays, ...vendors[vendor] };
    const department = new Department(parts);
    const cast = await recordCast(department);
    const portal = await keyOf(stores, vendor, 'customer', cast.plant.customerId);
    scenarios.push(
      ...Object.values(scenariosByRule).map((scenario) => scenario(department, cast)),
      ...[renewalScenario, bounceScenario, intakesScenario].map((scenario) => scenario(department, cast)),
      ...usualScenarios(department, cast, usualRequests),
      ...openScenarios(department, cast),
      atRiskScenario(department, cast, portal, servesAt),
    );
  }
  await runner.start();
  await runScenarios(scenarios, new DrivenTime(runner, setClock), servesAt);
};

const keyOf = async (stores: Stores, vendor: string, role: Role, customerId: string | null = null): Promise<string> =>
  (await stores.apiKeys.create({ vendor, role, name: `demo ${role}`, customerId })).token;

const keysOf = async (stores: Stores, vendor: DemoVendor): Promise<Readonly<Partial<Record<Role, string>>>> => {
  const keys: Partial<Record<Role, string>> = {};
  for (const role of roles) if (role !== 'customer') keys[role] = await keyOf(stores, vendor, role);
  return keys;
};

/** The days of work by the newest calendar, the newest first. */
const workingDaysOf = async (app: NestFastifyApplication, key: string, from: Day, to: Day): Promise<readonly Day[]> => {
  const headers = { authorization: `Bearer ${key}` };
  const get = async <T>(url: string): Promise<T> => (await app.inject({ method: 'GET', url, headers })).json<T>();
  const { items } = await get<{ items: readonly { readonly version: string }[] }>('/api/v1/calendars');
  const version = items.at(-1)!.version;
  const days = await get<readonly { readonly day: Day; readonly kind: string }[]>(
    `/api/v1/calendars/${version}/days?from=${from}&to=${to}`,
  );
  return days
    .filter(({ kind }) => kind === 'work' || kind === 'make-up')
    .map(({ day }) => day)
    .reverse();
};
