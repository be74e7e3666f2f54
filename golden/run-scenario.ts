import { instantOf, startOfDay } from '../domain/kernel/civil.js';
import type { GoldenApplication } from './open-application.js';
import type { ScenarioStep } from './scenario.js';

type NamedResponses = Map<string, unknown>;

/** Executes the steps on their days, at ten in the morning in the vendors' zone; returns the responses by name. */
export async function runScenario(
  application: GoldenApplication,
  steps: readonly ScenarioStep[],
  after: (step: ScenarioStep) => Promise<void>,
): Promise<NamedResponses> {
  const responses: NamedResponses = new Map();
  for (const step of steps) {
    application.setClock(instantOf(startOfDay(step.on, 'Asia/Shanghai') + 10 * 3_600_000));
    if ('work' in step) await step.work(application);
    else {
      const body = JSON.parse(filled(JSON.stringify(step.body), responses)) as object;
      const { status, text } = await application.call({
        vendor: step.vendor,
        method: step.method ?? 'POST',
        path: filled(step.path, responses),
        body,
      });
      if (step.refused === true ? status !== 409 : status > 299)
        throw new Error(`${step.vendor} could not send ${step.path} on ${step.on}: ${status} ${text}`);
      if (step.as !== undefined) responses.set(step.as, JSON.parse(text));
    }
    await after(step);
  }
  return responses;
}

export const memberOf = (responses: NamedResponses, path: string): string => {
  const [name = '', ...members] = path.split('.');
  const value = members.reduce<unknown>(
    (holder, member) => (holder as Record<string, unknown> | undefined)?.[member],
    responses.get(name),
  );
  if (typeof value !== 'string') throw new Error(`nothing was kept as ${path}`);
  return value;
};

const filled = (text: string, responses: NamedResponses): string =>
  text.replace(/\{([\w-]+(?:\.\w+)+)\}/g, (_, path: string) => memberOf(responses, path));
