import type { Money } from '../../domain/kernel/money.js';
import type { MoneyDto } from '../platform/http/validation/decorators.js';

/** A payment's amount: money, or a decimal in the currency of the term's fee (`CNY` where it has none). */
export const amountOf = (amount: string | MoneyDto, currency = 'CNY'): Money =>
  typeof amount === 'string' ? { amount, currency } : { amount: amount.amount, currency: amount.currency };
