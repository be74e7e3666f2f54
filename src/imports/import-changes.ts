import { Inject } from '@nestjs/common';
import type { ImportEvent } from '../../domain/import/import.events.js';
import { type ImportCommand, importing, type ImportState } from '../../domain/import/import.js';
import type { Refusal } from '../../domain/kernel/decider.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import { Ledger } from '../platform/ledger/ledger.js';
import type { CommandRequest, Outcome } from '../platform/ledger/outcome.js';

export type ImportOutcome = Outcome<ImportState, ImportEvent>;

/** Records the steps of an import's life, from its start to its undo. Each is recorded once (C11). */
export class ImportChanges {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async load(vendor: string, importId: string): Promise<{ readonly state: ImportState; readonly revision: number }> {
    return this.ledger.load(vendor, 'import', importId, importing);
  }

  async record(
    vendor: string,
    importId: string,
    actor: Actor,
    command: ImportCommand,
    request: Partial<CommandRequest> = {},
  ): Promise<ImportOutcome | Refusal> {
    return this.ledger.handle({
      vendor,
      category: 'import',
      id: importId,
      decider: importing,
      command,
      request: {
        actor,
        channel: 'import',
        correlationId: importId,
        scope: `import ${command.kind} ${importId}`,
        key: importId,
        body: null,
        ...request,
      },
    });
  }
}
