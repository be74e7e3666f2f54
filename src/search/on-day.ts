import type { Day } from '../../domain/kernel/civil.js';

/** The span that covers a day: from its first day to before its end. */
export const onDay = <S extends { readonly from: Day; readonly to: Day | null }>(
  spans: readonly S[],
  day: Day,
): S | undefined => spans.find(({ from, to }) => from <= day && (to === null || day < to));
