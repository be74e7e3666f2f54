import type { Instant } from '../../domain/kernel/civil.js';
import { type Decider, Refusal } from '../../domain/kernel/decider.js';
import type { Personal } from '../../domain/kernel/personal.js';
import type { EventStore } from '../../src/platform/events/event-store.js';
import { SqliteEventStore } from '../../src/platform/events/sqlite-event-store.js';
import { Sealer } from '../../src/platform/keys/sealer.js';
import { SqliteKeyStore } from '../../src/platform/keys/sqlite-key-store.js';
import { Ledger } from '../../src/platform/ledger/ledger.js';
import type { CommandRequest } from '../../src/platform/ledger/outcome.js';
import { freshFolder } from './folder.js';

/** A stream of no domain, for tests of the ledger: guests are added in order, each once, until the list is closed. */
export type GuestEvent =
  | { type: 'GuestAdded'; data: { seat: number; guest: Personal<string>; number?: string | undefined } }
  | { type: 'ListClosed'; data: { guests: number } }
  | { type: 'Abandoned'; data: { claimedBy: string } };
export type GuestCommand = { readonly add: readonly string[]; readonly number?: string } | { readonly close: true };
export interface GuestList {
  readonly guests: readonly string[];
  readonly numbers: readonly string[];
  readonly closed: boolean;
  readonly abandoned: boolean;
}

/** Holds nothing readable about the guest: subjects are plain in the store. */
export const subjectOf = (guest: string): string => `guest-${Buffer.from(guest).toString('hex')}`;

export const guestList: Decider<GuestList, GuestCommand, GuestEvent, 'list-closed'> = {
  initial: { guests: [], numbers: [], closed: false, abandoned: false },
  decide(command, state) {
    if (state.closed || state.abandoned) return new Refusal('list-closed', 'T1');
    if ('close' in command) return [{ type: 'ListClosed', data: { guests: state.guests.length } }];
    return command.add
      .filter((guest) => !state.guests.includes(guest))
      .map((guest, index) => ({
        type: 'GuestAdded',
        data: {
          seat: state.guests.length + index,
          guest: { subject: subjectOf(guest), plain: guest },
          number: command.number,
        },
      }));
  },
  evolve(state, event) {
    switch (event.type) {
      case 'GuestAdded':
        return {
          ...state,
          guests: [...state.guests, 'plain' in event.data.guest ? event.data.guest.plain : 'erased'],
          numbers: event.data.number === undefined ? state.numbers : [...state.numbers, event.data.number],
        };
      case 'ListClosed':
        return { ...state, closed: true };
      case 'Abandoned':
        return { ...state, abandoned: true };
    }
  },
};

export const now = (): Instant => '2026-11-23T02:00:00.000Z';

/** A store with its keys, and as many ledgers over it as there are processes. */
export async function openLedgers() {
  const store: EventStore = SqliteEventStore.open(freshFolder(), () => Date.parse(now()));
  const keys = SqliteKeyStore.open(freshFolder());
  const secret = await keys.serverSecret('bodies');
  const ledgerOver = (over: EventStore): Ledger => new Ledger(over, new Sealer(keys), secret, now);
  return {
    store,
    keys,
    ledgerOver,
    ledger: ledgerOver(store),
    close: async () => {
      await store.close();
      await keys.close();
    },
  };
}

export const post = (key?: string, body: unknown = null, more: Partial<CommandRequest> = {}): CommandRequest => ({
  actor: { id: 'user-1', role: 'sales' },
  channel: 'http',
  correlationId: 'c-1',
  key,
  scope: 'POST /lists',
  body,
  ...more,
});

export const adding = (id: string, command: GuestCommand, request: CommandRequest) =>
  ({ vendor: 'seeyon', category: 'list', id, decider: guestList, command, request }) as const;

/** A store that does something of its own at some calls, and what the real one does at all others. */
export const storeWith = (store: EventStore, own: Partial<EventStore>): EventStore =>
  new Proxy(store, {
    get: (target, name) =>
      own[name as keyof EventStore] ??
      (typeof target[name as keyof EventStore] === 'function'
        ? target[name as keyof EventStore]!.bind(target)
        : undefined),
  });
