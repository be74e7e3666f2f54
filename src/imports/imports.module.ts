import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ImportChanges } from './import-changes.js';
import { ImportRegister } from './import-register.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.service.js';
import { DryRuns } from './jobs/dry-runs.js';
import { ImportAttempt } from './jobs/import-attempt.js';
import { ImportJobs } from './jobs/import-jobs.js';
import { ImportQueue } from './jobs/import-queue.js';
import { LostImports } from './jobs/lost-imports.js';
import { UndoAttempt } from './jobs/undo-attempt.js';
import { ReportFiles } from './reports/report-files.js';
import { StartImportHandler } from './start-import.command.js';
import { UndoImportHandler } from './undo-import.command.js';
import { ImportUndo } from './undo/import-undo.js';
import { Uploads } from './uploads.js';

@Module({
  imports: [CqrsModule],
  controllers: [ImportsController],
  providers: [
    ImportChanges,
    ImportRegister,
    Imports,
    ImportUndo,
    ReportFiles,
    Uploads,
    ImportQueue,
    ImportAttempt,
    UndoAttempt,
    LostImports,
    ImportJobs,
    DryRuns,
    StartImportHandler,
    UndoImportHandler,
  ],
})
export class ImportsModule {}
