import { type Decider, Refusal } from '../kernel/decider.js';
import { deferredEvolve } from '../kernel/deferred-evolve.js';
import type { Day } from '../kernel/civil.js';
import type { Policy } from './policy.js';
import type { CalendarEvent, HolidayYears, PolicyEvent, TextsEvent } from './policy.events.js';

/**
 * What a vendor's `policy` stream has published, in order. Versions never change (P1), so their numbers, days and
 * hashes are all that deciding needs.
 */
export interface PublishedPolicies {
  readonly vendor: string | null;
  readonly versions: readonly { readonly version: number; readonly effectiveFrom: Day; readonly sha256: string }[];
}

/**
 * `vendor` owns the stream; `sha256` (hex) is taken over the canonical JSON of `policy` by whoever sends the command.
 */
export interface PublishPolicy {
  readonly kind: 'publish';
  readonly vendor: string;
  readonly sha256: string;
  readonly policy: Policy;
}

export type PolicyCode =
  'policy-of-other-vendor' | 'policy-version-exists' | 'policy-version-not-next' | 'policy-effective-too-early';

/** P1: publishes whole policies. The same content again is nothing to do, at every start of the product. */
export const policyPublication: Decider<PublishedPolicies, PublishPolicy, PolicyEvent, PolicyCode> = {
  initial: { vendor: null, versions: [] },

  decide({ vendor, policy, sha256 }, published) {
    const { version, effectiveFrom } = policy;
    if (policy.vendor !== vendor || (published.vendor !== null && published.vendor !== vendor))
      return new Refusal('policy-of-other-vendor', 'P1', { vendor, policyVendor: policy.vendor });
    const same = published.versions.find((value) => value.version === version);
    if (same)
      return same.sha256 === sha256
        ? []
        : new Refusal('policy-version-exists', 'P1', { vendor, version, published: same.sha256, offered: sha256 });
    const last = published.versions.at(-1);
    const next = (last?.version ?? 0) + 1;
    // A skipped number could never be published later, and one far ahead would block all later publications.
    if (version !== next) return new Refusal('policy-version-not-next', 'P1', { vendor, version, next });
    // P2: terms already signed carry the version of their day; a version that began earlier would contradict them.
    if (last && effectiveFrom < last.effectiveFrom)
      return new Refusal('policy-effective-too-early', 'P2', {
        vendor,
        version,
        effectiveFrom,
        last: last.effectiveFrom,
      });
    return [{ type: 'PolicyPublished', data: { version, effectiveFrom, sha256, policy } }];
  },

  evolve: deferredEvolve<
    PublishedPolicies,
    PolicyEvent,
    { vendor: string | null; versions: PublishedPolicies['versions'][number][] }
  >({
    copyOf: ({ vendor, versions }) => ({ vendor, versions: [...versions] }),
    apply(published, { data: { version, effectiveFrom, sha256, policy } }) {
      published.vendor = policy.vendor;
      published.versions.push({ version, effectiveFrom, sha256 });
    },
    stateOf: ({ vendor, versions }) => ({ vendor, versions }),
  }),
};

/** The contents a `calendar` stream has published, in order. */
export interface PublishedCalendars {
  readonly published: readonly {
    readonly version: string;
    readonly sha256: string;
    readonly years: readonly number[];
  }[];
}

export interface PublishCalendar {
  readonly kind: 'publish';
  readonly version: string;
  readonly sha256: string;
  readonly holidays: HolidayYears;
}

export type CalendarCode = 'calendar-version-exists' | 'calendar-forgets-year';

/** K2: publishes whole calendars, each content once, so that an older installation started again turns nothing back. */
export const calendarPublication: Decider<PublishedCalendars, PublishCalendar, CalendarEvent, CalendarCode> = {
  initial: { published: [] },

  decide({ version, sha256, holidays }, { published }) {
    if (published.some((value) => value.sha256 === sha256)) return [];
    if (published.some((value) => value.version === version))
      return new Refusal('calendar-version-exists', 'K2', { version });
    const omitted = published.at(-1)?.years.find((year) => !holidays.years.includes(year));
    if (omitted !== undefined) return new Refusal('calendar-forgets-year', 'K2', { version, year: omitted });
    return [{ type: 'CalendarPublished', data: { version, sha256, holidays } }];
  },

  evolve: deferredEvolve<PublishedCalendars, CalendarEvent, PublishedCalendars['published'][number][]>({
    copyOf: ({ published }) => [...published],
    apply(published, { data: { version, sha256, holidays } }) {
      published.push({ version, sha256, years: holidays.years });
    },
    stateOf: (published) => ({ published }),
  }),
};

/** The texts that a `texts` stream has published; version 0: none yet. */
export interface PublishedTexts {
  readonly version: number;
  readonly published: readonly string[];
}

export interface PublishTexts {
  readonly kind: 'publish';
  readonly sha256: string;
  readonly texts: TextsEvent['data']['texts'];
}

/**
 * P2: the texts of conditions are events too, each content once, so that two installations started in turn on one
 * ledger turn nothing back and forth.
 */
export const textsPublication: Decider<PublishedTexts, PublishTexts, TextsEvent, never> = {
  initial: { version: 0, published: [] },

  decide({ sha256, texts }, published) {
    return published.published.includes(sha256)
      ? []
      : [{ type: 'ConditionTextsPublished', data: { version: published.version + 1, sha256, texts } }];
  },

  evolve({ published }, { data: { version, sha256 } }) {
    return { version, published: [...published, sha256] };
  },
};
