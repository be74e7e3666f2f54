import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '../../domain/kernel/decider.js';
import { type Region, regions } from '../../domain/kernel/vocabulary.js';
import { text } from '../platform/http/server/schemas.js';
import { IsVersionText, OneOf } from '../platform/http/validation/decorators.js';
import { requestAct } from './request-act.js';
import { ReasonedActDto } from './request-act.dto.js';

export class VisitDto extends ReasonedActDto {
  /** For an upgrade on site. */
  @ApiPropertyOptional({ example: '4.20' }) @IsOptional() @IsVersionText() targetVersion?: string;
  @ApiPropertyOptional({ enum: regions }) @IsOptional() @OneOf(regions) region?: Region;
}

/** R16: somebody has to come; the visit has a decision and an arrival promise of its own (K9). */
export const requestVisit = requestAct({
  name: 'visits',
  body: VisitDto,
  act: async ({ body, decision, newId }) => {
    const targetVersion = body.targetVersion ?? null;
    const decided = await decision({ service: 'onsite', targetVersion, ...(body.region && { region: body.region }) });
    if (decided instanceof Refusal) return decided;
    return { kind: 'visit', visitId: newId('vis'), targetVersion, region: decided.region, decision: decided };
  },
  adds: { visitId: text },
  added: ({ visits }) => ({ visitId: visits.at(-1)!.visitId }),
  refuses: ['not-entitled'],
  examples: { whole: { reason: '现场排查网络' } },
});
