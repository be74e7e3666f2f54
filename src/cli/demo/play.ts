import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { instantOf, startOfDay } from '../../../domain/kernel/civil.js';
import type { Deed } from './story.js';

type Answers = Map<string, Record<string, unknown>>;

/** Says deeds through the API in the order of their days; `setClock` moves the ledger's time along (epoch ms). */
export const play = async (
  app: NestFastifyApplication,
  key: string,
  vendor: string,
  deeds: readonly Deed[],
  setClock: (ms: number) => void,
  answers: Answers,
): Promise<void> => {
  for (const deed of [...deeds].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    // Ten in the morning where the vendors are.
    setClock(startOfDay(deed.on, 'Asia/Shanghai') + 10 * 3_600_000);
    const response = await app.inject({
      method: 'POST',
      url: `/api/v1${filled(deed.path, answers)}`,
      headers: {
        authorization: `Bearer ${key}`,
        'ledger-vendor': vendor,
        'idempotency-key': `demo ${vendor} ${deed.as ?? filled(deed.path, answers)} ${deed.on}`,
      },
      payload: JSON.parse(filled(JSON.stringify(deed.body), answers)) as object,
    });
    if (response.statusCode > 299)
      throw new Error(
        `the demo could not say ${deed.path} on ${instantOf(startOfDay(deed.on, 'UTC')).slice(0, 10)}: ${response.body}`,
      );
    if (deed.as !== undefined) answers.set(deed.as, response.json());
  }
};

const filled = (text: string, answers: Answers): string =>
  text.replace(/\{([\w-]+)\.(\w+)\}/g, (_, name: string, field: string) => {
    const value = answers.get(name)?.[field];
    if (typeof value !== 'string') throw new Error(`the demo knows no ${name}.${field}`);
    return value;
  });
