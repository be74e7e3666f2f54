import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { HttpCommands } from '../platform/commands/http-commands.js';
import { ErasePersonHandler } from './erase-person.command.js';
import { NamedObjects } from './named-objects.js';
import { NamedPersons } from './named-persons.js';
import { PersonsController } from './persons.controller.js';

@Module({
  imports: [CqrsModule],
  controllers: [PersonsController],
  providers: [HttpCommands, NamedObjects, NamedPersons, ErasePersonHandler],
})
export class PersonsModule {}
