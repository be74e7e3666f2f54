import { loadPolicies } from './policies/load-policy.js';
import type { AppOptions, Assembly } from './app.js';
import { LedgerFollower } from './platform/events/ledger-follower.js';

/** Puts the product together: policies, what follows the ledger, and the features. */
export const assemble: AppOptions['assemble'] = async (stores, config): Promise<Assembly> => {
  const policies = loadPolicies(config.policies);
  const vendors = new Set(policies.map(({ policy }) => policy.vendor));
  const positions = await LedgerFollower.start(stores.events);
  return {
    positions,
    vendors,
    readiness: {
      parts: () => {
        const stopped = stores.events.stopped();
        return { store: { ready: stopped === null, lag: 0, ...(stopped !== null && { detail: stopped }) } };
      },
    },
    imports: [],
    stop: () => positions.stop(),
  };
};
