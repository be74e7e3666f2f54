import type { Jobs, NewJob } from '../../platform/jobs/jobs.js';
import { derivedId } from '../../platform/ledger/identity.js';
import type { GroupKey } from '../sources/source.js';

/** Jobs that look for what is due, one for each vendor. */
export const searches = 'obligation-searches';
/** Jobs that deal with what one group has due. */
export const firings = 'obligations';

/** Up to where a vendor's ledger was read (position), and until when what is due has its jobs (epoch ms). */
export interface Searched {
  readonly position: number;
  readonly until: number;
}

const searchId = (vendor: string): string => `vendor-${vendor}`;

/** Without what was searched it begins anew, with all that is open. */
export const searchOf = (vendor: string, dueAt: number): NewJob => ({
  queue: searches,
  id: searchId(vendor),
  vendor,
  dueAt,
  data: {},
});

export const searchedOf = ({ data }: Pick<NewJob, 'data'>): Searched | undefined => {
  const { position, until } = data;
  return typeof position === 'number' && typeof until === 'number' ? { position, until } : undefined;
};

/** O7: one for each group, so that of what it has due at once the newest goes. */
export const firingOf = (vendor: string, key: GroupKey, dueAt: number): NewJob => {
  const { source, subjectId, customerId, part } = key;
  return {
    queue: firings,
    id: firingId(vendor, key),
    vendor,
    dueAt,
    data: { source, subjectId, customerId, part },
  };
};

export const firingId = (vendor: string, { source, subjectId, customerId, part }: GroupKey): string =>
  derivedId('due', vendor, source, subjectId, customerId, part);

export const keyOf = ({ data }: Pick<NewJob, 'data'>): GroupKey => ({
  source: String(data['source']),
  subjectId: String(data['subjectId']),
  customerId: String(data['customerId']),
  part: String(data['part']),
});

/** What is stored besides may have been lost: the next search begins anew. */
export const forgetSearch = (jobs: Jobs, vendor: string): Promise<void> => jobs.remove(searches, searchId(vendor));

/** Whether a vendor has a search that goes on by itself: not where it is lost, or was given up. */
export const hasSearch = async (jobs: Pick<Jobs, 'get'>, vendor: string): Promise<boolean> => {
  const search = await jobs.get(searches, searchId(vendor));
  return search !== undefined && search.state !== 'dead';
};
