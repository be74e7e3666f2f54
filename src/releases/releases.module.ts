import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { ReleaseChanges } from './release-changes.js';
import { ReleasesController } from './releases.controller.js';
import { releaseUseCases } from './releases.port.js';

@Module({
  imports: [CqrsModule],
  controllers: [ReleasesController],
  providers: [HttpCommands, ReleaseChanges, ...releaseUseCases.map(({ handler }) => handler)],
})
export class ReleasesModule {}
