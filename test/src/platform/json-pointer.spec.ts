import { describe, expect, it } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { pathOf, pointerOf } from '../../../src/platform/json-pointer.js';

describe('a JSON pointer (RFC 6901)', () => {
  it.each([
    [[], ''],
    [['a', 0, 'b'], '/a/0/b'],
    [['m~n', 'a/b', '', '~1'], '/m~0n/a~1b//~01'],
  ] as const)('of %j is %s', (path, pointer) => {
    expect(pointerOf(path)).toBe(pointer);
    expect(pathOf(pointer)).toEqual(path);
  });

  it('is read as the path that it was written from', () => {
    const part = fc.oneof(
      fc.nat(),
      fc.string({ unit: 'binary' }).filter((name) => !/^\d+$/.test(name)),
    );
    fc.assert(fc.property(fc.array(part), (path) => expect(pathOf(pointerOf(path))).toEqual(path)));
  });
});
