import type { ContactRole } from '../../domain/customer/customer.events.js';
import type { Day, Instant } from '../../domain/kernel/civil.js';
import type { Channel, Language } from '../../domain/kernel/vocabulary.js';
import { writtenDay, writtenInstant } from '../../domain/kernel/written.js';
import type { PromiseKind } from '../../domain/request/request.events.js';
import { channelNames, contactRoleNames, promiseKindNames } from '../explanations/explanations.port.js';
import { oneOfThree } from '../platform/http/problems/texts.js';
import { oneLine } from '../platform/mail/message.js';
import { documentOf, plainTextOf, type WrittenMail } from './layout.js';
import { type MailFacts, mailKinds, type MailKind, type MailLinks, type Placeholder } from './mail-kinds.js';
import { filledWith, type MailText, type MailTexts } from './mail-text.js';
import { english } from './texts/english.js';
import { simplified } from './texts/simplified.js';
import { traditional } from './texts/traditional.js';

/** Texts that replace the product's, by language and kind (M2). */
export type OwnTexts = Readonly<Partial<Record<Language, Readonly<Partial<Record<MailKind, MailText>>>>>>;

/** Whoever a mail is from, as its policy names it. */
export interface MailVendor {
  readonly name: string;
  readonly timeZone: string;
  readonly hotline: string;
  readonly website: string;
  readonly own?: OwnTexts;
}

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const productTexts: Readonly<Record<Language, MailTexts>> = {
  'zh-CN': simplified,
  'zh-TW': traditional,
  en: english,
};

/**
 * M2: a mail in the recipient's language, as plain text and HTML. Instants are written in the vendor's zone; values are
 * escaped in HTML.
 */
export function composeMail<K extends MailKind>(
  kind: K,
  language: Language,
  vendor: MailVendor,
  facts: MailFacts<K>,
  links: MailLinks<K>,
): ComposedMail {
  const text = vendor.own?.[language]?.[kind] ?? productTexts[language][kind];
  const given = new Map<string, unknown>([
    ...Object.entries(facts),
    ...Object.entries(links),
    ['vendorName', vendor.name],
    ['hotline', vendor.hotline],
    ['website', vendor.website],
  ]);
  const values = new Map(
    Object.entries<Placeholder>(mailKinds[kind]).map(([name, placeholder]) => [
      name,
      written(given.get(name) ?? null, placeholder, language, vendor.timeZone),
    ]),
  );
  const fill = (template: string): string | null => {
    const filled = filledWith(template, values);
    return filled === null || language === 'en' ? filled : closedUp(filled);
  };
  const present = (templates: readonly string[]): readonly string[] =>
    templates.map(fill).filter((each) => each !== null);
  const mail: WrittenMail = {
    language,
    subject: oneLine(fill(text.subject) ?? ''),
    opening: present(text.opening),
    facts: text.facts.flatMap(([name, value]) => {
      const filled = fill(value);
      return filled === null ? [] : [[name, filled] as const];
    }),
    action: actionOf(text, fill),
    closing: present(text.closing),
    vendor,
    unsubscribe: values.get('unsubscribe') ?? null,
  };
  return { subject: mail.subject, text: plainTextOf(mail), html: documentOf(mail, text.html, values) };
}

const actionOf = ({ action }: MailText, fill: (template: string) => string | null): WrittenMail['action'] => {
  if (action === undefined) return null;
  const [label, link] = [fill(action.label), fill(action.link)];
  return label === null || link === null ? null : { label, link };
};

/** A Chinese text without the spaces that its template has around a value that begins or ends in Chinese. */
const closedUp = (text: string): string =>
  text.replace(/(?<=[\p{Script=Han}）]) (?=\p{Script=Han})/gu, '').replace(/ (?=[：，。；）])/g, '');

/** Lines are kept, other control characters are not. */
const printable = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();

const written = (value: unknown, placeholder: Placeholder, language: Language, zone: string): string | null => {
  if (value === null || value === '') return null;
  switch (placeholder.replace('?', '')) {
    case 'day':
      return writtenDay(value as Day, language);
    case 'instant':
      return writtenInstant(value as Instant, zone, language);
    case 'promise':
      return oneOfThree(promiseKindNames[value as PromiseKind], language);
    case 'channel':
      return oneOfThree(channelNames[value as Channel], language);
    case 'role':
      return oneOfThree(contactRoleNames[value as ContactRole], language);
    default:
      return printable(String(value));
  }
};
