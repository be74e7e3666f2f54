import type { EventFacts } from '../kernel/event-facts.js';
import type { ImportEvent } from './import.events.js';

/** What each event of an import means to webhooks. */
export const importFacts: EventFacts<ImportEvent> = {
  ImportStarted: { sentence: null, announced: true },
  ImportFinished: { sentence: null, announced: true },
  ImportFailed: { sentence: null, announced: true },
  ImportUndoStarted: { sentence: null, announced: true },
  ImportUndone: { sentence: null, announced: true },
};
