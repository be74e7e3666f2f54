import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { ErasureEvent } from './erasure.events.js';

/** Erasures are for auditors: no history shows them, and nobody subscribes to them. */
export const erasureFacts: EventFacts<ErasureEvent> = { NamesErased: internalFact };
