import { createHash } from 'node:crypto';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { html, Markup } from './markup.js';

const style = [
  ':root{color-scheme:light}*{box-sizing:border-box}',
  "body{margin:0;background:#f3f5f7;color:#16202b;font:17px/1.65 -apple-system,'Segoe UI','PingFang SC','PingFang TC'," +
    "'Microsoft YaHei','Microsoft JhengHei','Noto Sans CJK SC',sans-serif}",
  'main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}',
  'section{background:#fff;border:1px solid #e3e6ea;border-radius:8px;padding:1.25rem 1.25rem 1.5rem}',
  'header{margin:0 0 .75rem;color:#5b6673;font-size:.9rem}h1{margin:0 0 1rem;font-size:1.35rem;line-height:1.4}',
  'dl{margin:0 0 1.25rem;border-top:1px solid #e3e6ea}',
  'dl div{display:grid;grid-template-columns:6.5rem 1fr;gap:.75rem;padding:.5rem 0;border-bottom:1px solid #e3e6ea}',
  'dt{color:#5b6673}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}',
  'fieldset{margin:0 0 1.25rem;padding:0;border:0}legend{padding:0;margin:0 0 .5rem;font-weight:600}',
  '.scores{display:grid;grid-template-columns:repeat(5,1fr);gap:.5rem}',
  '.scores label{position:relative;display:flex;flex-direction:column;align-items:center;justify-content:center;' +
    'min-height:4.5rem;padding:.4rem .15rem;border:1px solid #b8c0ca;border-radius:6px;text-align:center;cursor:pointer}',
  '.scores input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}',
  '.scores b{font-size:1.35rem;line-height:1.3}.scores span{font-size:.75rem;line-height:1.3;color:#5b6673}',
  '.scores label:has(:checked){border-color:#1f5fae;background:#e8f0fb;box-shadow:inset 0 0 0 1px #1f5fae}',
  '.scores label:has(:focus-visible){outline:3px solid #1f5fae;outline-offset:2px}',
  'textarea{display:block;width:100%;margin:.35rem 0 1.25rem;padding:.6rem .7rem;border:1px solid #b8c0ca;' +
    'border-radius:6px;font:inherit;resize:vertical}',
  'button{display:block;width:100%;padding:.75rem 1.5rem;border:1px solid #1f5fae;border-radius:6px;' +
    'background:#1f5fae;color:#fff;font:inherit;cursor:pointer}',
  'button.second{background:#fff;color:#1f5fae}form+form{margin-top:1.5rem;padding-top:1.5rem;' +
    'border-top:1px solid #e3e6ea}',
  'p{margin:0 0 1rem}p:last-child{margin:0}p.note{margin:1.25rem 0 0;color:#5b6673;font-size:.9rem}',
  '@media(min-width:40rem){main{padding-top:3rem}section{padding:2rem}button{width:auto}}',
].join('');
const styleElement = new Markup(`<style>${style}</style>`);

/** The page may send its own forms, and load and run nothing. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Of whatever a link is answered with. */
export const ofLinks = { 'cache-control': 'no-store', vary: 'accept, accept-language' };
export const pageHeaders = {
  ...ofLinks,
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
};

/** Whether a browser asks. */
export const asksForPage = ({ accept }: { readonly accept?: string | undefined }): boolean =>
  /text\/html/i.test(accept ?? '');

interface LinkPage {
  readonly language: Language;
  /** Null where it is not known whose link it is. */
  readonly company: string | null;
  readonly title: string;
  readonly content: readonly Markup[];
}

/** A page behind a link of a mail: one column that fits a telephone, without a script (M6). */
export const linkPage = ({ language, company, title, content }: LinkPage): string =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <main>
          ${company === null ? null : html`<header>${company}</header>`}
          <section>
            <h1>${title}</h1>
            ${content}
          </section>
        </main>
      </body>
    </html> `.text;

/** Names and values; what has no value is left out. */
export const factList = (facts: readonly (readonly [name: string, value: string | null])[]): Markup =>
  html`<dl>
    ${facts.flatMap(([name, value]) =>
      value === null
        ? []
        : [
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
          ],
    )}
  </dl>`;
