import {
  agreementKinds,
  channels,
  languages,
  levels,
  priorities,
  regions,
  services,
  urgencies,
} from '../kernel/vocabulary.js';
import { importFields } from './import-fields.js';

/** One property per key, all required: a table must be complete. */
const tableOf = (keys: readonly string[], value: object) => ({
  type: 'object',
  additionalProperties: false,
  required: keys,
  properties: Object.fromEntries(keys.map((key) => [key, value])),
});

const record = (properties: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});

const text = { type: 'string', minLength: 1, maxLength: 2000, pattern: '\\S' };
const texts = { type: 'array', maxItems: 200, items: text };
const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const timeOfDay = { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' };
/** A window may close at the end of the day. */
const closingTime = { type: 'string', pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' };
const upTo = (maximum: number, minimum = 1) => ({ type: 'integer', minimum, maximum });
/** Working minutes: about two years of opening around the clock; check.ts holds them against the hours too. */
const minutes = upTo(1_000_000);
const hours = upTo(87_600);
const days = upTo(36_525);
const workingDays = upTo(2_600);
const percent = { type: 'number', minimum: 0, maximum: 100 };

const openingHours = {
  type: 'array',
  maxItems: 50,
  items: record({
    days: { type: 'array', maxItems: 7, uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 7 } },
    from: timeOfDay,
    to: closingTime,
  }),
};

const serviceTerms = record({
  title: text,
  description: { ...texts, minItems: 1 },
  channels: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: channels } },
  agreement: {
    ...record({ kind: { enum: agreementKinds }, without: { enum: ['deny', 'paid-service'] } }),
    type: ['object', 'null'],
  },
  allowance: { ...tableOf(levels, { type: 'integer', minimum: 0, maximum: 1_000_000 }), type: ['object', 'null'] },
  backupRequired: { type: 'boolean' },
  travelCostOnCustomer: { type: 'boolean' },
  free: { type: 'boolean' },
});

const names = { type: 'array', minItems: 1, maxItems: 20, items: { ...text, maxLength: 100 } };
const namesOf = (keys: readonly string[]) => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(keys.map((key) => [key, names])),
});

/** P1: optional; a policy without it uses the terms of its language. */
const importTerms = {
  type: 'object',
  additionalProperties: false,
  properties: {
    headings: namesOf(importFields),
    levels: namesOf(levels),
    regions: namesOf(regions.filter((region) => region !== 'unknown')),
    minguo: { type: 'boolean' },
  },
};

const withOptional = <T extends { readonly properties: object }>(schema: T, properties: Record<string, object>) => ({
  ...schema,
  properties: { ...schema.properties, ...properties },
});

/** P4: a record all of whose fields have a default (figures.ts). */
const optional = (properties: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  properties,
});

const orNull = (schema: object) => ({ ...schema, type: ['string', 'null'] });
const noMark = '[^\\s<>"(),:;@\\\\[\\]\\p{C}]+';
export const address = { type: 'string', maxLength: 254, pattern: `^${noMark}@${noMark}$` };
/** M1: neither part can hold a line break, which would add a header. */
export const sender = {
  type: 'string',
  maxLength: 320,
  pattern: `^(${noMark}@${noMark}|${noMark}( ${noMark})* <${noMark}@${noMark}>)$`,
};

/** Either hours or working days, never both (K5). */
const arrival = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  properties: { hours, workingDays },
};

/**
 * JSON Schema (2020-12) of a `Policy` (P1): shapes, words, ranges and lengths. What relates one field to another, or
 * needs a calendar, is in check.ts.
 */
export const policySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Policy',
  ...withOptional(
    record({
      vendor: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,39}$' },
      version: upTo(1_000_000),
      effectiveFrom: day,
      language: { enum: languages },
      timeZone: { type: 'string', minLength: 1, maxLength: 64 },
      company: text,
      series: {
        type: 'array',
        minItems: 1,
        maxItems: 100,
        items: record({
          code: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$' },
          name: text,
          aliases: { ...texts, maxItems: 100 },
        }),
      },
      contact: record({ hotline: text, emergency: text, website: text }),
      terms: record({
        freePeriod: { type: 'string', minLength: 1, maxLength: 40 },
        termEnd: { enum: ['corresponding-day', 'day-before'] },
        restDayRolls: { const: false },
        whileUnpaid: { enum: ['deny', 'grant-with-condition'] },
      }),
      services: tableOf(services, serviceTerms),
      hours: record({
        hotline: openingHours,
        onsite: openingHours,
        holidays: { enum: ['cn', 'none'] },
        makeUpDays: { type: 'boolean' },
        closedDays: { type: 'array', maxItems: 1000, items: day },
        openDays: { type: 'array', maxItems: 1000, items: day },
      }),
      priorities: record({
        table: tableOf(urgencies, tableOf(levels, { enum: priorities })),
        respondWithin: tableOf(priorities, minutes),
      }),
      arrival: tableOf(
        regions.filter((region) => region !== 'unknown'),
        arrival,
      ),
      requests: withOptional(record({ backupMaxAgeHours: hours, reopenWithinDays: upTo(36_525, 0) }), {
        actsBackHours: upTo(87_600, 0),
        requestedBackDays: upTo(36_525, 0),
        silenceWorkingDays: workingDays,
        remindWorkingDays: { type: 'array', maxItems: 50, items: workingDays },
        satisfactionOwner: { type: ['string', 'null'], pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' },
        waiverMaxAgeHours: hours,
        intakeOpenWorkingDays: workingDays,
      }),
      surveys: record({
        sendAfterWorkingDays: upTo(2_600, 0),
        remindAfterWorkingDays: workingDays,
        closeAfterDays: days,
        followUpAtOrBelow: { type: 'integer', minimum: 1, maximum: 5 },
        followUpWithinWorkingDays: workingDays,
      }),
      reminders: record({
        daysBefore: { type: 'array', maxItems: 50, items: days },
        daysAfter: { type: 'array', maxItems: 50, items: days },
        at: timeOfDay,
        backfilledAfterDays: upTo(36_525, 0),
      }),
      versionScheme: record({ example: { type: 'string', minLength: 1, maxLength: 20 }, text }),
      kpi: record({ callsAnswered: percent, requestsRegistered: percent }),
      statements: record({
        preface: texts,
        features: { ...texts, minItems: 1 },
        scope: { ...texts, minItems: 1 },
        channels: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(channels.map((channel) => [channel, text])),
        },
        standards: { ...texts, minItems: 1 },
      }),
    }),
    {
      imports: importTerms,
      promises: optional({ atRiskPercent: upTo(100) }),
      mail: optional({
        from: orNull(sender),
        replyTo: orNull(sender),
        desk: orNull(address),
        retryMinutes: { type: 'array', maxItems: 50, items: upTo(525_600) },
        keepDays: days,
        failuresThatStop: upTo(1000),
      }),
      obligations: optional({ claimMinutes: upTo(1440) }),
      reports: optional({ lostAfterDays: upTo(36_525, 0) }),
    },
  ),
} as const;
