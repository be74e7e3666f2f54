import { describe, expect, it } from '@jest/globals';
import { latestKnown, versionFor, versionNumbered } from '../../../domain/policy/policy-book.js';

const first = { version: 1, effectiveFrom: '2020-01-01', position: 1 };
const second = { version: 2, effectiveFrom: '2025-06-01', position: 40 };
const third = { version: 3, effectiveFrom: '2025-06-01', position: 70 };

describe('P2: the version in force on the day of signing', () => {
  it('P2: is the one with the latest effectiveFrom on or before that day', () => {
    expect(versionFor([first, second], '2025-05-31')).toBe(first);
    expect(versionFor([first, second], '2025-06-01')).toBe(second);
    expect(versionFor([second, first], '2030-01-01')).toBe(second);
  });

  it('P2: the first published version judges everything signed before it', () => {
    expect(versionFor([first, second], '1999-12-31')).toBe(first);
    expect(versionFor([second, third], '2001-01-01')).toBe(second);
  });

  it('P2: of two that begin on the same day the later published is in force', () => {
    expect(versionFor([third, first, second], '2025-06-01')).toBe(third);
  });

  it('P2: a version published after the known position does not exist', () => {
    expect(versionFor([first, second, third], '2026-01-01', 69)).toBe(second);
    expect(versionFor([first, second, third], '2026-01-01', 39)).toBe(first);
    expect(versionFor([first], '2026-01-01', 0)).toBeNull();
    expect(versionFor([], '2026-01-01')).toBeNull();
  });

  it('P2: a term finds the version that it carries', () => {
    expect(versionNumbered([first, second], 2)).toBe(second);
    expect(versionNumbered([first, second], 3)).toBeNull();
  });
});

describe('P2: calendars and texts', () => {
  it('P2: the last one known counts', () => {
    const [a, b] = [{ position: 2 }, { position: 9 }];
    expect(latestKnown([b, a])).toBe(b);
    expect(latestKnown([a, b], 8)).toBe(a);
    expect(latestKnown([a, b], 1)).toBeNull();
  });
});
