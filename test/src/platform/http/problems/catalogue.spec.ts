import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contractRefusals } from '../../../../../domain/contract/contract.commands.js';
import { customerRefusals } from '../../../../../domain/customer/customer.js';
import { languages } from '../../../../../domain/kernel/vocabulary.js';
import { releaseRefusals } from '../../../../../domain/release/release.js';
import { reservationRefusals } from '../../../../../domain/reservation/reservation.js';
import '../../../../../src/problems.js';
import { catalogue, registerProblems, isProblemCode } from '../../../../../src/platform/http/problems/catalogue.js';
import { errorList } from '../../../../../src/platform/http/problems/error-list.js';
import { filled, type ProblemText, type Texts } from '../../../../../src/platform/http/problems/texts.js';
import { codeOfConstraint, fieldTexts } from '../../../../../src/platform/http/validation/messages.js';

const entries = Object.entries<ProblemText>(catalogue);
/** Facts that are written in the language of their text are named by it: `firstInEnglish`. */
const placeholders = (text: string): readonly string[] =>
  [
    ...new Set([...text.matchAll(/\{(\w+?)(?:In(?:Simplified|Traditional|English))?\}/g)].map((found) => found[1]!)),
  ].sort();

interface Site {
  readonly file: string;
  readonly code: string;
  readonly facts: readonly string[];
}

/** Every place of the sources that refuses, with the names of the facts it gives. */
const sites: readonly Site[] = ['domain', 'src'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = join(folder, name);
      const source = readFileSync(file, 'utf8');
      return [...source.matchAll(/(?:new Refusal(?:<\w+>)?|refuse)\('([\w-]+)', '\w+'(?:, \{([^}]*)\})?\)/g)].map(
        ([, code, facts]) => ({
          file,
          code: code!,
          facts: (facts ?? '')
            .split(',')
            .map((fact) => fact.split(':')[0]!.trim())
            .filter(Boolean),
        }),
      );
    }),
);

describe('the catalogue of errors', () => {
  it('has every code that a decider refuses with', () => {
    const refusing = [contractRefusals, customerRefusals, releaseRefusals, reservationRefusals].flatMap((codes) =>
      Object.keys(codes),
    );
    expect(refusing.filter((code) => !Object.hasOwn(catalogue, code))).toEqual([]);
  });

  it('has every code that the sources contain, with texts that need no fact the refusal does not give', () => {
    expect(sites.length).toBeGreaterThan(40);
    const lacking = sites.flatMap(({ file, code, facts }) => {
      const entry = (catalogue as Readonly<Record<string, ProblemText>>)[code];
      if (entry === undefined) return [`${file}: ${code} is not in the catalogue`];
      return (
        placeholders(entry.text.en)
          // `ways` are the fields of the refused body.
          .filter((name) => !facts.includes(name) && !(name === 'ways' && (entry.ways ?? []).length > 0))
          .map((name) => `${file}: ${code} gives no ${name}`)
      );
    });
    expect(lacking).toEqual([]);
  });

  it.each(entries)('%s has the same placeholders in three languages', (_code, { title, text }) => {
    const recorded: readonly Texts[] = [title, text];
    for (const each of recorded) {
      expect(new Set(languages.map((language) => placeholders(each[language]).join()))).toHaveProperty('size', 1);
      expect(languages.map((language) => each[language].trim().length > 0)).toEqual([true, true, true]);
    }
    expect(new Set(languages.map((language) => text[language])).size).toBeGreaterThan(1);
  });

  it.each(entries)('%s has a code that can be published and a status of an error', (code, { status }) => {
    expect(code).toMatch(/^[a-z][a-z-]*[a-z]$/);
    expect(status).toBeGreaterThanOrEqual(400);
  });

  it.each(Object.entries<Texts>(fieldTexts))(
    'the fault %s has the same placeholders in three languages',
    (_code, texts) => {
      expect(new Set(languages.map((language) => placeholders(texts[language]).join())).size).toBe(1);
    },
  );

  it('has one text for a code, whichever feature hands it in', () => {
    const other: ProblemText = { ...catalogue['contract-unknown'], status: 410 };
    expect(() => registerProblems({ 'contract-unknown': other })).toThrow(
      'two texts have the problem code contract-unknown',
    );
    expect(catalogue['contract-unknown'].status).toBe(404);
  });

  it('has a text for every code that the platform or a feature names', () => {
    const named = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) =>
        [...readFileSync(join('src', name), 'utf8').matchAll(/new (?:Problem|Refusal)\(\s*'([\w-]+)'/g)].map(
          ([, code]) => code!,
        ),
      );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((code) => !isProblemCode(code))).toEqual([]);
  });

  it('answers 404 for whatever names nothing', () => {
    const unknown = entries.filter(([code]) => code.endsWith('-unknown') || code === 'not-found');
    expect(unknown.map(([code, { status }]) => [code, status])).toEqual(unknown.map(([code]) => [code, 404]));
  });

  it('has a sentence for every constraint that a DTO of the sources can break', () => {
    const texts = new Set(Object.keys(fieldTexts));
    expect(Object.values(codeOfConstraint).filter((code) => !texts.has(code))).toEqual([]);
  });
});

describe('a text', () => {
  it('cuts what is too long to repeat and leaves an ellipsis for what is not known', () => {
    expect(filled("'{a}' and {b}", { a: 'x'.repeat(500) })).toBe(`'${'x'.repeat(200)}…' and …`);
  });

  it('takes facts as they are, even where they look like places', () => {
    expect(filled('{a}', { a: '{b}', b: 'no' })).toBe('{b}');
    expect(filled('{constructor}', {})).toBe('…');
  });
});

describe('docs/errors.md', () => {
  it('is made of the catalogue (npm run docs:errors)', () => {
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorList());
  });
});
