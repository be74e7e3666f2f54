import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional } from 'class-validator';
import { OneOf, Text } from '../platform/http/validation/decorators.js';

/** Characters of an id of a message. */
export const longestId = 200;

/** One message of JSON-RPC 2.0. Without an `id` it is a notification, which is answered 202 without a body. */
export class McpMessageDto {
  @ApiProperty({ enum: ['2.0'] }) @OneOf(['2.0']) jsonrpc!: string;
  /** A text or a whole number that the answer repeats. */
  @ApiPropertyOptional({ oneOf: [{ type: 'string', maxLength: longestId }, { type: 'integer' }], example: 1 })
  @IsOptional()
  id?: unknown;
  @ApiProperty({ example: 'tools/list' }) @Text(100) method!: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) @IsOptional() @IsObject() params?: object;
}
