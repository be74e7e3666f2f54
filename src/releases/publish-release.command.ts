import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { LedgerCommand } from '../platform/commands/command.js';
import { useCase } from '../platform/commands/use-case.js';
import { Code, IsInstantOrDay, IsVersionText, Text } from '../platform/http/validation/decorators.js';
import { ReleaseChanges, type ReleaseExecuted, releaseSchema } from './release-changes.js';

export class ReleaseDto {
  /** A series of the vendor's policy, in any case. */
  @ApiProperty({ example: 'EKP' }) @Code(50) series!: string;
  @ApiProperty({ example: '4.20' }) @IsVersionText() version!: string;
  /** From when it counts as released; a day means 00:00 in the vendor's zone (V2). */
  @ApiProperty({ example: '2025-06-01' }) @IsInstantOrDay() publishedAt!: string;
  @ApiPropertyOptional() @IsOptional() @Text(4000) notes?: string;
}

/** V2: a version of a series is published. */
export class PublishRelease extends LedgerCommand<ReleaseDto, never, ReleaseExecuted> {}

@CommandHandler(PublishRelease)
export class PublishReleaseHandler implements ICommandHandler<PublishRelease> {
  constructor(@Inject(ReleaseChanges) private readonly releases: ReleaseChanges) {}

  execute({ vendor, body, request }: PublishRelease) {
    return this.releases.record(vendor, body, request, (version) => ({
      kind: 'publish',
      ...version,
      notes: body.notes ?? null,
    }));
  }
}

export const publishRelease = useCase({
  command: PublishRelease,
  handler: PublishReleaseHandler,
  body: ReleaseDto,
  ids: [],
  scope: () => 'POST /releases',
  docs: {
    status: 201,
    answer: releaseSchema,
    body: { type: ReleaseDto },
    refuses: ['release-exists'],
    examples: { release: { series: 'EKP', version: '4.20', publishedAt: '2025-06-01', notes: '新增移动审批' } },
  },
  supposed: { name: 'publish-release' },
});
