import { code as currencyOf } from 'currency-codes';
import { type Money, withDecimals } from '../../domain/kernel/money.js';
import { invalidField, type InvalidFields } from '../platform/commands/invalid-fields.js';
import type { MoneyDto } from '../platform/http/validation/decorators.js';

/**
 * Money of a body as it is recorded: with the decimals of its currency (ISO 4217), `1000` CNY as `1000.00`. Refused
 * where the currency does not exist, or has no unit that small. `pointer` is that of the money in the body.
 */
export const moneyOf = (money: Readonly<MoneyDto>, pointer: string): Money | InvalidFields =>
  inCurrency(money, `${pointer}/amount`, `${pointer}/currency`);

/** The same of money that may be absent. */
export const feeOf = (fee: Readonly<MoneyDto> | null | undefined): Money | null | InvalidFields =>
  fee == null ? null : moneyOf(fee, '/fee');

/** A payment's amount: money, or a decimal in the currency of the term's fee (`CNY` where it has none). */
export const amountOf = (amount: string | Readonly<MoneyDto>, currency = 'CNY'): Money | InvalidFields =>
  typeof amount === 'string' ? inCurrency({ amount, currency }, '/amount', '/amount') : moneyOf(amount, '/amount');

const inCurrency = (
  { amount, currency }: Money,
  amountPointer: string,
  currencyPointer: string,
): Money | InvalidFields => {
  const digits = digitsOf(currency);
  if (digits === undefined) return invalidField(currencyPointer, 'unknown-currency', { value: currency });
  return (
    withDecimals({ amount, currency }, digits) ??
    invalidField(amountPointer, 'too-many-decimals', { value: amount, currency, digits })
  );
};

/** What Node knows besides: it is younger than the list, and follows each release of Node. */
const current: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/**
 * Decimals of a currency; undefined where there is none of this code. The list has the decimals of ISO 4217, which
 * those of Node are not for some currencies (HUF, IDR); of one that is younger than the list Node knows them.
 */
const digitsOf = (currency: string): number | undefined => {
  const listed = currencyOf(currency)?.digits;
  if (listed !== undefined || !current.has(currency)) return listed;
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
};
