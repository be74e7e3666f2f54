import { type Decider, Refusal } from '../kernel/decider.js';
import type { ApiKeyEvent, KeyFacts } from './api-key.events.js';

export interface ApiKeyState {
  readonly created: boolean;
  readonly used: boolean;
  readonly revoked: boolean;
}

export type ApiKeyCommand =
  | ({ readonly kind: 'create'; readonly keyId: string } & KeyFacts)
  | { readonly kind: 'note-first-use'; readonly keyId: string }
  | { readonly kind: 'revoke'; readonly keyId: string; readonly replacedBy: string | null };

export const apiKeyRefusals = { 'not-found': 'A1' } as const;
export type ApiKeyRefusal = keyof typeof apiKeyRefusals;

/**
 * The life of an API key, for auditors (A1, A3): one stream per vendor and key. Whether a key opens anything is not
 * decided here.
 */
export const apiKey: Decider<ApiKeyState, ApiKeyCommand, ApiKeyEvent, ApiKeyRefusal> = {
  initial: { created: false, used: false, revoked: false },

  decide(command, { created, used, revoked }) {
    if (command.kind === 'create') {
      if (created) return [];
      const { kind: _, ...data } = command;
      return [{ type: 'ApiKeyCreated', data }];
    }
    const { keyId } = command;
    if (!created) return new Refusal('not-found', 'A1', { id: keyId });
    if (command.kind === 'note-first-use') return used ? [] : [{ type: 'ApiKeyFirstUsed', data: { keyId } }];
    return revoked ? [] : [{ type: 'ApiKeyRevoked', data: { keyId, replacedBy: command.replacedBy } }];
  },

  evolve(state, event) {
    if (event.type === 'ApiKeyCreated') return { created: true, used: false, revoked: false };
    if (!state.created) throw new Error(`${event.type} before ApiKeyCreated`);
    switch (event.type) {
      case 'ApiKeyFirstUsed':
        return { ...state, used: true };
      case 'ApiKeyRevoked':
        return { ...state, revoked: true };
    }
  },
};
