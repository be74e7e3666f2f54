import { contractFacts } from '../../domain/contract/contract.facts.js';
import { customerFacts } from '../../domain/customer/customer.facts.js';
import type { StreamEvent } from '../../domain/kernel/envelope.js';
import type { EventFact } from '../../domain/kernel/event-facts.js';
import { asOneLine } from '../../domain/kernel/spelling.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { mergesFacts } from '../../domain/merges/merges.facts.js';
import { policyFacts } from '../../domain/policy/policy.facts.js';
import { releaseFacts } from '../../domain/release/release.facts.js';

const facts: Readonly<Record<string, EventFact<never>>> = {
  ...contractFacts,
  ...customerFacts,
  ...mergesFacts,
  ...policyFacts,
  ...releaseFacts,
};

const column: Readonly<Record<Language, 0 | 1 | 2>> = { 'zh-CN': 0, 'zh-TW': 1, en: 2 };

/** How a fact of an event is written in its sentence. */
export type WriteFact = (name: string, value: string) => string;

const asRecorded: WriteFact = (_, value) => value;

/** One sentence about an event; facts as they are recorded unless `write` writes them otherwise. */
export const sentence = (event: StreamEvent, language: Language, write: WriteFact = asRecorded): string =>
  (facts[event.type]?.sentence?.[column[language]] ?? event.type).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = factIn(event.data, name);
    return asOneLine(value === undefined ? '—' : write(name, String(value)));
  });

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
