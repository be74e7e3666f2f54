import type { Language } from '../../domain/kernel/vocabulary.js';
import { oneOfThree, type Three, writtenIn } from './http/problems/texts.js';
import { operatorTexts, type OperatorTextName } from './operator-texts.js';

/** A text for those who run the product, with what fills it: values, or further texts. It crosses threads as it is. */
export interface OperatorText {
  readonly text: OperatorTextName;
  readonly facts: Readonly<Record<string, string | number | Three | OperatorText>>;
}

export const operatorText = (text: OperatorTextName, facts: OperatorText['facts'] = {}): OperatorText => ({
  text,
  facts,
});

/** The text in a language, with the texts inside of it in the same one. */
export const writtenText = ({ text, facts }: OperatorText, language: Language): string =>
  writtenIn(
    operatorTexts[text],
    language,
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, factIn(fact, language)])),
  );

const factIn = (fact: OperatorText['facts'][string], language: Language): string | number => {
  if (typeof fact !== 'object') return fact;
  return 'facts' in fact ? writtenText(fact, language) : oneOfThree(fact, language);
};

/** For logs and health, which programs read. */
export const inEnglish = (text: OperatorText | string): string =>
  typeof text === 'string' ? text : writtenText(text, 'en');

/**
 * A fault that its reader can act on: the command line prints it as a line in the language of the terminal. `message`
 * is the English text, for logs; a fault that was given as a string has no other.
 */
export class OperatorFault extends Error {
  constructor(
    readonly text: OperatorText | string,
    options?: ErrorOptions,
  ) {
    super(inEnglish(text), options);
  }

  in(language: Language): string {
    return typeof this.text === 'string' ? this.text : writtenText(this.text, language);
  }
}

/** The text of a fault inside of another one: in every language where it has them. */
export const textIn = ({ text }: OperatorFault): OperatorText | string => text;

/** What an error states, inside of another fault: in every language where it has them, or its code has. */
export const causeIn = (error: unknown): OperatorText | string => {
  if (error instanceof OperatorFault) return textIn(error);
  const { code, message = String(error) } = Object(error) as { readonly code?: unknown; readonly message?: string };
  // SQLITE_IOERR_WRITE is one of SQLITE_IOERR. Drivers of servers repeat the code inside of their own message.
  const codes = [/^(?:SQLITE_[A-Z]+|[A-Z][A-Z_]+$)/.exec(String(code)), /\bE[A-Z_]{3,}\b/.exec(message)];
  const name = codes.map((found) => `fault-${found?.[0]}`).find((each) => Object.hasOwn(operatorTexts, each));
  if (name === undefined) return message;
  return operatorText(name as OperatorTextName, { message: message || String(code) });
};

/** A fault of a file or folder that a system call names, and that its reader can mend; undefined for any other. */
export const faultOfFile = (error: unknown): OperatorFault | undefined => {
  const { path: file } = Object(error) as { readonly path?: unknown };
  const cause = causeIn(error);
  return typeof file !== 'string' || typeof cause === 'string'
    ? undefined
    : new OperatorFault(operatorText('backup-unread', { file, cause }));
};

/** What an error states in a language. */
export const writtenCause = (error: unknown, language: Language): string => {
  const cause = causeIn(error);
  return typeof cause === 'string' ? cause : writtenText(cause, language);
};
