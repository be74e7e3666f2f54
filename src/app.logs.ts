import type { ApiKey, Unrecorded } from './platform/auth/api-key.js';
import type { Logger } from './platform/logging/logger.js';
import type { Stores } from './platform/stores.module.js';

const keyTexts = {
  created: 'an API key was created',
  'first-used': 'an API key was used for the first time',
  revoked: 'an API key was revoked',
} as const satisfies Readonly<Record<Unrecorded['fact'], string>>;

/** A2: ids and roles; the name of a key can name a person. */
export const logKeyChange = (
  { keyId, fact, by: { id, role, channel } }: Unrecorded,
  { vendor }: ApiKey,
  logger: Logger,
): void => logger.info({ key: keyId, vendor, by: id, role, channel }, keyTexts[fact]);

/** Views that are computed again, as after an upgrade, are a line at the beginning and one at the end. */
export const logBuilding = (projector: Stores['views'], ready: Promise<void>, logger: Logger): void => {
  const views = projector.status().flatMap(({ name, building }) => (building === undefined ? [] : [name]));
  if (views.length === 0) return;
  const begun = performance.now();
  logger.info({ views }, 'views are computed');
  ready.then(
    () => logger.info({ views, seconds: Math.round((performance.now() - begun) / 100) / 10 }, 'the views are complete'),
    () => undefined,
  );
};
