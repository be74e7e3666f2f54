import { type Decider, Refusal } from '../kernel/decider.js';
import type { Personal } from '../kernel/personal.js';
import type { ImportEvent } from './import.events.js';

type DataOf<T extends ImportEvent['type']> = Extract<ImportEvent, { type: T }>['data'];

export interface Import {
  readonly status: 'running' | 'finished' | 'failed' | 'undoing' | 'undone';
  readonly importId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly file: string | null;
  /** Null where none was given, or after it was erased. */
  readonly name: string | null;
  readonly counts: DataOf<'ImportFinished'> | null;
  readonly failure: DataOf<'ImportFailed'> | null;
  readonly undone: DataOf<'ImportUndone'> | null;
  readonly undoReason: string | null;
}
export type ImportState = { readonly status: 'missing' } | Import;

export type ImportCommand =
  | ({ readonly kind: 'start' } & DataOf<'ImportStarted'>)
  | ({ readonly kind: 'finish' } & DataOf<'ImportFinished'>)
  | ({ readonly kind: 'fail' } & DataOf<'ImportFailed'>)
  | { readonly kind: 'undo'; readonly reason: string }
  | ({ readonly kind: 'end-undo' } & DataOf<'ImportUndone'>);

export const importRefusals = { 'import-unknown': 'C1', 'import-running': 'C9' } as const;
export type ImportRefusal = keyof typeof importRefusals;

/** One import of a file, from its beginning to its end, and its undoing (C9). Each step once (C11). */
export const importing: Decider<ImportState, ImportCommand, ImportEvent, ImportRefusal> = {
  initial: { status: 'missing' },

  decide(command, state) {
    const { kind, ...data } = command;
    if (kind === 'start')
      return state.status === 'missing' ? [{ type: 'ImportStarted', data: data as DataOf<'ImportStarted'> }] : [];
    if (state.status === 'missing') return new Refusal('import-unknown', 'C1');
    switch (command.kind) {
      case 'finish':
        return state.status === 'running' ? [{ type: 'ImportFinished', data: data as DataOf<'ImportFinished'> }] : [];
      case 'fail':
        return state.status === 'running' ? [{ type: 'ImportFailed', data: data as DataOf<'ImportFailed'> }] : [];
      case 'undo':
        if (state.status === 'running') return new Refusal('import-running', 'C9', { importId: state.importId });
        return state.status === 'undoing' || state.status === 'undone'
          ? []
          : [{ type: 'ImportUndoStarted', data: { reason: command.reason } }];
      case 'end-undo':
        return state.status === 'undoing' ? [{ type: 'ImportUndone', data: data as DataOf<'ImportUndone'> }] : [];
    }
  },

  evolve(state, event) {
    if (event.type === 'ImportStarted')
      return {
        status: 'running',
        importId: event.data.importId,
        sha256: event.data.sha256,
        bytes: event.data.bytes,
        file: event.data.file ?? null,
        name: nameOf(event.data.name),
        counts: null,
        failure: null,
        undone: null,
        undoReason: null,
      };
    if (state.status === 'missing') throw new Error(`${event.type} before ImportStarted`);
    switch (event.type) {
      case 'ImportFinished':
        return { ...state, status: 'finished', counts: event.data };
      case 'ImportFailed':
        return { ...state, status: 'failed', failure: event.data };
      case 'ImportUndoStarted':
        return { ...state, status: 'undoing', undoReason: event.data.reason };
      case 'ImportUndone':
        return { ...state, status: 'undone', undone: event.data };
    }
  },
};

const nameOf = (name: Personal<string> | undefined): string | null =>
  name !== undefined && 'plain' in name ? name.plain : null;
