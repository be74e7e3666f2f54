import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import {
  addMoney,
  compareMoney,
  isMoney,
  type Money,
  parseMoney,
  subtractMoney,
} from '../../../domain/kernel/money.js';

const cny = (amount: string): Money => ({ amount, currency: 'CNY' });
const anyCents = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });
const written = (cents: bigint): Money => cny(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`);

describe('C12: amounts of money', () => {
  it('C12: are decimal texts with a currency', () => {
    for (const amount of ['0', '0.5', '12000', '12000.00', '0.0001', '999999999999999.9999'])
      expect(parseMoney(amount, 'CNY')).toEqual(cny(amount));
    for (const amount of [
      '',
      '-1',
      '+1',
      '1,000',
      '1e3',
      '.5',
      '5.',
      '01',
      '1.00000',
      '1234567890123456',
      ' 1',
      '１',
      'NaN',
      '0x10',
    ])
      expect([amount, parseMoney(amount, 'CNY')]).toEqual([amount, { fault: 'amount' }]);
    for (const currency of ['', 'cny', 'RMB ', 'CN', 'CNYY', '¥'])
      expect([currency, parseMoney('1', currency)]).toEqual([currency, { fault: 'currency' }]);
    expect(isMoney(parseMoney('x', 'CNY'))).toBe(false);
  });

  it('C12: add up exactly, with the decimals that were written', () => {
    expect([
      addMoney(cny('0.1'), cny('0.2')),
      addMoney(cny('5'), cny('7')),
      addMoney(cny('9.99'), cny('0.0001')),
      addMoney(cny('0'), cny('0.00')),
    ]).toEqual([cny('0.3'), cny('12'), cny('9.9901'), cny('0.00')]);
    expect([
      compareMoney(cny('10'), cny('10.00')),
      compareMoney(cny('9.9999'), cny('10')),
      compareMoney(cny('100'), cny('99')),
    ]).toEqual([0, -1, 1]);
  });

  it('C12: what is left is never less than nothing', () => {
    expect([
      subtractMoney(cny('36000.00'), cny('6000')),
      subtractMoney(cny('10'), cny('9.9999')),
      subtractMoney(cny('5.00'), cny('7')),
    ]).toEqual([cny('30000.00'), cny('0.0001'), cny('0.00')]);
    expect(() => subtractMoney(cny('1'), { amount: '1', currency: 'TWD' })).toThrow(RangeError);
  });

  it('C12: of two currencies are never put together', () => {
    expect(() => addMoney(cny('1'), { amount: '1', currency: 'TWD' })).toThrow(RangeError);
    expect(() => compareMoney(cny('1'), { amount: '1', currency: 'TWD' })).toThrow(RangeError);
  });

  it('C12: have no rounding anywhere', () =>
    fc.assert(
      fc.property(anyCents, anyCents, (a, b) => {
        expect(addMoney(written(a), written(b))).toEqual(written(a + b));
        expect(compareMoney(written(a), written(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    ));
});
