import { Inject } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { endOfDay, instantOf, isDay } from '../../domain/kernel/civil.js';
import type { Role } from '../../domain/kernel/envelope.js';
import type { IntakeRow } from '../../projections/intakes/intakes.row.js';
import { personReaders } from '../platform/auth/caller.js';
import { limitOf, ListQuery } from '../platform/http/conventions/lists.js';
import { IsInstantOrDay, OneOf } from '../platform/http/validation/decorators.js';
import { instantIfGiven } from '../platform/http/validation/instants.js';
import { Sealer } from '../platform/keys/sealer.js';
import type { Condition, View } from '../platform/views/view-store.js';
import { PolicyBooks } from '../policies/policies.port.js';
import { filteredPage } from '../search/search.port.js';
import { type ListedIntake, listedIntake, type OpenedRow } from './intake-answers.js';
import { INTAKE_ROWS } from './intakes.tokens.js';

const yesOrNo = ['true', 'false'] as const;

export class IntakesQuery extends ListQuery {
  /** What arrived at this instant or on this day, or later. */
  @ApiPropertyOptional({ example: '2025-12-01' }) @IsOptional() @IsInstantOrDay() from?: string;
  /** What arrived before this instant, or up to the end of this day. */
  @ApiPropertyOptional({ example: '2025-12-31' }) @IsOptional() @IsInstantOrDay() to?: string;
  /** Whether it is neither registered nor closed (R18). */
  @ApiPropertyOptional({ enum: yesOrNo }) @IsOptional() @OneOf(yesOrNo) open?: (typeof yesOrNo)[number];
}

/** Lists what arrived, the oldest first: who waits longest is at the top. */
export class IntakeList {
  constructor(
    @Inject(INTAKE_ROWS) private readonly rows: View<IntakeRow>,
    @Inject(PolicyBooks) private readonly books: PolicyBooks,
    @Inject(Sealer) private readonly sealer: Sealer,
  ) {}

  /** @throws Problem */
  async list(vendor: string, role: Role, query: IntakesQuery) {
    const { cursor } = query;
    const { zone } = await this.books.snapshot(vendor);
    const page = await filteredPage(
      this.rows,
      {
        vendor,
        where: conditions(query, zone),
        sort: { field: 'receivedAt' },
        limit: limitOf(query),
        ...(cursor !== undefined && { cursor }),
      },
      undefined,
    );
    const rows = page.items.map(({ row }) => row);
    const hidden = !personReaders.includes(role);
    const shown = hidden ? rows : await this.sealer.open(vendor, rows);
    const items = (shown as readonly OpenedRow[]).map((row): ListedIntake => listedIntake(row, hidden));
    return { items, nextCursor: page.nextCursor };
  }
}

const conditions = ({ from, to, open }: IntakesQuery, zone: string): readonly Condition[] => {
  const first = instantIfGiven(zone, '?from', from);
  const end = to !== undefined && isDay(to) ? instantOf(endOfDay(to, zone)) : instantIfGiven(zone, '?to', to);
  return [
    ...(open === undefined ? [] : [{ field: 'open', is: open === 'true' }]),
    ...(first === undefined && end === undefined
      ? []
      : [
          {
            field: 'receivedAt',
            ...(first !== undefined && { from: first }),
            ...(end !== undefined && { below: end }),
          },
        ]),
  ];
};
