import type { ApiKeyEvent } from './api-key.events.js';

/** A3: the name under which a key was recorded; null where the ledger does not know the key. */
export const apiKeyName = {
  initial: { name: null as string | null },
  evolve: (state: { readonly name: string | null }, event: ApiKeyEvent): { readonly name: string | null } =>
    event.type === 'ApiKeyCreated' ? { name: event.data.name } : state,
};
