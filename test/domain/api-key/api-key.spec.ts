import { describe, expect, it } from '@jest/globals';
import { apiKey, type ApiKeyCommand } from '../../../domain/api-key/api-key.js';
import { fold, Refusal } from '../../../domain/kernel/decider.js';
import type { ApiKeyEvent } from '../../../domain/api-key/api-key.events.js';
import fc from '../../support/fast-check.js';

const keyId = 'key_1';
const facts = {
  name: 'help desk',
  role: 'support',
  everyVendor: false,
  limitPerMinute: null,
  customerId: null,
} as const;
const create: ApiKeyCommand = { kind: 'create', keyId, ...facts };
const use: ApiKeyCommand = { kind: 'note-first-use', keyId };
const revoke: ApiKeyCommand = { kind: 'revoke', keyId, replacedBy: null };

/** What the commands come to, one after another; a refusal is its code. */
const replayed = (commands: readonly ApiKeyCommand[]): { events: ApiKeyEvent[]; refused: string[] } => {
  const events: ApiKeyEvent[] = [];
  const refused: string[] = [];
  for (const command of commands) {
    const decided = apiKey.decide(command, fold(apiKey, events));
    if (decided instanceof Refusal) refused.push(`${decided.code} ${decided.rule}`);
    else events.push(...decided);
  }
  return { events, refused };
};

describe('the life of an API key', () => {
  it('A1, A3: is its making, its first use and its revocation', () => {
    expect(replayed([create, use, revoke])).toEqual({
      events: [
        { type: 'ApiKeyCreated', data: { keyId, ...facts } },
        { type: 'ApiKeyFirstUsed', data: { keyId } },
        { type: 'ApiKeyRevoked', data: { keyId, replacedBy: null } },
      ],
      refused: [],
    });
  });

  it('A1: begins with its making', () => {
    expect(replayed([use, revoke])).toEqual({ events: [], refused: ['not-found A1', 'not-found A1'] });
  });

  it('C11: each of them once, in whatever order and however often they are sent', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(create, use, revoke), { maxLength: 12 }), (commands) => {
        const { events } = replayed(commands);
        const types = events.map(({ type }) => type);
        expect(new Set(types).size).toBe(types.length);
        expect(types.length === 0 || types[0] === 'ApiKeyCreated').toBe(true);
        for (const command of commands) {
          const again = apiKey.decide(command, fold(apiKey, events));
          if (types.length > 0 && commands.slice(commands.indexOf(create)).includes(command)) expect(again).toEqual([]);
        }
      }),
    );
  });
});
