import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { Refusal } from '../../domain/kernel/decider.js';
import { LedgerCommand } from '../platform/commands/command.js';
import { ListedRefusal } from '../platform/commands/invalid-fields.js';
import { useCase } from '../platform/commands/use-case.js';
import type { FieldError } from '../platform/http/problems/problem.js';
import { Line } from '../platform/http/validation/decorators.js';
import { ImportChanges } from './import-changes.js';
import { ImportRegister } from './import-register.js';
import * as docs from './imports.docs.js';
import { ImportJobs } from './jobs/import-jobs.js';
import { ImportQueue } from './jobs/import-queue.js';
import type { ImportExecuted } from './start-import.command.js';
import { ImportUndo } from './undo/import-undo.js';
import type { LaterFact } from './undo/later-fact.js';
import { laterFactNames } from './undo/later-fact-names.js';

/** Later facts that a refusal lists. */
const listed = 100;

export class UndoImportDto {
  /** Why; never a person's data. */
  @ApiProperty({ example: '文件有误，更正后重新导入' }) @Line(500) reason!: string;
}

/** C9: takes back what an import created, where no later fact depends on it. It is executed as a job. */
export class UndoImport extends LedgerCommand<UndoImportDto, 'importId', ImportExecuted> {}

@CommandHandler(UndoImport)
export class UndoImportHandler implements ICommandHandler<UndoImport> {
  constructor(
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(ImportChanges) private readonly changes: ImportChanges,
    @Inject(ImportUndo) private readonly undo: ImportUndo,
    @Inject(ImportQueue) private readonly queue: ImportQueue,
    @Inject(ImportJobs) private readonly jobs: ImportJobs,
  ) {}

  async execute({ vendor, ids: { importId }, body, request }: UndoImport): Promise<ImportExecuted | Refusal> {
    const before = await this.register.find(vendor, importId);
    if (before === undefined) return new Refusal('import-unknown', 'C1', { id: importId });
    if (before.state === undefined) return new Refusal('import-not-undoable', 'C9', { importId });
    const { status } = before.state;
    if (status === 'finished' || status === 'failed') {
      const later = await this.undo.laterFacts(vendor, importId, listed);
      if (later.length > 0)
        return new ListedRefusal('later-facts', 'C9', { importId, count: later.length }, later.map(errorOf));
    }
    const { reason } = body;
    const outcome = await this.changes.record(
      vendor,
      importId,
      request.actor,
      { kind: 'undo', reason },
      { ...request, reason },
    );
    if (outcome instanceof Refusal) return outcome;
    if ((await this.changes.load(vendor, importId)).state.status === 'undoing') {
      await this.queue.addUndo(vendor, importId, request.actor);
      this.jobs.begin();
    }
    const answer = (await this.register.find(vendor, importId))!;
    return { ...outcome, id: importId, revision: answer.revision, answer };
  }
}

const errorOf = ({ category, id, position, type, way }: LaterFact): FieldError => {
  const pointer = `/${category}s/${id}`;
  const named = { event: laterFactNames[type] };
  return way === null
    ? { pointer, code: 'later-fact-stays', facts: { position }, named }
    : { pointer, code: 'later-fact', facts: { position, way }, named };
};

export const undoImport = useCase({
  command: UndoImport,
  handler: UndoImportHandler,
  body: UndoImportDto,
  ids: ['importId'],
  scope: ({ importId }) => `POST /imports/undo ${importId}`,
  docs: { ...docs.undo, body: { type: UndoImportDto } },
  supposed: null,
});
