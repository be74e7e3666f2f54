import type { Language } from '../../domain/kernel/vocabulary.js';
import { html, Markup } from '../platform/html/markup.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import { filledWith } from './mail-text.js';

/** All parts of a mail, filled. */
export interface WrittenMail {
  readonly language: Language;
  readonly subject: string;
  readonly opening: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly action: { readonly label: string; readonly link: string } | null;
  readonly closing: readonly string[];
  readonly vendor: { readonly name: string; readonly hotline: string; readonly website: string };
  readonly unsubscribe: string | null;
}

const texts = {
  hotline: ['热线', '服務專線', 'Hotline'],
  website: ['网站', '網站', 'Website'],
  automatic: ['此邮件由系统自动发出。', '此郵件由系統自動寄出。', 'This mail was sent automatically.'],
  unsubscribe: ['不再接收此类邮件', '不再接收此類郵件', 'Receive no more mails of this kind'],
} as const satisfies Readonly<Record<string, Three>>;

const colon: Readonly<Record<Language, string>> = { 'zh-CN': '：', 'zh-TW': '：', en: ': ' };

/** The plain text of a mail: paragraphs, one fact a line, whole addresses. */
export function plainTextOf({ language, opening, facts, action, closing, vendor, unsubscribe }: WrittenMail): string {
  const label = (text: Three): string => oneOfThree(text, language);
  const pair = (name: string, value: string): string => `${name}${colon[language]}${value}`;
  const blocks = [
    ...opening,
    facts.map(([name, value]) => pair(name, value)).join('\n'),
    action === null ? '' : pair(action.label, `\n${action.link}`),
    ...closing,
    [
      '-- ',
      vendor.name,
      pair(label(texts.hotline), vendor.hotline),
      pair(label(texts.website), vendor.website),
      label(texts.automatic),
      ...(unsubscribe === null ? [] : [pair(label(texts.unsubscribe), unsubscribe)]),
    ].join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const font =
  "font-family:-apple-system,'Segoe UI','PingFang SC','PingFang TC','Microsoft YaHei','Microsoft JhengHei','Noto Sans CJK SC',sans-serif";
const cell = 'padding:8px 12px 8px 0;border-bottom:1px solid #e3e6ea;text-align:left;vertical-align:top;font-size:15px';
const paragraph = 'margin:0 0 16px';

/**
 * The same as HTML for mail programs: one column of 600 px made of tables, styles in the elements, nothing fetched.
 * Without styles it reads as headed paragraphs and a table.
 * @param own a whole document of the vendor, filled instead
 */
export function documentOf(
  mail: WrittenMail,
  own: string | undefined,
  values: ReadonlyMap<string, string | null>,
): string {
  if (own !== undefined) return filledWith(own, escaped(values)) ?? '';
  const { language, subject, opening, facts, action, closing, vendor, unsubscribe } = mail;
  const label = (text: Three): string => oneOfThree(text, language);
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${subject}</title>
      </head>
      <body style="margin:0;padding:0;background:#f3f5f7">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f3f5f7">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                width="600"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="width:100%;max-width:600px;background:#ffffff;border:1px solid #e3e6ea;border-radius:6px"
              >
                <tr>
                  <td style="padding:20px 32px 0;${font};font-size:14px;line-height:1.5;color:#5b6673">
                    ${vendor.name}
                  </td>
                </tr>
                <tr>
                  <td style="padding:4px 32px 16px;${font};font-size:20px;line-height:1.4;color:#16202b">
                    <h1 style="margin:0;font-size:20px;line-height:1.4;font-weight:600">${subject}</h1>
                  </td>
                </tr>
                <tr>
                  <td style="padding:0 32px 12px;${font};font-size:15px;line-height:1.7;color:#16202b">
                    ${opening.map(paragraphOf)}${facts.length === 0 ? null : factsOf(facts)}${action === null ? null : buttonOf(action)}${closing.map(paragraphOf)}
                  </td>
                </tr>
                <tr>
                  <td
                    style="padding:16px 32px 20px;border-top:1px solid #e3e6ea;${font};font-size:13px;line-height:1.7;color:#5b6673"
                  >
                    <p style="margin:0">
                      ${vendor.name}${' · '}${label(texts.hotline)} ${vendor.hotline}${' · '}${vendor.website}
                    </p>
                    <p style="margin:0">${label(texts.automatic)}</p>
                    ${unsubscribe === null ? null : html`<p style="margin:8px 0 0"><a href="${unsubscribe}" style="color:#5b6673">${label(texts.unsubscribe)}</a></p>`}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  return page.text;
}

const linesOf = (text: string): Markup =>
  new Markup(
    text
      .split('\n')
      .map((line) => html`${line}`.text)
      .join('<br>'),
  );

const paragraphOf = (text: string): Markup => html`<p style="${paragraph}">${linesOf(text)}</p> `;

const factsOf = (facts: WrittenMail['facts']): Markup =>
  html`<table
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    style="margin:0 0 20px;border-top:1px solid #e3e6ea;border-collapse:collapse"
  >
    ${facts.map(
      ([name, value]) =>
        html`<tr>
          <th
            scope="row"
            align="left"
            valign="top"
            width="120"
            style="${cell};width:120px;font-weight:400;color:#5b6673"
          >
            ${name}
          </th>
          <td style="${cell};color:#16202b;overflow-wrap:anywhere">${linesOf(value)}</td>
        </tr> `,
    )}
  </table> `;

const buttonOf = ({ label, link }: { readonly label: string; readonly link: string }): Markup =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 8px">
      <tr>
        <td style="background:#1f5fae;border-radius:4px">
          <a
            href="${link}"
            style="display:inline-block;padding:10px 24px;${font};font-size:15px;line-height:1.5;color:#ffffff;text-decoration:none"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    <p style="margin:0 0 20px;font-size:13px;color:#5b6673;overflow-wrap:anywhere">${link}</p> `;

const escaped = (values: ReadonlyMap<string, string | null>): ReadonlyMap<string, string | null> =>
  new Map([...values].map(([name, value]) => [name, value === null ? '' : linesOf(value).text]));
