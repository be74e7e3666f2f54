import type { Supposable } from '../platform/ledger/supposable.js';
import { published, releaseAnswer, ReleaseCommands, type ReleaseRequest, rescheduled } from './release-commands.js';
import { ReleaseDto, RescheduleDto } from './releases.dto.js';

export { ReleaseCommands } from './release-commands.js';

const supposable = <B extends object>(
  body: new () => B,
  releaseRequest: (releaseBody: B) => ReleaseRequest,
): Supposable<ReleaseCommands, B> => ({
  body,
  route: [],
  async execute(commands, { caller, request, body: releaseBody }) {
    const outcome = await commands.execute(caller.vendor, releaseRequest(releaseBody), () => request);
    return { id: outcome.id, answer: releaseAnswer(outcome) };
  },
});

/** Every write on releases that can be supposed, by the name it is supposed under. */
export const releaseSupposables = {
  'publish-release': supposable(ReleaseDto, published),
  'reschedule-release': supposable(RescheduleDto, rescheduled),
} as const;
