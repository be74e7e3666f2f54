import type { Money } from '../../domain/kernel/money.js';
import type { MoneyDto } from '../platform/http/validation/decorators.js';

/** A payment's amount: money, or a decimal in the currency of the term's fee (`CNY` where it has none). */
export const amountOf = (said: string | MoneyDto, currency = 'CNY'): Money =>
  typeof said === 'string' ? { amount: said, currency } : { amount: said.amount, currency: said.currency };
