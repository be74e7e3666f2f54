import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { languages } from '../../../../../domain/kernel/vocabulary.js';
import { assemble } from '../../../../../src/app.module.js';
import { codeOfConstraint, fieldTexts } from '../../../../../src/platform/http/validation/messages.js';

const places = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('field messages', () => {
  it('has a sentence for every constraint of every body and query of the product', () => {
    expect(typeof assemble).toBe('function'); // What it imports has registered its constraints.
    const registered = (
      getMetadataStorage() as unknown as {
        readonly validationMetadatas: ReadonlyMap<
          unknown,
          readonly { readonly type: string; readonly name?: string }[]
        >;
      }
    ).validationMetadatas;
    const used = new Set(
      [...registered.values()]
        .flat()
        .flatMap(({ type, name }) =>
          type === 'customValidation' ? [name ?? ''] : type === 'nestedValidation' ? [type] : [],
        ),
    );
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((name) => !(name in codeOfConstraint))).toEqual([]);
  });

  it.each(Object.entries(fieldTexts))('%s has the same values in every language', (_, texts) => {
    for (const language of languages) expect(places(texts[language])).toEqual(places(texts.en));
  });
});
