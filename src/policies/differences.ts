import { pointerSegment } from '../platform/json-pointer.js';

/** One value that differs between two versions; `before` or `after` is absent where it is new or gone. */
export interface Difference {
  readonly pointer: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two JSON values, by JSON pointer (RFC 6901), in the order of the fields. */
export const differencesOf = (before: unknown, after: unknown, pointer = ''): readonly Difference[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ pointer, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differencesOf(before[name], after[name], `${pointer}/${pointerSegment(name)}`));
};

const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
