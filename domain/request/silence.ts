import type { WorkingCalendar } from '../kernel/calendar.js';
import { epochOf, type Instant, instantOf } from '../kernel/civil.js';

/**
 * R11: when a resolution that nobody contradicted counts as accepted: the close of hotline hours of the last of so many
 * working days, the day of resolving not counted. `provisional`: past the announced years (K2).
 */
export const silenceEndsAt = (
  resolvedAt: Instant,
  hotline: WorkingCalendar,
  workingDays: number,
): { readonly at: Instant; readonly provisional: boolean } => {
  const { at, provisional } = hotline.addWorkingDays(epochOf(resolvedAt), workingDays);
  return { at: instantOf(at), provisional };
};
