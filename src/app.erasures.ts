import { intakes } from '../projections/intakes/intakes.js';
import type { Projection } from '../projections/projection.js';
import { requests } from '../projections/requests/requests.js';
import { Erasures } from './customers/erasures.js';
import { type ErasedAlong, madeTexts, storedMails } from './customers/customers.port.js';
import { intakesMade } from './intakes/intakes.port.js';
import type { Clock } from './platform/clock.js';
import type { Runners } from './platform/health/runners.js';
import type { Logger } from './platform/logging/logger.js';
import { numberedNow } from './platform/ordinals/numbered-now.js';
import type { Stores } from './platform/stores.module.js';
import { requestsMade } from './requests/requests.port.js';
import { viewsTimeoutMs } from './platform/projector/views-timeout.js';

/** What follows erasures, and the holders of what is known of a person besides the ledger (A7). */
export const openErasures = (
  stores: Stores,
  clock: Clock,
  runners: Runners,
  logger: Logger,
): { readonly erasures: Erasures; readonly erasedAlong: readonly ErasedAlong[] } => {
  const { ledger, views, keys, events, ordinals, mail } = stores;
  const runner = runners.add('erasures', () => 0);
  runner.started();
  const reached =
    ({ name }: Pick<Projection, 'name'>) =>
    async (): Promise<void> =>
      views.reached(await numberedNow(events, ordinals), viewsTimeoutMs, [name]);
  const erasedAlong = [
    storedMails(mail),
    madeTexts(requestsMade(ledger, views.view(requests), reached(requests)), keys, ordinals),
    madeTexts(intakesMade(ledger, views.view(intakes), reached(intakes), clock), keys, ordinals),
  ];
  const report = (error: unknown): void => {
    runner.failed('completion', error);
    logger.error({ err: error }, 'an erasure could not be completed');
  };
  return { erasures: new Erasures(keys, events, ordinals, report, undefined, erasedAlong), erasedAlong };
};
