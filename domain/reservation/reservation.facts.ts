import { type EventFacts, internalFact } from '../kernel/event-facts.js';
import type { ReservationEvent } from './reservation.events.js';

/** Reservations are internal to the ledger. */
export const reservationFacts: EventFacts<ReservationEvent> = {
  Reserved: internalFact,
  Released: internalFact,
};
