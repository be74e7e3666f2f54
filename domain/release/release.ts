import { type Decider, Refusal } from '../kernel/decider.js';
import type { Instant } from '../kernel/civil.js';
import type { ReleaseEvent } from './release.events.js';

export type Release =
  { readonly status: 'unpublished' } | { readonly status: 'published'; readonly publishedAt: Instant };
export type ReleaseCommand =
  | {
      readonly kind: 'publish';
      readonly series: string;
      readonly version: string;
      readonly publishedAt: Instant;
      readonly notes: string | null;
    }
  | {
      readonly kind: 'reschedule';
      readonly series: string;
      readonly version: string;
      readonly publishedAt: Instant;
      readonly reason: string;
    };

export const releaseRefusals = { 'release-exists': 'V2', 'release-unknown': 'V2' } as const;
export type ReleaseRefusal = keyof typeof releaseRefusals;

/** One version of one series (V2): published once; a rescheduling with a reason moves its date. */
export const release: Decider<Release, ReleaseCommand, ReleaseEvent, ReleaseRefusal> = {
  initial: { status: 'unpublished' },
  decide(command, state) {
    const { series, version, publishedAt } = command;
    switch (command.kind) {
      case 'publish':
        if (state.status === 'unpublished')
          return [{ type: 'ReleasePublished', data: { series, version, publishedAt, notes: command.notes } }];
        return state.publishedAt === publishedAt
          ? []
          : new Refusal('release-exists', 'V2', { series, version, publishedAt: state.publishedAt });
      case 'reschedule':
        if (state.status === 'unpublished') return new Refusal('release-unknown', 'V2', { series, version });
        return state.publishedAt === publishedAt
          ? []
          : [{ type: 'ReleaseRescheduled', data: { series, version, publishedAt, reason: command.reason } }];
    }
  },
  evolve: (_state, event) => ({ status: 'published', publishedAt: event.data.publishedAt }),
};
