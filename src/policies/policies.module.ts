import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { CalendarsController } from './calendars.controller.js';
import { PoliciesController } from './policies.controller.js';
import { publishPolicy } from './publish-policy.command.js';

@Module({
  imports: [CqrsModule],
  controllers: [PoliciesController, CalendarsController],
  providers: [HttpCommands, publishPolicy.handler],
})
export class PoliciesModule {}
