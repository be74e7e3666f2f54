import { mailKinds, type MailKind } from './mail-kinds.js';

/**
 * The text of one kind in one language. `{name}` is a placeholder. A paragraph, fact or action that names a value there
 * is none of is left out.
 */
export interface MailText {
  readonly subject: string;
  /** Paragraphs before the facts. */
  readonly opening: readonly string[];
  /** Name and value of each fact, in the order shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** A page that the recipient is asked to open. */
  readonly action?: { readonly label: string; readonly link: string };
  /** Paragraphs after the facts. */
  readonly closing: readonly string[];
  /** A whole document that replaces the one made of the parts above; values are escaped. */
  readonly html?: string;
}
export type MailTexts = Readonly<Record<MailKind, MailText>>;

const placeholder = /\{(\w*)\}/g;

/** The text with its placeholders filled; null where one of them has no value. */
export const filledWith = (text: string, values: ReadonlyMap<string, string | null>): string | null => {
  let isComplete = true;
  const filled = text.replace(placeholder, (_, name: string) => {
    const value = values.get(name) ?? null;
    isComplete &&= value !== null;
    return value ?? '';
  });
  return isComplete ? filled : null;
};

/** M2: what stops the start: placeholders that the kind does not have, or that leave a mail without a subject. */
export function faultsOf(kind: MailKind, text: MailText): readonly string[] {
  const known: Readonly<Record<string, string>> = mailKinds[kind];
  const whole = [text.subject, ...(text.html === undefined ? [] : [text.html])];
  const parts = [
    ...text.opening,
    ...text.facts.flat(),
    ...text.closing,
    ...(text.action === undefined ? [] : [text.action.label, text.action.link]),
  ];
  const named = (texts: readonly string[]): readonly string[] => [
    ...new Set(texts.flatMap((each) => [...each.matchAll(placeholder)].map(([, name]) => name!))),
  ];
  return [
    ...named([...whole, ...parts])
      .filter((name) => !Object.hasOwn(known, name))
      .map((name) => `unknown placeholder {${name}}; ${kind} has ${Object.keys(known).join(', ')}`),
    ...named([text.subject])
      .filter((name) => known[name]?.endsWith('?'))
      .map((name) => `the subject names {${name}}, which can be absent`),
  ];
}
