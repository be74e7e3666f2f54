import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { IsInt, IsOptional, validateSync } from 'class-validator';
import fc from 'fast-check';
import { AtQuery, QuestionDto } from '../../../../../src/entitlements/question.dto.js';
import { Code, Text } from '../../../../../src/platform/http/validation/decorators.js';
import { readFlat } from '../../../../../src/platform/http/validation/flat-query.js';

/** What the library makes of a query: the class filled, or undefined where it finds a fault. */
const byLibrary = (query: object, dto: new () => object): object | undefined => {
  const read = plainToInstance(dto, query, { exposeUnsetFields: false });
  const faults = validateSync(read, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return faults.length === 0 ? read : undefined;
};

const values = fc.oneof(
  fc.constantFrom('cus_1', 'maintenance', 'upgrade', '2026-03-20', '2026-03-20T04:00:00.000Z', '2026-02-30', '1', '2'),
  fc.constantFrom(
    'remote',
    'onsite',
    'phone',
    'city',
    'urgent',
    '4.20',
    'V 4.2',
    'ＥＫＰ',
    'E\u200bKP',
    ' ',
    '',
    '\u0007',
  ),
  fc.string({ unit: 'binary', maxLength: 220 }),
  fc.constantFrom(null, 1, true, ['a'], {}),
);
const names = [
  ...['customerId', 'service', 'at', 'knownAt', 'knownPosition', 'contractId', 'productSeries', 'channel', 'urgency'],
  ...['module', 'targetVersion', 'region', 'answerVersion', 'unknown'],
];

describe('a query read without the library', () => {
  it('is accepted only where the library accepts it, and read to the same object', () => {
    const queries = fc.tuple(
      fc.record({ customerId: fc.constant('cus_1'), service: fc.constant('care') }),
      fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 4 }),
    );
    fc.assert(
      fc.property(queries, ([right, more]) => {
        for (const [query, dto] of [
          [{ ...right, ...more }, QuestionDto],
          [more, QuestionDto],
          [more, AtQuery],
        ] as const) {
          const read = readFlat(query, dto as new () => object);
          if (read === undefined) continue;
          expect(read).toBeInstanceOf(dto);
          expect(byLibrary(query, dto)).toEqual(read);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is accepted wherever the library accepts texts, so that right questions take this way', () => {
    const texts = values.filter((value) => typeof value === 'string');
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), texts, { maxKeys: 5 }), (more) => {
        const query = { customerId: 'cus_1', service: 'care', ...more };
        expect(readFlat(query, QuestionDto)).toEqual(byLibrary(query, QuestionDto));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what a number or code is read as: characters that nobody sees are left out', () => {
    const query = { customerId: 'cus_1', service: 'care', module: 'C\u200bRM' };
    expect(readFlat(query, QuestionDto)).toEqual({ customerId: 'cus_1', service: 'care', module: 'CRM' });
  });

  it('is left to the library where a class has a rule of its own', () => {
    class Counted {
      @IsInt() count!: number;
      @IsOptional() @Text(5) text?: string;
    }
    class Several {
      @Code(5) one!: string;
      @Text(5, { each: true }) many!: string[];
    }
    expect(readFlat({ count: '1' }, Counted)).toBeUndefined();
    expect(readFlat({ text: 'a' }, Counted)).toBeUndefined();
    expect(readFlat({ one: 'a', many: 'b' }, Several)).toBeUndefined();
  });

  it('knows what a class takes over from the one it extends', () => {
    class Base {
      @Text(3) code!: string;
    }
    class Derived extends Base {
      @IsOptional() @Text(3) more?: string;
    }
    expect(readFlat({ code: 'abc', more: 'x' }, Derived)).toEqual({ code: 'abc', more: 'x' });
    expect(readFlat({ code: 'abcd' }, Derived)).toBeUndefined();
    expect(readFlat({ more: 'x' }, Derived)).toBeUndefined();
  });
});
