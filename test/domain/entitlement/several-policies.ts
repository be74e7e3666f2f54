import type { Published } from '../../../domain/entitlement/book.js';
import type { Recorded, DomainEvent } from '../../../domain/kernel/envelope.js';
import type { Policy } from '../../../domain/policy/policy.js';
import { testPolicy } from '../../support/published.js';

const { maintenance } = testPolicy.services;
/** Maintenance without a condition of its own, so that the hours of the day decide whether a grant has one (D5). */
const quiet: Policy = {
  ...testPolicy,
  services: { ...testPolicy.services, maintenance: { ...maintenance, backupRequired: false } },
};
const early: Policy = {
  ...quiet,
  version: 2,
  effectiveFrom: '2025-09-01',
  hours: { ...quiet.hours, hotline: [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '15:00' }] },
  arrival: { ...quiet.arrival, suburb: { hours: 90 } },
};

/** Two policies with other hours, the second from 2025-09-01 on. */
export const severalPolicies: Pick<Published, 'policies'> = {
  policies: [quiet, early].map((policy, i) => ({
    version: i + 1,
    effectiveFrom: policy.effectiveFrom,
    position: i + 1,
    policy,
  })),
};

/** The events with about half of their terms judged by the second policy. */
export const judgedByBoth = (events: readonly Recorded<DomainEvent>[]): readonly Recorded<DomainEvent>[] =>
  events.map((event) => JSON.parse(JSON.stringify(event), ofBoth) as Recorded<DomainEvent>);

const ofBoth = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('policyVersion' in value) || !('firstDay' in value))
    return value;
  return { ...value, policyVersion: Number(String(value.firstDay).slice(-2)) % 2 === 0 ? 2 : 1 };
};
