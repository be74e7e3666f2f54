import { ApiProperty } from '@nestjs/swagger';
import { Line } from '../platform/http/validation/decorators.js';

/** A2: what reasons may hold. */
export const storedForEver = 'Stored for ever and unsealed: name no person in it';
/** D9. */
export const whyWithoutRight = `Why an admin records it on a day that is suspended, unpaid or without a licence. ${storedForEver}`;

export class ReasonDto {
  @ApiProperty({ description: storedForEver }) @Line(500) reason!: string;
}
