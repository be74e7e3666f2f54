import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import type { EventFact } from '../../domain/kernel/event-facts.js';
import { asOneLine } from '../../domain/kernel/spelling.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';

const facts: Readonly<Record<string, EventFact<never>>> = { ...contractFacts, ...customerFacts, ...mergesFacts };

const column: Readonly<Record<Language, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };

/** One sentence about an event. */
export const sentence = (event: StreamEvent, language: Language): string =>
  (facts[event.type]?.sentence?.[column[language]] ?? event.type).replace(/\{(\w+)\}/g, (_, name: string) =>
    asOneLine(String(factIn(event.data, name) ?? '—')),
  );

const factIn = (data: unknown, name: string): unknown => {
  if (typeof data !== 'object' || data === null || 'subject' in data) return undefined;
  const own = (data as Record<string, unknown>)[name];
  if (own !== undefined && own !== null && typeof own !== 'object') return own;
  for (const value of Object.values(data)) {
    const found = factIn(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
};
