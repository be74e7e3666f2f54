/** A piece of a sentence: plain text, or the name of an object that a reader can open. */
export type SentencePart =
  { readonly text: string } | { readonly kind: 'contract' | 'customer'; readonly id: string; readonly text: string };

const plain = (text: string): SentencePart => ({ text });

/**
 * The parts of a template, `{name}` filled by `fill`. In Chinese no space remains between a literal and a value that
 * begins or ends in Chinese; what a value holds inside stays as it is.
 */
export const partsOf = (
  template: string,
  chinese: boolean,
  fill: (name: string) => SentencePart,
): readonly SentencePart[] => {
  const pieces = template.split(/\{(\w+)\}/);
  const values = pieces.map((piece, index) => (index % 2 === 1 ? fill(piece) : null));
  const parts = pieces.map((piece, index) => {
    if (values[index] != null) return values[index];
    const [before, after] = [values[index - 1]?.text ?? '', values[index + 1]?.text ?? ''];
    return plain(chinese ? closedUpBetween(before, piece, after) : piece);
  });
  return joined(parts);
};

const closedUpBetween = (before: string, literal: string, after: string): string => {
  let text = literal;
  if (/[\p{Script=Han}）]$/u.test(before)) text = text.replace(/^ (?=\p{Script=Han}|$)/u, '');
  if (/^\p{Script=Han}/u.test(after)) text = text.replace(/(^|[\p{Script=Han}）]) $/u, '$1');
  return text;
};

/** Parts without empty ones, adjacent plain ones as one. */
export const joined = (parts: readonly SentencePart[]): readonly SentencePart[] => {
  const result: SentencePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.text === '') continue;
    if (last !== undefined && !('kind' in last) && !('kind' in part))
      result[result.length - 1] = plain(last.text + part.text);
    else result.push(part);
  }
  return result;
};

export const textOf = (parts: readonly SentencePart[]): string => parts.map(({ text }) => text).join('');
