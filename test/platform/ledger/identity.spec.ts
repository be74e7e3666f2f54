import { expect, test } from '@jest/globals';
import fc from '../../support/fast-check.js';
import { v5 } from 'uuid';
import { derivedId, eventId } from '../../../src/platform/ledger/identity.js';

const namespace = '6f0c3d0a-2b8e-5d3c-9a46-1f5e3c7b9d21';

test('event ids are the UUIDv5 that every earlier version made (C11)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.nat(), (stream, hash, index) => {
      expect(eventId(stream, hash, index)).toBe(v5([stream, hash, index].join('\0'), namespace));
    }),
  );
});

test('derived ids are the 128 bits of that UUID, in 26 digits of five bits (C11)', () => {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const plain = (prefix: string, ...parts: string[]) => {
    let number = BigInt(`0x${v5([prefix, ...parts].join('\0'), namespace).replaceAll('-', '')}`);
    return `${prefix}_${Array.from({ length: 26 }, () => [digits[Number(number & 31n)]!, (number >>= 5n)][0] as string)
      .reverse()
      .join('')}`;
  };
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (vendor, key) => {
      expect(derivedId('con', vendor, key)).toBe(plain('con', vendor, key));
    }),
  );
});
