import { Module } from '@nestjs/common';
import { ReleaseCommands } from './release-commands.js';
import { ReleasesController } from './releases.controller.js';

@Module({ controllers: [ReleasesController], providers: [ReleaseCommands] })
export class ReleasesModule {}
