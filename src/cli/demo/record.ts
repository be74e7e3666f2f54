import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Day, startOfDay } from '../../../domain/kernel/civil.js';
import { zone } from './quarter/department.js';
import type { Scenario } from './quarter/scenarios-in-time.js';
import { type Answers, runScenario } from './run-scenario.js';
import { type DemoVendor, mainScenario, scenario, type ScenarioStep } from './scenario.js';

/** How many customers each vendor has, besides those of the three questions and of the quarter. */
export const customers = { seeyon: 90, huaruan: 60 } as const;

interface Recording {
  readonly app: NestFastifyApplication;
  readonly key: string;
  readonly today: Day;
  /** The day on which the departments took over what they had: all that is older is recorded then. */
  readonly begun: Day;
  /** When the demo serves, in epoch ms. */
  readonly servesAt: number;
  readonly setClock: (ms: number) => void;
  readonly answers: Answers;
}

/**
 * The customers and contracts up to `begun`, recorded late on that day: what was due long before is owed by nobody
 * (O6). What the three questions are about was recorded when it happened. Resolves to what comes after that day.
 */
export const recordBusiness = async (recording: Recording): Promise<readonly Scenario[]> => {
  const { app, key, today, begun, setClock, answers } = recording;
  await runScenario(app, key, 'seeyon', mainScenario(today).steps, setClock, answers);
  setClock(startOfDay(begun, zone) + 9 * 3_600_000);
  const vendors = Object.keys(customers) as DemoVendor[];
  const later: Scenario[] = [];
  for (const vendor of vendors) {
    const steps = scenario(vendor, today, customers[vendor]);
    const past = steps.filter(({ on }) => on <= begun);
    await runScenario(app, key, vendor, past, () => undefined, answers);
    later.push(scenarioOf(recording, vendor, steps.slice(past.length)));
  }
  return later;
};

const scenarioOf = async function* (
  { app, key, servesAt, answers }: Recording,
  vendor: DemoVendor,
  steps: readonly ScenarioStep[],
): Scenario {
  for (const step of steps) {
    yield Math.min(startOfDay(step.on, zone) + 10 * 3_600_000, servesAt);
    await runScenario(app, key, vendor, [step], () => undefined, answers);
  }
};
