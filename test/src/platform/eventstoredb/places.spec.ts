import { describe, expect, it } from '@jest/globals';
import { comparePlaces, knownPlace, placeOf, tokenOf } from '../../../../src/platform/eventstoredb/places.js';
import { InvalidToken } from '../../../../src/platform/events/event-store.js';

const at = (commit: bigint, prepare = commit) => ({ commit, prepare });

describe('places in the log of EventStoreDB', () => {
  it('are in order, each with a token of its own, also the very first of a log', () => {
    const inOrder = [null, at(0n), at(1n), at(5n, 2n), at(5n, 3n), at(5n), at(2n ** 63n - 1n)];
    for (const [one, a] of inOrder.entries()) {
      expect(placeOf(tokenOf(a))).toEqual(a);
      for (const [other, b] of inOrder.entries()) expect(comparePlaces(a, b)).toBe(Math.sign(one - other));
    }
    expect(inOrder.map(tokenOf)).toEqual(['0', '1', '2', '6-2', '6-3', '6', '9223372036854775808']);
  });

  it.each(['00', '01', '0-1', '1-', '9223372036854775809', '99999999999999999999', '1-9223372036854775808'])(
    "'%s' is none",
    (token) => {
      expect(() => placeOf(token)).toThrow(InvalidToken);
    },
  );

  it('are unknown where a server gives the largest number instead', () => {
    expect(knownPlace(at(2n ** 64n - 1n))).toBeUndefined();
    expect(knownPlace(undefined)).toBeUndefined();
    expect(knownPlace(at(7n))).toEqual(at(7n));
  });
});
