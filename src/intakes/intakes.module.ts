import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { IntakeChanges } from './intake-changes.js';
import { IntakeList } from './intake-list.js';
import { IntakesController } from './intakes.controller.js';
import { intakeUseCases } from './intakes.port.js';

@Module({
  imports: [CqrsModule],
  controllers: [IntakesController],
  providers: [HttpCommands, IntakeChanges, IntakeList, ...intakeUseCases.map(({ handler }) => handler)],
})
export class IntakesModule {}
