import type { TestApp } from '../support/app.js';

/**
 * The outcome at the bound, and over it: `accepted`, an error code, a code with that of a value (`invalid`/`x`), or a
 * short text.
 */
export interface Tried {
  readonly at: string;
  readonly over: string;
}

/** The bounds of one area as the code has them, and a try for each; `docs/limits.md` has a row for each. */
export interface Area {
  readonly name: string;
  readonly bounds: Readonly<Record<string, number>>;
  /** Each gets an application of its own area; all of an area run at once. */
  readonly tries: Readonly<Record<string, (app: TestApp, bound: number) => Promise<Tried>>>;
}

export const accepted = 'accepted';

interface Answered {
  readonly status: number;
  readonly body: { readonly code?: string; readonly errors?: readonly { readonly code: string }[] };
}

/** The code of an answer as the table writes it; a refusal for another reason than size counts as accepted. */
export const codeOf = ({ status, body }: Answered, sizes: RegExp): string => {
  if (status < 400) return accepted;
  const value = body.errors?.find(({ code }) => sizes.test(code))?.code;
  const code = value === undefined ? String(body.code) : `${String(body.code)}/${value}`;
  return sizes.test(code) ? code : accepted;
};
