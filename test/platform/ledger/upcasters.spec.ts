import { describe, expect, it } from '@jest/globals';
import { schemaOf, upcast, type Upcaster } from '../../../migrations/upcasters/upcasters.js';

const known: readonly Upcaster[] = [
  { type: 'GuestAdded', from: 2, up: (data) => ({ ...(data as object), seat: 0 }) },
  { type: 'GuestAdded', from: 1, up: (data) => ({ guest: (data as { name: string }).name }) },
];

describe('C9: what was recorded stays, and is read as the present version has it', () => {
  it(
    'C9: every step between the stored and the present schema is taken, in order, and the stored event is left ' +
      'alone',
    () => {
      const stored = { type: 'GuestAdded', schema: 1, data: { name: 'a' } };
      expect(upcast(stored, known)).toEqual({ type: 'GuestAdded', schema: 3, data: { guest: 'a', seat: 0 } });
      expect(stored).toEqual({ type: 'GuestAdded', schema: 1, data: { name: 'a' } });
      expect(upcast({ ...stored, schema: 2, data: { guest: 'b' } }, known).data).toEqual({ guest: 'b', seat: 0 });
    },
  );

  it('C9: an event of the present schema is the same object', () => {
    const present = { type: 'GuestAdded', schema: 3, data: {} };
    expect(upcast(present, known)).toBe(present);
    expect([schemaOf('GuestAdded', known), schemaOf('ListClosed', known), schemaOf('ContractPurchased')]).toEqual([
      3, 1, 1,
    ]);
  });

  it('C9: a schema from the future, or a step that is missing, is an error with the way out', () => {
    expect(() => upcast({ type: 'GuestAdded', schema: 4, data: {} }, known)).toThrow(/schema 4; this version knows 3/);
    expect(() => upcast({ type: 'GuestAdded', schema: 1, data: {} }, known.slice(0, 1))).toThrow(
      /no way from schema 1/,
    );
  });
});
