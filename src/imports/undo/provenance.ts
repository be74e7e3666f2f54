import type { StreamEvent } from '../../../domain/kernel/envelope.js';

type Provenance = Pick<StreamEvent, 'meta'>;

const undo = '.undo';

/**
 * C9: the import that recorded an event. Events of versions before `importId` name it as their correlation id; there
 * the channel `import` proves it, which no caller of a route can set.
 */
export const importOf = ({ meta }: Provenance): string | undefined => {
  if (meta.importId !== undefined) return meta.importId;
  if (meta.undoneImportId !== undefined) return undefined;
  return meta.channel === 'import' && !meta.correlationId.endsWith(undo) ? meta.correlationId : undefined;
};

/** C9: the import whose undo recorded an event; recognized as above. */
export const undoOf = ({ meta }: Provenance): string | undefined => {
  if (meta.undoneImportId !== undefined) return meta.undoneImportId;
  if (meta.importId !== undefined || meta.channel !== 'import' || !meta.correlationId.endsWith(undo)) return undefined;
  return meta.correlationId.slice(0, -undo.length);
};
