import { languages } from '../../../../domain/kernel/vocabulary.js';
import { fieldTexts } from '../validation/messages.js';
import { catalogue } from './catalogue.js';
import type { ProblemText, Texts } from './texts.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const inAll = (texts: Texts): string => languages.map((language) => texts[language]).join('<br>');

/** docs/errors.md: every code with its status and its texts in three languages, as Markdown. */
export function errorList(): string {
  const problems = Object.entries<ProblemText>(catalogue).sort(
    ([a, one], [b, other]) => one.status - other.status || (a < b ? -1 : 1),
  );
  const fields = Object.entries<Texts>(fieldTexts).sort(([a], [b]) => (a < b ? -1 : 1));
  return `# Errors

Made from the catalogue in \`src/platform/http/problems/\` by \`npm run docs:errors\`; a test keeps it current.

Every error is \`application/problem+json\` (RFC 9457): \`type\` is \`urn:service-ledger:problem:<code>\`, \`code\` never changes its
meaning, \`detail\` is a sentence in the language of \`Accept-Language\` (zh-CN, zh-TW or en; zh-CN where none is asked for), \`rule\`
the number of the rule in docs/rules.md that refuses, \`correlationId\` the request in the log. \`{names}\` are filled in.

## Codes

${table(
  ['code', 'status', 'title', 'detail'],
  problems.map(([code, { status, title, text, ways = [] }]) => [
    `\`${code}\``,
    String(status),
    inAll(title),
    // Of these, a refusal names the fields that its route takes.
    inAll(text).replaceAll('{ways}', ways.map((pointer) => `\`${pointer.slice(1)}\``).join(' / ')),
  ]),
)}

## Faults of single values

\`errors[]\` of \`invalid\` names each bad value: \`pointer\` is a JSON pointer into the body (\`/product/modules/0/code\`) or the name of a
query parameter after a question mark (\`?limit\`).

${table(
  ['code', 'detail'],
  fields.map(([code, texts]) => [`\`${code}\``, inAll(texts)]),
)}
`;
}
