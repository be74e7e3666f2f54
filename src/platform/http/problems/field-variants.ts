import type { Three } from './texts.js';

/** Instead of the text of a code, where that does not name the way out. */
export const variantTexts = {
  'required-or': [
    '此项必填，或给出 `{other}`。',
    '此項必填，或給出 `{other}`。',
    'This is required, or `{other}` instead of it.',
  ],
} as const satisfies Readonly<Record<string, Three>>;
