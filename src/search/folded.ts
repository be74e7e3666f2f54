export interface Folding {
  /**
   * One text as it is compared: NFKC, case folded, simplified characters, single spaces inside, none around. Character
   * by character, so that a part of a text is found in it whatever is around the part.
   */
  fold(text: string): string;
  /** The first letters of a folded text's syllables: `bjkj` of 北京科技; '' where it has no Chinese characters. */
  initials(folded: string): string;
}

let loading: Promise<Folding> | undefined;

/** Loads the tables of characters when they are first needed: they take about 30 MB. */
export const loadFolding = (): Promise<Folding> => (loading ??= load());

const load = async (): Promise<Folding> => {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const simplified = Converter({ from: 't', to: 'cn' });
  const known = new Map<string, string>();
  const foldedCharacter = (character: string): string => {
    const cached = known.get(character);
    if (cached !== undefined) return cached;
    const folded = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/u.test(character)
      ? ''
      : /[\s\p{Cc}]/u.test(character)
        ? ' '
        : simplified(character).toUpperCase().toLowerCase();
    // All of Unicode is 150,000 characters: what comes in decides how many of them.
    known.set(character, folded);
    return folded;
  };
  return {
    fold(text) {
      let folded = '';
      for (const character of text.normalize('NFKC')) folded += foldedCharacter(character);
      return folded.replace(/ +/g, ' ').trim();
    },
    initials: (folded) =>
      /\p{Script=Han}/u.test(folded)
        ? pinyin(folded, { pattern: 'first', toneType: 'none', type: 'array' }).join('').replace(/\s+/g, '')
        : '',
  };
};

/** Digits alone, of what is written like a telephone number with at least three of them; else null. */
export const telephoneDigits = (folded: string): string | null => {
  if (!/^[+(]?[\d\s()./+-]+$/.test(folded)) return null;
  const digits = folded.replace(/\D/g, '');
  return digits.length < 3 ? null : digits;
};
