import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Language, languages } from '../../../domain/kernel/vocabulary.js';
import { type MailKind, mailKindNames, mailKinds } from '../../../src/mails/mail-kinds.js';
import { faultsOf } from '../../../src/mails/mail-text.js';
import { type ComposedMail, composeMail, type MailVendor, productTexts } from '../../../src/mails/mail-texts.js';
import { loadOwnTexts } from '../../../src/mails/own-texts.js';
import { freshFolder } from '../../support/folder.js';
import { faultsOf as faultsOfSentence } from '../../support/sentences.js';

const vendors: Readonly<Record<Language, MailVendor>> = {
  'zh-CN': { name: '致远', timeZone: 'Asia/Shanghai', hotline: '4000900632', website: 'service.seeyon.example' },
  'zh-TW': { name: '華軟', timeZone: 'Asia/Taipei', hotline: '02-0000-0199', website: 'service.huaruan.example' },
  en: { name: 'Example', timeZone: 'Europe/Vienna', hotline: '+43 1 000', website: 'service.example.com' },
};
const samples: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  'zh-CN': { text: '某某', channel: 'hotline', role: 'it' },
  'zh-TW': { text: '甲乙', channel: 'hotline', role: 'it' },
  en: { text: 'Sample', channel: 'hotline', role: 'it' },
};
const common = {
  day: '2026-03-01',
  instant: '2026-03-01T02:00:00.000Z',
  number: 30,
  promise: 'respond',
  link: 'https://service.example.com/x',
};

const composed = (
  kind: MailKind,
  language: Language,
  changes: Readonly<Record<string, unknown>> = {},
): ComposedMail => {
  const values = Object.entries<string>(mailKinds[kind]).map(([name, placeholder]) => {
    const type = placeholder.replace('?', '');
    return [name, ({ ...common, ...samples[language] } as Record<string, unknown>)[type]] as const;
  });
  const all = { ...Object.fromEntries(values), ...changes };
  return composeMail(kind, language, vendors[language], all as never, all as never);
};

const each = mailKindNames.flatMap((kind) => languages.map((language) => [kind, language] as const));

describe('M2: the texts of mails', () => {
  it.each(each)('%s in %s names only what the kind has, in sentences of its language', (kind, language) => {
    expect(faultsOf(kind, productTexts[language][kind])).toEqual([]);
    const { subject, text, html } = composed(kind, language);
    const sentences = [subject, ...text.split('\n')].map((line) => line.replace(/https?:\S+|service\.\S+/g, ''));
    expect(sentences.flatMap((sentence) => faultsOfSentence(sentence, language))).toEqual([]);
    expect(html).not.toMatch(/<(?:script|link|img|iframe|form)|url\(|@import/i);
    expect(html.match(/https?:[^"<\s]*/g) ?? []).toEqual(
      (html.match(/https?:[^"<\s]*/g) ?? []).filter((url) => url === common.link),
    );
    expect(html).toContain(`<html lang="${language}">`);
  });

  it.each(each)('%s in %s leaves out what is absent, whole lines of it', (kind, language) => {
    const absent = Object.entries<string>(mailKinds[kind]).filter(([, placeholder]) => placeholder.endsWith('?'));
    const { subject, text, html } = composed(kind, language, Object.fromEntries(absent.map(([name]) => [name, null])));
    expect(`${subject}${text}${html}`).not.toMatch(/\{\w*\}|null|undefined/);
    expect(text.split('\n').filter((line) => /[：:]\s*$/.test(line) && !line.startsWith('http'))).toEqual(
      text
        .split('\n')
        .filter((line, index, lines) => /[：:]\s*$/.test(line) && (lines[index + 1] ?? '').startsWith('http')),
    );
  });

  it('writes instants in the zone of the vendor, days as days', () => {
    const { text } = composed('request-resolved', 'en', { closesAt: '2026-03-02T23:30:00.000Z' });
    expect(text).toContain('Resolved: Sun 1 Mar 2026, 03:00');
    expect(text).toContain('Tue 3 Mar 2026, 00:30');
    expect(composed('renewal-reminder', 'zh-CN').subject).toBe('合同某某的服务期将于 2026年3月1日（周日）到期');
  });

  it('escapes values in HTML, and breaks no header', () => {
    const title = '<script>alert("1")</script>\r\nBcc: x@y.cn & \'';
    const { subject, html, text } = composed('request-received', 'en', { title });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
    expect(text).toContain('<script>alert("1")</script>');
  });

  it('keeps the lines of a longer text', () => {
    const { html, text } = composed('request-resolved', 'en', { resolution: 'First.\nSecond.' });
    expect([html.includes('First.<br>Second.'), text.includes('First.\nSecond.')]).toEqual([true, true]);
  });
});

describe('M2: texts of a vendor of its own', () => {
  const withFiles = (files: Readonly<Record<string, string>>): string => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'mails'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, 'mails', name), content);
    return folder;
  };
  const own = `survey:
  subject: "{vendorName} asks: {title}"
  opening: ["Dear {recipientName},"]
  facts: [["No.", "{requestNo}"]]
  action: { label: Rate, link: "{survey}" }
  closing: []
  html: "<p>{title}</p><a href='{survey}'>Rate</a>"
`;

  it('replace those of the product for their kind and language alone', () => {
    const texts = loadOwnTexts(withFiles({ 'example.en.yaml': own })).get('example');
    const vendor = { ...vendors.en, own: texts! };
    const values = {
      ...common,
      closedAt: common.instant,
      openThrough: common.day,
      customerName: 'C',
      requestNo: 'R1',
      title: '<b>',
      recipientName: 'Li',
    };
    const links = { survey: common.link, unsubscribe: common.link };
    const { subject, html, text } = composeMail('survey', 'en', vendor, values, links);
    expect(subject).toBe('Example asks: <b>');
    expect(html).toBe(`<p>&lt;b&gt;</p><a href='${common.link}'>Rate</a>`);
    expect(text).toContain(`Rate: \n${common.link}`);
    expect(composeMail('survey', 'zh-CN', vendor, values, links).subject).toContain('请评价');
  });

  it('are none without a folder', () => {
    expect([loadOwnTexts(undefined).size, loadOwnTexts(freshFolder()).size]).toEqual([0, 0]);
  });

  it.each([
    ['example.en.yaml', own.replace('{title}"\n', '{titel}"\n'), 'survey: unknown placeholder {titel}'],
    ['example.en.yaml', own.replace('<p>{title}', '<p>{requestNumber}'), 'unknown placeholder {requestNumber}'],
    ['example.en.yaml', own.replace('asks: {title}', 'asks {recipientName}'), 'the subject names {recipientName}'],
    ['example.en.yaml', own.replace('survey:', 'surveys:'), 'must be equal to one of'],
    ['example.en.yaml', own.replace('opening', 'begins'), "must have required property 'opening'"],
    ['example.en.yaml', 'survey: [', 'example.en.yaml'],
    ['example.de.yaml', own, 'a file is named <vendor>.<language>.yaml'],
  ])('stop the start where %s cannot be used', (name, content, fault) => {
    expect(() => loadOwnTexts(withFiles({ [name]: content }))).toThrow(`LEDGER_POLICIES must be a folder`);
    expect(() => loadOwnTexts(withFiles({ [name]: content }))).toThrow(fault);
  });
});
