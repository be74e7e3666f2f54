/** An agreed length: whole months first, then days (T3). At least one of them is positive. */
export interface Period {
  readonly months: number;
  readonly days: number;
}

const written = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;
const hundredYears: Period = { months: 1200, days: 36_525 };

/**
 * The period an ISO 8601 duration names: whole years, months, weeks and days, longer than nothing and at most 100
 * years (`P1Y`, `P6M`, `P1Y6M`, `P30D`). Null where the text is anything else; times of day are no term's length.
 */
export const parsePeriod = (text: string): Period | null => {
  const parts = written.exec(text);
  if (parts === null) return null;
  const [years, months, weeks, days] = parts.slice(1).map((digits) => Number(digits ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const period: Period = { months: years * 12 + months, days: weeks * 7 + days };
  if (period.months + period.days === 0 || period.months > hundredYears.months || period.days > hundredYears.days)
    return null;
  return period;
};
