import type { Day } from '../../domain/kernel/civil.js';
import type { Jobs, NewJob } from '../platform/jobs/jobs.js';
import { derivedId } from '../platform/ledger/identity.js';
import type { GroupKey } from './source.js';

/** Jobs that look for what is due, one for each vendor. */
export const looks = 'obligation-looks';
/** Jobs that deal with what one group has due. */
export const firings = 'obligations';

/** Up to where a vendor's ledger was read (position), and until when what is due has its jobs (epoch ms). */
export interface Looked {
  readonly position: number;
  readonly until: number;
}

const lookId = (vendor: string): string => `vendor-${vendor}`;

/** Without what was looked at it begins anew, with all that is open. */
export const lookOf = (vendor: string, dueAt: number): NewJob => ({
  queue: looks,
  id: lookId(vendor),
  vendor,
  dueAt,
  data: {},
});

export const lookedOf = ({ data }: Pick<NewJob, 'data'>): Looked | undefined => {
  const { position, until } = data;
  return typeof position === 'number' && typeof until === 'number' ? { position, until } : undefined;
};

/** O7: one for each group, so that of what it has due at once the newest goes. */
export const firingOf = (vendor: string, key: GroupKey, dueAt: number): NewJob => {
  const { source, subjectId, customerId, lastDay } = key;
  return {
    queue: firings,
    id: firingId(vendor, key),
    vendor,
    dueAt,
    data: { source, subjectId, customerId, lastDay },
  };
};

export const firingId = (vendor: string, { source, subjectId, customerId, lastDay }: GroupKey): string =>
  derivedId('due', vendor, source, subjectId, customerId, lastDay);

export const keyOf = ({ data }: Pick<NewJob, 'data'>): GroupKey => ({
  source: String(data['source']),
  subjectId: String(data['subjectId']),
  customerId: String(data['customerId']),
  lastDay: String(data['lastDay']) as Day,
});

/** What is stored besides may have been lost: the next look begins anew. */
export const forgetLook = (jobs: Jobs, vendor: string): Promise<void> => jobs.remove(looks, lookId(vendor));

export const hasLook = async (jobs: Jobs, vendor: string): Promise<boolean> =>
  (await jobs.get(looks, lookId(vendor))) !== undefined;
