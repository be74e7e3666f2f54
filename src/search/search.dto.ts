import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Line, Text } from '../platform/http/validation/decorators.js';
import { searchBounds } from './bounds.js';
import { searchKinds } from './search-answer.js';

const { longestQuery, largestGroup, usualGroup } = searchBounds;

export class SearchParameters {
  /** Any part of a name or number, or the first letters of a Chinese name's syllables; case, width and script do not matter. */
  @ApiProperty({ example: '北京' }) @Line(longestQuery) q!: string;
  /** What is searched, with commas between; all that the role may search where absent. */
  @ApiPropertyOptional({ example: 'customer,contract', description: `With commas between: ${searchKinds.join(', ')}` })
  @IsOptional()
  @Text(100)
  kinds?: string;
  /** Items of each group. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: largestGroup, default: usualGroup })
  @IsOptional()
  @Text(10)
  limit?: string;
}
