import { ApiProperty } from '@nestjs/swagger';
import { Code } from '../platform/http/validation/decorators.js';

export class CustomersQuery {
  /** The customer's code, whatever its case; that of a merged customer finds the one that answers for it. */
  @ApiProperty({ example: 'KH00795' }) @Code(100) code!: string;
}
