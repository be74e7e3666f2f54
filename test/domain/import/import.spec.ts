import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { type ImportCommand, importing, type ImportState } from '../../../domain/import/import.js';
import type { ImportEvent } from '../../../domain/import/import.events.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';

const start: ImportCommand = { kind: 'start', importId: 'imp_1', sha256: 'ab', bytes: 7 };
const counts = { records: 3, created: 1, duplicates: 1, errors: 1 };
const started: ImportEvent = { type: 'ImportStarted', data: { importId: 'imp_1', sha256: 'ab', bytes: 7 } };
const finished: ImportEvent = { type: 'ImportFinished', data: counts };
const undoing: ImportEvent = { type: 'ImportUndoStarted', data: { reason: '文件有误' } };
const undone: ImportEvent = { type: 'ImportUndone', data: { contracts: 1, customers: 1, kept: 0 } };
const after = (...events: ImportEvent[]) => fold(importing, events);
const decide = (command: ImportCommand, ...events: ImportEvent[]) => importing.decide(command, after(...events));

describe('an import (C9)', () => {
  it('begins, ends and is undone, each once', () => {
    expect(decide(start)).toEqual([started]);
    expect(decide({ kind: 'finish', ...counts }, started)).toEqual([finished]);
    expect(decide({ kind: 'fail', reason: 'headings', facts: {} }, started)).toEqual([
      { type: 'ImportFailed', data: { reason: 'headings', facts: {} } },
    ]);
    expect(decide({ kind: 'undo', reason: '文件有误' }, started, finished)).toEqual([undoing]);
    expect(decide({ kind: 'end-undo', contracts: 1, customers: 1, kept: 0 }, started, finished, undoing)).toEqual([
      undone,
    ]);
    expect(decide({ kind: 'undo', reason: 'x' }, started, finished, undoing, undone)).toEqual([]);
  });

  it('is not undone while it runs, nor where there is none', () => {
    expect(decide({ kind: 'undo', reason: 'x' }, started)).toEqual(
      new Refusal('import-running', 'C9', { importId: 'imp_1' }),
    );
    expect(decide({ kind: 'undo', reason: 'x' })).toEqual(new Refusal('import-unknown', 'C1'));
  });

  it('records nothing twice, whatever is sent in whatever order (C11)', () => {
    const commands: readonly ImportCommand[] = [
      start,
      { kind: 'finish', ...counts },
      { kind: 'fail', reason: 'headings', facts: {} },
      { kind: 'undo', reason: 'x' },
      { kind: 'end-undo', contracts: 1, customers: 1, kept: 0 },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...commands)), (recorded) => {
        let state: ImportState = importing.initial;
        const types: string[] = [];
        for (const command of recorded) {
          for (const times of [1, 2]) {
            const decided = importing.decide(command, state);
            if (decided instanceof Refusal) continue;
            if (times === 2) expect(decided).toEqual([]);
            for (const event of decided) {
              state = importing.evolve(state, event);
              types.push(event.type);
            }
          }
        }
        expect(new Set(types).size).toBe(types.length);
        expect(types.includes('ImportFinished') && types.includes('ImportFailed')).toBe(false);
      }),
    );
  });
});
