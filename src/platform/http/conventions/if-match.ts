import type { Revisions } from '../../ledger/outcome.js';

/** Characters of the header; a revision takes at most twelve. */
export const longestIfMatch = 1_000;

// RFC 9110, 8.8.3: any visible character but a quote.
const tag = /^(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"$/;
const revision = /^(?:0|[1-9]\d{0,8})$/;

/**
 * The revisions that `If-Match` names (RFC 9110, 13.1.1): `*` is any, a list any of its members. Tags compare strongly:
 * a weak one, or one that is no revision, names none. Undefined where the text is no such header.
 */
export function readIfMatch(text: string): Revisions | undefined {
  if (text.length > longestIfMatch) return undefined;
  if (text.trim() === '*') return 'any';
  const parts = text.split(',').map((part) => part.trim());
  // A list may hold empty members (RFC 9110, 5.6.1), though not these alone.
  const tags = parts.filter((part) => part !== '').map((part) => tag.exec(part));
  if (tags.length === 0 || tags.includes(null)) return undefined;
  const revisions = tags.flatMap((match) => {
    const [, weak, value] = match!;
    return weak === undefined && revision.test(value!) ? [Number(value)] : [];
  });
  return revisions.length === 1 ? revisions[0] : revisions;
}
