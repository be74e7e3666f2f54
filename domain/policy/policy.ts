import type { Day } from '../kernel/civil.js';
import type { OpeningHours } from '../kernel/calendar.js';
import type {
  AgreementKind,
  Channel,
  Language,
  Level,
  Priority,
  Region,
  Service,
  Urgency,
} from '../kernel/vocabulary.js';

/**
 * A vendor's published service terms (P1): one YAML file, one event, never changed afterwards.
 * `docs/policies.md` maps the vendors' own documents onto these fields.
 */
export interface Policy {
  readonly vendor: string;
  readonly version: number;
  /** First day on which contracts are signed under this version (P2), civil day in `timeZone`. */
  readonly effectiveFrom: Day;
  readonly language: Language;
  /** IANA name; every civil day of this vendor is a day there (T1). */
  readonly timeZone: string;
  readonly company: string;
  readonly series: readonly { readonly code: string; readonly name: string; readonly aliases: readonly string[] }[];
  readonly contact: {
    readonly hotline: string;
    /** Outside service hours; not in the vendors' documents. */
    readonly emergency: string;
    /** Shown as text, never as a live link (P3). */
    readonly website: string;
  };
  readonly terms: {
    /** Default length of the free term, ISO 8601 duration (C1). */
    readonly freePeriod: string;
    /** T3. */
    readonly termEnd: 'corresponding-day' | 'day-before';
    /** T3: last days never roll on over rest days. */
    readonly restDayRolls: false;
    /** C12. */
    readonly whileUnpaid: 'deny' | 'grant-with-condition';
  };
  readonly services: Readonly<Record<Service, ServiceTerms>>;
  readonly hours: {
    readonly hotline: OpeningHours;
    readonly onsite: OpeningHours;
    /** K2: public holidays close, make-up days open. */
    readonly holidays: 'cn' | 'none';
    readonly makeUpDays: boolean;
    readonly closedDays: readonly Day[];
    readonly openDays: readonly Day[];
  };
  readonly priorities: {
    /** K4: urgency x level. */
    readonly table: Readonly<Record<Urgency, Readonly<Record<Level, Priority>>>>;
    /** Working minutes on hotline hours. */
    readonly respondWithin: Readonly<Record<Priority, number>>;
  };
  /** K5: elapsed hours, or working days by on-site hours. */
  readonly arrival: Readonly<
    Record<Exclude<Region, 'unknown'>, { readonly hours: number } | { readonly workingDays: number }>
  >;
  readonly requests: {
    /** R13. */
    readonly backupMaxAgeHours: number;
    /** R12. */
    readonly reopenWithinDays: number;
    /** A4: how long after an act others than admins may still record it. */
    readonly actsBackHours?: number;
    /** K8: how long before its registration others than admins may set the instant of a request. */
    readonly requestedBackDays?: number;
    /** R11: after which a resolution counts as accepted. */
    readonly silenceWorkingDays?: number;
    /** R10: when the requester of a waiting request is reminded, counted from the beginning of the wait. */
    readonly remindWorkingDays?: readonly number[];
    /** R17: the id of a staff user; null: the customer manager. Never a name: a policy is readable for ever. */
    readonly satisfactionOwner?: string | null;
    /** R13. */
    readonly waiverMaxAgeHours?: number;
    /** R18: after which admins are notified of an intake that no request names. */
    readonly intakeOpenWorkingDays?: number;
  };
  /** K12: per cent of its budget after which a promise is at risk. */
  readonly promises?: { readonly atRiskPercent?: number };
  readonly surveys: {
    readonly sendAfterWorkingDays: number;
    readonly remindAfterWorkingDays: number;
    readonly closeAfterDays: number;
    readonly followUpAtOrBelow: number;
    readonly followUpWithinWorkingDays: number;
  };
  readonly reminders: {
    readonly daysBefore: readonly number[];
    readonly daysAfter: readonly number[];
    /** Wall-clock time in `timeZone`, `HH:mm`. */
    readonly at: string;
    readonly backfilledAfterDays: number;
  };
  /** M1, M4, M7. */
  readonly mail?: {
    /** An address, or `Name <address>`; null: the setting MAIL_FROM. */
    readonly from?: string | null;
    /** An address, or `Name <address>`; null: answers go to the sender. */
    readonly replyTo?: string | null;
    /** The address of the service department, notified of what is at risk or late; null: nobody beside the owner. */
    readonly desk?: string | null;
    /** After each temporary failure, in minutes; the failure after the last of them is permanent. */
    readonly retryMinutes?: readonly number[];
    /** Days after which a kept mail is deleted. */
    readonly keepDays?: number;
    /** Permanent failures in a row after which an address is written to no more. */
    readonly failuresThatStop?: number;
  };
  /** O9: minutes after which a claim that was not ended counts as dead. */
  readonly obligations?: { readonly claimMinutes?: number };
  /** Q4: days after its last day on which a term that was not renewed counts as lost. */
  readonly reports?: { readonly lostAfterDays?: number };
  /** P1: headings and terms of the vendor's files; where absent, those of its language. */
  readonly imports?: ImportTerms;
  readonly versionScheme: { readonly example: string; readonly text: string };
  /** Per cent (R2). */
  readonly kpi: { readonly callsAnswered: number; readonly requestsRegistered: number };
  /** The vendor's statements about itself and its scope, as the policy pack words them (P3). */
  readonly statements: {
    readonly preface: readonly string[];
    readonly features: readonly string[];
    readonly scope: readonly string[];
    readonly channels: Readonly<Partial<Record<Channel, string>>>;
    readonly standards: readonly string[];
  };
}

/** What sales departments write in their files, beside what the product knows. */
export interface ImportTerms {
  /** Names of the column of a field of an import record; the first is shown in templates and faults. */
  readonly headings?: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly levels?: Readonly<Partial<Record<Level, readonly string[]>>>;
  readonly regions?: Readonly<Partial<Record<Exclude<Region, 'unknown'>, readonly string[]>>>;
  /** Years may count from 1912: 113/3/1. */
  readonly minguo?: boolean;
}

export interface ServiceTerms {
  readonly title: string;
  readonly description: readonly string[];
  readonly channels: readonly Channel[];
  /** D8's table: an agreement the service needs to be granted at all, or to be free of charge. */
  readonly agreement: { readonly kind: AgreementKind; readonly without: 'deny' | 'paid-service' } | null;
  /** D9: uses per contract and term by customer level; null: no limit. */
  readonly allowance: Readonly<Record<Level, number>> | null;
  readonly backupRequired: boolean;
  readonly travelCostOnCustomer: boolean;
  /** Free of charge inside the term. */
  readonly free: boolean;
}
