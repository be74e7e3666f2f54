import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Money } from '../../domain/kernel/money.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { writtenDay, writtenInstant, writtenMoney } from '../../domain/kernel/written.js';
import type { Three } from '../platform/http/problems/texts.js';
import { type Filling, textIn } from './names.js';

/** A Chinese text without the spaces that its template has around a value that begins or ends in Chinese. */
export const closedUp = (text: string): string =>
  text.replace(/(?<=[\p{Script=Han}）]) (?=\p{Script=Han})/gu, '').replace(/ (?=[：，。；])/g, '');

/** A clause that begins a sentence. */
export const asSentence = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

/** Writes values into sentences of one language, times in the vendor's zone. */
export interface Writing {
  readonly language: Language;
  text(texts: Three, filling?: Filling): string;
  day(day: Day): string;
  /** Epoch ms or an instant as the ledger writes it. */
  instant(at: number | Instant): string;
  money(money: Money): string;
}

export const writingIn = (language: Language, zone: string): Writing => ({
  language,
  text: (texts, filling) =>
    language === 'en' ? textIn(texts, language, filling) : closedUp(textIn(texts, language, filling)),
  day: (day) => writtenDay(day, language),
  instant: (at) => writtenInstant(at, zone, language),
  money: (money) => writtenMoney(money, language),
});
