import type { Policy } from './policy.js';

/** A value for every figure of the group; those of a published policy may be absent (P4). */
type Whole<Group extends 'requests' | 'promises' | 'mail' | 'obligations' | 'reports'> = Required<
  NonNullable<Policy[Group]>
>;

/** Every figure that what is owed is computed from. Units and rules are those of `Policy`. */
export interface Figures {
  readonly requests: Whole<'requests'>;
  readonly promises: Whole<'promises'>;
  readonly surveys: Policy['surveys'];
  readonly reminders: Policy['reminders'];
  readonly mail: Whole<'mail'>;
  readonly obligations: Whole<'obligations'>;
  readonly reports: Whole<'reports'>;
}

/**
 * P4: what counts where a policy names no figure. Versions that are published already are judged by these for ever: a
 * default never changes; the packs' next version changes a figure.
 */
export const defaultFigures = {
  requests: {
    actsBackHours: 24,
    requestedBackDays: 7,
    silenceWorkingDays: 5,
    remindWorkingDays: [3, 6],
    satisfactionOwner: null,
    waiverMaxAgeHours: 24,
    intakeOpenWorkingDays: 1,
  },
  promises: { atRiskPercent: 75 },
  mail: {
    from: null,
    replyTo: null,
    desk: null,
    retryMinutes: [1, 5, 30, 120, 360, 1440],
    keepDays: 30,
    failuresThatStop: 2,
  },
  obligations: { claimMinutes: 10 },
  reports: { lostAfterDays: 30 },
} as const satisfies Omit<Figures, 'requests' | 'surveys' | 'reminders'> & { readonly requests: object };

/** P4: the figures of a published version, each its own or, where it has none, the default. */
export const figuresOf = ({ requests, promises, surveys, reminders, mail, obligations, reports }: Policy): Figures => ({
  requests: { ...defaultFigures.requests, ...requests },
  promises: { ...defaultFigures.promises, ...promises },
  surveys,
  reminders,
  mail: { ...defaultFigures.mail, ...mail },
  obligations: { ...defaultFigures.obligations, ...obligations },
  reports: { ...defaultFigures.reports, ...reports },
});
