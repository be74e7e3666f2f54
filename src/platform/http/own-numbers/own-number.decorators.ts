import { ApiProperty } from '@nestjs/swagger';
import type { ReservationKind } from '../../../../domain/reservation/reservation.events.js';

/** A number of the vendor's own by which an object may be named, and the field that holds it. */
export interface OwnNumber {
  readonly name: string;
  readonly kind: ReservationKind;
}

/** A field that holds an id, and the numbers that may be given instead of it. */
export interface NumberedField {
  readonly field: string;
  readonly numbers: readonly OwnNumber[];
}

/** Characters of a code or a number. */
export const longestNumber = 100;

type Dto = abstract new () => object;

/** A field that holds an object of a class that takes such numbers. */
export interface NumbersWithin {
  readonly field: string;
  readonly dto: Dto;
}

const noted = new Map<object, NumberedField[]>();
/** By class, once it is asked for: every request asks. */
const read = new Map<Dto, readonly NumberedField[]>();
const nested = new Map<object, { readonly field: string; readonly dto: () => Dto }[]>();

const example: Readonly<Record<ReservationKind, string>> = {
  'customer-code': 'KH00795',
  'contract-no': 'XS-2025-0311',
  'licence-no': 'EKP-7F3A01BC',
  'request-no': 'R20260302-7K3PD',
};
const described: Readonly<Record<ReservationKind, string>> = {
  'customer-code': 'The code of the customer',
  'contract-no': 'The number of the contract',
  'licence-no': 'The number of the licence',
  'request-no': 'The number of the request',
};

const orNumber =
  (numbersOf: (field: string) => readonly OwnNumber[], required: boolean): PropertyDecorator =>
  (target, property) => {
    const field = String(property);
    const numbers = numbersOf(field);
    noted.set(target, [...(noted.get(target) ?? []), { field, numbers }]);
    const either = required ? ' One of the two is required.' : '';
    ApiProperty({ required: false })(target, property);
    for (const { name, kind } of numbers)
      ApiProperty({
        type: String,
        required: false,
        maxLength: longestNumber,
        example: example[kind],
        description: `${described[kind]} instead of \`${field}\`, whatever its case.${either}`,
      })(target, name);
  };

/** For the id of a customer: its code may be given instead, `customerCode` for `customerId`. */
export const OrCode = ({ required = false } = {}): PropertyDecorator =>
  orNumber((field) => [{ name: field.replace(/Id$/, 'Code'), kind: 'customer-code' }], required);

/** For the id of a contract: its number or that of its licence may be given instead. */
export const OrNumber = (): PropertyDecorator =>
  orNumber(
    () => [
      { name: 'contractNo', kind: 'contract-no' },
      { name: 'licenceNo', kind: 'licence-no' },
    ],
    false,
  );

/** For a question inside of a body: its numbers may be given there too. */
export const NumberedQuestion =
  (dto: () => Dto): PropertyDecorator =>
  (target, property) =>
    void nested.set(target, [...(nested.get(target) ?? []), { field: String(property), dto }]);

/** The fields of a class that hold questions with such numbers. */
export const questionsWithin = ({ prototype }: Dto): readonly NumbersWithin[] =>
  (nested.get(prototype as object) ?? []).map(({ field, dto }) => ({ field, dto: dto() }));

/** The fields of a class, and of those it extends, that take numbers of the vendor's own. */
export const numberedFieldsOf = (dto: Dto): readonly NumberedField[] => {
  const known = read.get(dto);
  if (known !== undefined) return known;
  const fields: NumberedField[] = [];
  for (
    let level = dto.prototype as object | null;
    level !== null;
    level = Object.getPrototypeOf(level) as object | null
  )
    fields.push(...(noted.get(level) ?? []));
  read.set(dto, fields);
  return fields;
};
