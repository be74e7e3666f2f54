import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  isEmail,
  IsEmail,
  registerDecorator,
  ValidateNested,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { isDay, isInstantText } from '../../../../domain/kernel/civil.js';
import { isOneLine, readCode } from '../../../../domain/kernel/spelling.js';
import { isMoney, parseMoney } from '../../../../domain/kernel/money.js';
import { parsePeriod } from '../../../../domain/kernel/period.js';
import { isVersion, readVersion } from '../../../../domain/kernel/version.js';
import { notesCheck, notesReading } from './flat-query.js';
import { nests } from './shape.js';

/** The names under which these constraints are reported; `messages.ts` must have a sentence for each. */
export type ProductConstraint =
  | 'isDay'
  | 'isPeriodText'
  | 'isInstantOrDay'
  | 'isVersionText'
  | 'isText'
  | 'isLine'
  | 'oneOf'
  | 'isAmount'
  | 'isCurrency'
  | 'isPerson'
  | 'isMailStatus'
  | 'isObject';

const constraint =
  (name: ProductConstraint, accepts: (value: unknown) => boolean, constraints: readonly unknown[] = []) =>
  (options: ValidationOptions = {}): PropertyDecorator =>
  (target, property) => {
    if (options.each !== true) notesCheck(target, property, accepts);
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: property as string,
      constraints: [...constraints],
      options: { ...options, context: { constraints, each: options.each === true } },
      validator: {
        validate: (value: unknown, _args?: ValidationArguments) => accepts(value),
        defaultMessage: () => name,
      },
    });
  };

/** A constraint on text of a bounded length, which the description of the API names too. */
const bounded =
  (longest: number, of: (options?: ValidationOptions) => PropertyDecorator) =>
  (options: ValidationOptions = {}): PropertyDecorator =>
    options.each === true ? of(options) : applyDecorators(of(options), ApiProperty({ maxLength: longest }));

const text =
  (accepts: (value: string) => boolean) =>
  (value: unknown): boolean =>
    typeof value === 'string' && accepts(value);

/** Characters of texts that have a form of their own. */
export const longestPeriod = 30;
export const longestInstant = 60;
export const longestVersion = 30;
export const longestEmail = 254;
export const longestStatus = 9;
/** Of a person. */
export const longestName = 100;
export const longestTelephone = 50;
/** 15 digits, a point, 4 digits. */
export const longestAmount = 20;

/** A real day, `YYYY-MM-DD`, 1970-01-01 to 9999-12-31 (T1). */
export const IsDay = bounded(10, constraint('isDay', isDay));

/** An ISO 8601 duration of whole years, months, weeks and days, up to a hundred years (T3). */
export const IsPeriodText = bounded(
  longestPeriod,
  constraint(
    'isPeriodText',
    text((value) => value.length <= longestPeriod && parsePeriod(value) !== null),
  ),
);

/**
 * An instant with an offset, or a day, which means 00:00 in the vendor's zone (T1), 1970-01-01 to 9999-12-31. The
 * zone decides the last hours of that range: `instantIn` reads the value where the zone is known.
 */
export const IsInstantOrDay = bounded(
  longestInstant,
  constraint(
    'isInstantOrDay',
    text((value) => value.length <= longestInstant && isInstantText(value)),
  ),
);

/** A product version: digits, at most two of them right of a point (V1); a leading V and spaces are overlooked. */
export const IsVersionText = bounded(
  longestVersion,
  constraint(
    'isVersionText',
    text((value) => value.length <= longestVersion && isVersion(readVersion(value))),
  ),
);

// Tab and line breaks are text that people type; the other controls and halves of a surrogate pair are damage.
const damaged =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text that is not blank: at most `max` UTF-16 units, no control characters, no half characters. */
export const Text = (max: number, options?: ValidationOptions): PropertyDecorator =>
  bounded(
    max,
    constraint(
      'isText',
      text((value) => value.length <= max && value.trim() !== '' && !damaged.test(value)),
      [max],
    ),
  )(options);

