import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { mostWalked } from '../../views/sqlite-queries.js';
import { Invalid, Problem } from '../problems/problem.js';
import { Text } from '../validation/decorators.js';

/** What a page of a list may hold, and what may be read for it. */
export const listBounds = {
  largestPage: 500,
  usualPage: 50,
  /** Items of a page of a timeline that names no limit. */
  timelinePage: 500,
  /** Events that one page reads past to find its own. */
  eventsReadPerPage: 5_000,
  /** Rows that one page of a filtered list reads past to find its own. */
  rowsReadPerPage: mostWalked,
  /** Rows of a list as CSV. */
  csvRows: 1_000_000,
} as const;

const { largestPage: largest, usualPage: usual } = listBounds;

/** What every list takes; a list's own query extends it with its filters. */
export class ListQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: largest, default: usual })
  @IsOptional()
  @Text(10)
  limit?: string;
  /** `nextCursor` of the page before. */
  @ApiPropertyOptional() @IsOptional() @Text(2000) cursor?: string;
}

/**
 * The number of items asked for; `absent` where none is. `mark` is before the field's name in errors. @throws Invalid
 */
export function limitOf({ limit }: Pick<ListQuery, 'limit'>, absent: number = usual, mark: '?' | '/' = '?'): number {
  if (limit === undefined) return absent;
  const asked = /^\d{1,4}$/.test(limit) ? Number(limit) : 0;
  if (asked < 1 || asked > largest)
    throw new Invalid([
      { pointer: `${mark}limit`, code: 'out-of-range', facts: { value: limit, from: 1, to: largest } },
    ]);
  return asked;
}

/** The position that a page of events goes on after, where cursors are positions. @throws Problem cursor-invalid */
export function positionAfter(cursor: string | undefined): number {
  if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new Problem('cursor-invalid');
  return Number(cursor ?? 0);
}
