import { type Decider, Refusal } from '../kernel/decider.js';
import type { ReservationEvent, ReservationKind } from './reservation.events.js';

export interface Owner {
  readonly ownerId: string;
  readonly ownerStream: string;
}
export type Reservation = { readonly status: 'free' } | ({ readonly status: 'held' } & Owner);

type Claim = { readonly claim: ReservationKind; readonly value: string } & Owner;
export type ReservationCommand =
  | ({ readonly kind: 'reserve' } & Claim)
  /** Repeats a held claim: a release by an earlier attempt of the same owner then fails on the new revision. */
  | ({ readonly kind: 'renew' } & Claim)
  /** `from` can never be written any more (docs/decisions/0004): its claim passes on. */
  | ({ readonly kind: 'take-over'; readonly from: string } & Claim)
  | { readonly kind: 'release'; readonly ownerId: string };

export const reservationRefusals = { 'number-held': 'C1' } as const;
export type ReservationRefusal = keyof typeof reservationRefusals;

/** One number of a vendor (C1): free, or held by one owner. */
export const reservation: Decider<Reservation, ReservationCommand, ReservationEvent, ReservationRefusal> = {
  initial: { status: 'free' },

  decide(command, state) {
    switch (command.kind) {
      case 'reserve':
        if (state.status === 'free') return [reserved(command)];
        return state.ownerId === command.ownerId ? [] : held(state, command.value);
      case 'renew':
        if (state.status === 'free') return [];
        return state.ownerId === command.ownerId ? [reserved(command)] : held(state, command.value);
      case 'take-over': {
        if (state.status === 'free') return [reserved(command)];
        if (state.ownerId === command.ownerId) return [];
        if (state.ownerId !== command.from) return held(state, command.value);
        return [{ type: 'Released', data: { ownerId: command.from } }, reserved(command)];
      }
      case 'release':
        return state.status === 'held' && state.ownerId === command.ownerId
          ? [{ type: 'Released', data: { ownerId: command.ownerId } }]
          : [];
    }
  },

  evolve(_state, event) {
    switch (event.type) {
      case 'Reserved':
        return { status: 'held', ownerId: event.data.ownerId, ownerStream: event.data.ownerStream };
      case 'Released':
        return { status: 'free' };
    }
  },
};

const reserved = ({ claim, value, ownerStream, ownerId }: Claim): ReservationEvent => ({
  type: 'Reserved',
  data: { kind: claim, value, ownerStream, ownerId },
});
const held = ({ ownerId }: Owner, value: string) =>
  new Refusal<ReservationRefusal>('number-held', 'C1', { value, ownerId });
