import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { instantOf, startOfDay } from '../../../domain/kernel/civil.js';
import type { ScenarioStep } from './scenario.js';

export type Answers = Map<string, Record<string, unknown>>;

/** Executes steps through the API in the order of their days; `setClock` moves the ledger's time along (epoch ms). */
export const runScenario = async (
  app: NestFastifyApplication,
  key: string,
  vendor: string,
  steps: readonly ScenarioStep[],
  setClock: (ms: number) => void,
  answers: Answers,
): Promise<void> => {
  for (const step of [...steps].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    // Ten in the morning where the vendors are.
    setClock(startOfDay(step.on, 'Asia/Shanghai') + 10 * 3_600_000);
    const response = await app.inject({
      method: 'POST',
      url: `/api/v1${filled(step.path, answers)}`,
      headers: {
        authorization: `Bearer ${key}`,
        'ledger-vendor': vendor,
        'idempotency-key': `demo ${vendor} ${step.as ?? filled(step.path, answers)} ${step.on}`,
      },
      payload: JSON.parse(filled(JSON.stringify(step.body), answers)) as object,
    });
    if (response.statusCode > 299)
      throw new Error(
        `the demo could not send ${step.path} on ${instantOf(startOfDay(step.on, 'UTC')).slice(0, 10)}: ` +
          `${response.body}`,
      );
    if (step.as !== undefined) answers.set(step.as, response.json());
  }
};

const filled = (text: string, answers: Answers): string =>
  text.replace(/\{([\w-]+)\.(\w+)\}/g, (_, name: string, field: string) => {
    const value = answers.get(name)?.[field];
    if (typeof value !== 'string') throw new Error(`the demo knows no ${name}.${field}`);
    return value;
  });