const isLine = (value: unknown, max: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= max && !damaged.test(value) && isOneLine(value);

/** Text on one line, such as a name or a reason: no line break, no tab, nothing that reorders the letters after it. */
export const Line = (max: number, options?: ValidationOptions): PropertyDecorator =>
  bounded(
    max,
    constraint('isLine', (value) => isLine(value, max), [max]),
  )(options);

/** C1: a number or code on one line; characters that nobody sees are left out before it is looked at. */
export const Code = (max: number): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? readCode(value) : value)),
    notesReading(readCode),
    Line(max),
  );
/** An address for mail. */
export const Email = bounded(longestEmail, (options) => applyDecorators(IsEmail({}, options)));

/** A status of a mail server that reports a failure: 5.1.1, 4.4.7 or 550. */
export const IsMailStatus = bounded(
  longestStatus,
  constraint(
    'isMailStatus',
    text((value) => /^[45](?:\d\d|\.\d{1,3}\.\d{1,3})$/.test(value)),
  ),
);

/** A person: a name on one line, or an object of the name, a mail address and a telephone number. */
export const IsPerson = constraint('isPerson', (value) => {
  if (typeof value !== 'object' || value === null) return isLine(value, longestName);
  const { name, email = null, phone = null, ...others } = value as Readonly<Record<string, unknown>>;
  return (
    Object.keys(others).length === 0 &&
    isLine(name, longestName) &&
    (email === null || (typeof email === 'string' && email.length <= longestEmail && isEmail(email))) &&
    (phone === null || isLine(phone, longestTelephone))
  );
});

/** One of the listed values, exactly as written. */
export const OneOf = (values: readonly string[], options?: ValidationOptions): PropertyDecorator =>
  constraint(
    'oneOf',
    text((value) => values.includes(value)),
    [values],
  )(options);

/** One of the listed numbers, or its digits: a query has no numbers. */
export const OneOfNumbers = (numbers: readonly number[]): PropertyDecorator =>
  constraint('oneOf', (value) => numbers.some((number) => value === number || value === String(number)), [
    numbers.map(String),
  ])();

const IsAmount = bounded(
  longestAmount,
  constraint(
    'isAmount',
    text((value) => isMoney(parseMoney(value, 'CNY'))),
  ),
);
const IsCurrency = bounded(
  3,
  constraint(
    'isCurrency',
    text((value) => isMoney(parseMoney('0', value))),
  ),
);

/** A decimal in text, or money with its currency. */
export const IsAmountOrMoney = constraint('isAmount', (value) =>
  typeof value === 'string'
    ? isMoney(parseMoney(value, 'CNY'))
    : typeof value === 'object' &&
      value !== null &&
      Object.keys(value).sort().join() === 'amount,currency' &&
      isMoneyText(value as { amount: unknown; currency: unknown }),
);

const isMoneyText = ({ amount, currency }: { readonly amount: unknown; readonly currency: unknown }): boolean =>
  typeof amount === 'string' && typeof currency === 'string' && isMoney(parseMoney(amount, currency));

type Dto = () => abstract new () => object;

/** One object of a class. The library alone would let an absent one pass, and a list of them. */
export const Nested = (of: Dto): PropertyDecorator =>
  applyDecorators(
    constraint('isObject', (value) => typeof value === 'object' && value !== null && !Array.isArray(value))(),
    ValidateNested(),
    nests(of),
    Type(of as never),
  );

/** Objects of a class in a list; use it beside `@IsArray`. The library alone would let lists of lists pass. */
export const EachNested = (of: Dto): PropertyDecorator =>
  applyDecorators(
    constraint('isObject', (value) => !Array.isArray(value))({ each: true }),
    ValidateNested({ each: true }),
    nests(of),
    Type(of as never),
  );

/** Money: a decimal in text, never a float, and its currency. */
export class MoneyDto {
  @ApiProperty({ example: '80000.00' }) @IsAmount() amount!: string;
  @ApiProperty({ example: 'CNY', description: 'ISO 4217 code' }) @IsCurrency() currency!: string;
}
