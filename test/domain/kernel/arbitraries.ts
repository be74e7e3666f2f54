import fc from '../../support/fast-check.js';
import { dayOfNumber } from '../../../domain/kernel/civil.js';

/**
 * Days, instants and zones that tests of time draw from: leap years, and zones that change clocks by an hour, by half
 * an hour, and over midnight.
 */
export const anyZone = fc.constantFrom(
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'UTC',
);

/** 1930 to 2099. */
export const anyDay = fc.integer({ min: -14_600, max: 47_400 }).map(dayOfNumber);

/** 1930 to 2099, epoch ms. */
export const anyInstant = fc.integer({ min: -14_600 * 86_400_000, max: 47_400 * 86_400_000 });

/** 2020 to 2030, where calendars are asked. */
export const recentDay = fc.integer({ min: 18_262, max: 22_279 }).map(dayOfNumber);
