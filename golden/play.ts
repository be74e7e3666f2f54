import { instantOf, startOfDay } from '../domain/kernel/civil.js';
import type { House } from './house.js';
import type { Deed } from './story.js';

type Kept = Map<string, unknown>;

/** Says the deeds on their days, at ten in the morning where the vendors are; answers what was kept, by name. */
export async function play(house: House, deeds: readonly Deed[], after: (deed: Deed) => Promise<void>): Promise<Kept> {
  const kept: Kept = new Map();
  for (const deed of deeds) {
    house.setClock(instantOf(startOfDay(deed.on, 'Asia/Shanghai') + 10 * 3_600_000));
    if ('work' in deed) await deed.work(house);
    else {
      const body = JSON.parse(filled(JSON.stringify(deed.body), kept)) as object;
      const { status, text } = await house.ask({
        vendor: deed.vendor,
        method: deed.method ?? 'POST',
        path: filled(deed.path, kept),
        body,
      });
      if (deed.refused === true ? status !== 409 : status > 299)
        throw new Error(`${deed.vendor} could not say ${deed.path} on ${deed.on}: ${status} ${text}`);
      if (deed.as !== undefined) kept.set(deed.as, JSON.parse(text));
    }
    await after(deed);
  }
  return kept;
}

export const memberOf = (kept: Kept, path: string): string => {
  const [name = '', ...members] = path.split('.');
  const value = members.reduce<unknown>(
    (holder, member) => (holder as Record<string, unknown> | undefined)?.[member],
    kept.get(name),
  );
  if (typeof value !== 'string') throw new Error(`nothing was kept as ${path}`);
  return value;
};

const filled = (text: string, kept: Kept): string =>
  text.replace(/\{([\w-]+(?:\.\w+)+)\}/g, (_, path: string) => memberOf(kept, path));
