import { Module } from '@nestjs/common';
import { ImportJobs } from './import-jobs.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.service.js';
import { ImportUndo } from './undo/import-undo.js';

@Module({ controllers: [ImportsController], providers: [Imports, ImportUndo, ImportJobs] })
export class ImportsModule {}
