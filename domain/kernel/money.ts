/** An amount of money: decimal text, never a float; `currency` is the ISO 4217 code. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface MoneyFault {
  readonly fault: 'amount' | 'currency';
}

const written = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,4})?$/;
const scale = 4;

/**
 * Money out of two texts, or which of them is at fault: the amount is not negative, without sign, grouping or exponent,
 * with at most 15 digits left and 4 right of the point; the currency is three capital letters.
 */
export const parseMoney = (amount: string, currency: string): Money | MoneyFault => {
  if (!written.test(amount)) return { fault: 'amount' };
  if (!/^[A-Z]{3}$/.test(currency)) return { fault: 'currency' };
  return { amount, currency };
};

export const isMoney = (money: Money | MoneyFault): money is Money => !('fault' in money);

/**
 * The amount with exactly `digits` decimals, those of its currency: `1000` and `1000.0` are `1000.00` in CNY. Null
 * where the currency has no unit that small.
 */
export const withDecimals = ({ amount, currency }: Money, digits: number): Money | null => {
  const [whole, right = ''] = amount.split('.') as [string, string?];
  if (/[1-9]/.test(right.slice(digits))) return null;
  const decimals = right.slice(0, digits).padEnd(digits, '0');
  return { amount: digits === 0 ? whole : `${whole}.${decimals}`, currency };
};

/** The sum, with as many decimals as the longer of both. Throws a RangeError on two currencies: there is no rate. */
export const addMoney = (a: Money, b: Money): Money => {
  return moneyOf(units(a, b) + units(b, a), a, b);
};

/** What is left of `a` without `b`, nothing where `b` is more. Throws a RangeError on two currencies. */
export const subtractMoney = (a: Money, b: Money): Money => {
  const left = units(a, b) - units(b, a);
  return moneyOf(left < 0n ? 0n : left, a, b);
};

/** -1, 0 or 1 by value: `10` and `10.00` are the same. Throws a RangeError on two currencies. */
export const compareMoney = (a: Money, b: Money): -1 | 0 | 1 => {
  const [left, right] = [units(a, b), units(b, a)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const moneyOf = (tenThousandths: bigint, a: Money, b: Money): Money => {
  const digits = Math.max(decimals(a.amount), decimals(b.amount));
  const text = tenThousandths.toString().padStart(scale + 1, '0');
  const whole = text.slice(0, -scale);
  const right = text.slice(-scale).slice(0, digits);
  return { amount: digits === 0 ? whole : `${whole}.${right}`, currency: a.currency };
};

const decimals = (amount: string): number => (amount.includes('.') ? amount.length - amount.indexOf('.') - 1 : 0);

/** Ten-thousandths, so that sums are exact. */
const units = (money: Money, other: Money): bigint => {
  if (money.currency !== other.currency)
    throw new RangeError(`${money.currency} and ${other.currency} cannot be put together: name one currency`);
  const [whole, right = ''] = money.amount.split('.');
  return BigInt(`${whole}${right.padEnd(scale, '0')}`);
};
