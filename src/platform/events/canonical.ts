import canonicalize from 'canonicalize';

// The package's types describe a default export inside the module; what Node imports is the function itself.
const serialize = canonicalize as unknown as (value: unknown) => string | undefined;

/**
 * Canonical JSON (RFC 8785): the bytes events are stored as and proofs are computed over. Members that are undefined
 * are
 * left out.
 * @throws TypeError for what has no canonical form: undefined, NaN, infinities, text with half a surrogate pair
 */
export function canonicalJson(value: unknown): string {
  let text: string | undefined;
  try {
    text = serialize(value);
  } catch (error) {
    throw new TypeError(`no canonical JSON: ${(error as Error).message}`);
  }
  if (text === undefined) throw new TypeError('no canonical JSON: undefined');
  // Half a surrogate pair becomes an escape, which another engine's text type would replace, and proofs would no
  // longer match.
  if (text.includes('\\ud') && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text))
    throw new TypeError('no canonical JSON: half a surrogate pair');
  return text;
}
