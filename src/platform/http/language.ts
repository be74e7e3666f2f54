import Negotiator from 'negotiator';
import type { Language } from '../../../domain/kernel/vocabulary.js';

const traditional = /^zh-(?:hant|tw|hk|mo)\b/i;

const languageOf = (tag: string): Language | undefined => {
  if (traditional.test(tag)) return 'zh-TW';
  if (/^zh\b/i.test(tag) || tag === '*') return 'zh-CN';
  return /^en\b/i.test(tag) ? 'en' : undefined;
};

const known = new Map<string, Language>();

/** The best of our languages for an Accept-Language header; zh-CN where it names none of them. */
export function negotiated(header: string | undefined): Language {
  if (header === undefined) return 'zh-CN';
  const cached = known.get(header);
  if (cached !== undefined) return cached;
  const preferred = new Negotiator({ headers: { 'accept-language': header.slice(0, 500) } }).languages();
  const language = preferred.map(languageOf).find((each) => each !== undefined) ?? 'zh-CN';
  // A few browsers and systems send nearly all headers: a larger cache gains nothing.
  if (known.size < 200) known.set(header, language);
  return language;
}
