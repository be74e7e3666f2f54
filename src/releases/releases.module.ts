import { Module } from '@nestjs/common';
import { ReleaseDesk } from './release-desk.js';
import { ReleasesController } from './releases.controller.js';

@Module({ controllers: [ReleasesController], providers: [ReleaseDesk] })
export class ReleasesModule {}
