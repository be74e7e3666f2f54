import { ApiProperty } from '@nestjs/swagger';
import { ListQuery } from '../platform/http/conventions/lists.js';
import { Line } from '../platform/http/validation/decorators.js';

export class PersonsQuery extends ListQuery {
  /** The whole name; width, and spaces at its ends or in a row, do not matter. */
  @ApiProperty({ example: '王芳' }) @Line(200) name!: string;
}
