import { Temporal } from 'temporal-polyfill';
import { type Day, dayAt, epochOf, type Instant, weekdayOf } from './civil.js';
import type { Money } from './money.js';
import type { Language } from './vocabulary.js';

const weekdays: Readonly<Record<Language, readonly string[]>> = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  'zh-TW': ['週一', '週二', '週三', '週四', '週五', '週六', '週日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day as a sentence has it: 2026年11月26日（周四）, Thu 26 Nov 2026. */
export const writtenDay = (day: Day, language: Language): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const weekday = weekdays[language][weekdayOf(day) - 1]!;
  return language === 'en'
    ? `${weekday} ${date} ${months[month - 1]!} ${year}`
    : `${year}年${month}月${date}日（${weekday}）`;
};

/** An instant as a sentence has it, to the minute, in the vendor's zone (T1): 2026年11月26日（周四）09:00. */
export const writtenInstant = (at: number | Instant, zone: string, language: Language): string => {
  const ms = typeof at === 'string' ? epochOf(at) : at;
  return `${writtenDay(dayAt(ms, zone), language)}${language === 'en' ? ', ' : ''}${writtenClock(ms, zone)}`;
};

/** The time of the wall clock in a zone, to the minute: 09:00. */
export const writtenClock = (ms: number, zone: string): string => {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** Names of currencies as people write them beside an amount; others are written by their code. */
const currencies: Readonly<Record<string, readonly [zhCN: string, zhTW: string]>> = {
  CNY: ['{amount} 元', '人民幣 {amount} 元'],
  TWD: ['新台币 {amount} 元', '新臺幣 {amount} 元'],
  HKD: ['港币 {amount} 元', '港幣 {amount} 元'],
  USD: ['{amount} 美元', '美金 {amount} 元'],
  EUR: ['{amount} 欧元', '歐元 {amount} 元'],
  JPY: ['{amount} 日元', '日圓 {amount} 元'],
};

/** Currencies whose smallest unit is the whole one. */
const wholeCurrencies: ReadonlySet<string> = new Set(['JPY', 'KRW', 'VND']);

/** An amount with its digits in groups of three: 36,000.00 元, 人民幣 36,000.00 元, CNY 36,000.00. */
export const writtenMoney = ({ amount, currency }: Money, language: Language): string => {
  const [whole, decimals = ''] = amount.split('.') as [string, string?];
  const right = wholeCurrencies.has(currency) ? decimals.replace(/^0+$/, '') : decimals.padEnd(2, '0');
  const grouped = `${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}${right === '' ? '' : `.${right}`}`;
  const pattern = language === 'en' ? undefined : currencies[currency]?.[language === 'zh-CN' ? 0 : 1];
  return pattern === undefined ? `${currency} ${grouped}` : pattern.replace('{amount}', grouped);
};
