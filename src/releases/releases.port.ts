import type { Supposable } from '../platform/ledger/supposable.js';
import { published, releaseAnswer, ReleaseDesk, type ReleaseSaying, rescheduled } from './release-desk.js';
import { ReleaseDto, RescheduleDto } from './releases.dto.js';

export { ReleaseDesk } from './release-desk.js';

const supposable = <B extends object>(
  body: new () => B,
  saying: (said: B) => ReleaseSaying,
): Supposable<ReleaseDesk, B> => ({
  body,
  route: [],
  async say(desk, { caller, request, said }) {
    const outcome = await desk.say(caller.vendor, saying(said), () => request);
    return { id: outcome.id, answer: releaseAnswer(outcome) };
  },
});

/** Every write on releases that can be supposed, by the name it is supposed under. */
export const releaseSupposables = {
  'publish-release': supposable(ReleaseDto, published),
  'reschedule-release': supposable(RescheduleDto, rescheduled),
} as const;
