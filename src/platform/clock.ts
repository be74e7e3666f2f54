import { type Instant, instantOf } from '../../domain/kernel/civil.js';

/** Where the product reads the time; tests set it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  ms(): number;
  now(): Instant;
}

/** A clock over any source of milliseconds. */
export const clockOf = (ms: () => number): Clock => ({ ms, now: () => instantOf(ms()) });

export const systemClock: Clock = clockOf(Date.now);
