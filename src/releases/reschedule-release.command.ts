import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Code, IsInstantOrDay, IsVersionText, Line } from '../platform/http/validation/decorators.js';
import { ReleaseChanges, type ReleaseExecuted, releaseSchema } from './release-changes.js';

export class RescheduleDto {
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  @ApiProperty({ example: '2025-06-15' }) @IsInstantOrDay() publishedAt!: string;
  @ApiProperty() @Line(500) reason!: string;
}

/** V2: the date of a published version is moved or corrected. */
export class RescheduleRelease extends LedgerCommand<RescheduleDto, never, ReleaseExecuted> {}

@CommandHandler(RescheduleRelease)
export class RescheduleReleaseHandler implements ICommandHandler<RescheduleRelease> {
  constructor(@Inject(ReleaseChanges) private readonly releases: ReleaseChanges) {}

  execute({ vendor, body, request }: RescheduleRelease) {
    return this.releases.record(vendor, body, request, (version) => ({
      kind: 'reschedule',
      ...version,
      reason: body.reason,
    }));
  }
}

export const rescheduleRelease = useCase({
  command: RescheduleRelease,
  handler: RescheduleReleaseHandler,
  body: RescheduleDto,
  ids: [],
  scope: () => 'POST /releases/reschedule',
  docs: {
    status: 201,
    answer: releaseSchema,
    body: { type: RescheduleDto },
    refuses: ['release-unknown'],
    examples: { later: { series: 'EKP', version: '4.20', publishedAt: '2025-06-15', reason: '发布推迟' } },
  },
  supposed: { name: 'reschedule-release' },
});
