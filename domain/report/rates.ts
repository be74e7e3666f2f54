/** `part` of `whole` in per cent, rounded half up to one decimal; null over nothing. Both are counts. */
export const percent = (part: number, whole: number): number | null =>
  whole === 0 ? null : halfUp(part * 1000, whole) / 10;

/** The average of `count` whole numbers that sum up to `sum`, rounded half up to two decimals; null over nothing. */
export const average = (sum: number, count: number): number | null =>
  count === 0 ? null : halfUp(sum * 100, count) / 100;

/**
 * A quotient of whole numbers, not negative, as the nearest whole number, a half upwards. In whole numbers, so that 1
 * of 8 (12.5) and 1005 of 2000 (50.25) round as on paper.
 */
const halfUp = (dividend: number, divisor: number): number => {
  const doubled = 2 * dividend + divisor;
  return (doubled - (doubled % (2 * divisor))) / (2 * divisor);
};
