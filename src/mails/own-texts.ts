import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseDocument } from 'yaml';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { BadSetting } from '../platform/config/settings.js';
import { type KnownSentence, sentenceIn } from '../platform/known-sentences.js';
import { type MailKind, mailKindNames } from './mail-kinds.js';
import { faultsOf, type MailText } from './mail-text.js';
import type { OwnTexts } from './mail-texts.js';

const text = { type: 'string', minLength: 1, maxLength: 2_000 };
const texts = { type: 'array', maxItems: 20, items: text };
const schema = {
  type: 'object',
  propertyNames: { enum: mailKindNames },
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    required: ['subject', 'opening', 'facts', 'closing'],
    properties: {
      subject: { ...text, maxLength: 200 },
      opening: texts,
      facts: { type: 'array', maxItems: 20, items: { type: 'array', minItems: 2, maxItems: 2, items: text } },
      action: {
        type: 'object',
        additionalProperties: false,
        required: ['label', 'link'],
        properties: { label: { ...text, maxLength: 100 }, link: text },
      },
      closing: texts,
      html: { ...text, maxLength: 100_000 },
    },
  },
};
const matches = new Ajv2020({ allErrors: true }).compile<Readonly<Partial<Record<MailKind, MailText>>>>(schema);

const fileName = new RegExp(`^([a-z][a-z0-9-]{0,39})\\.(${languages.join('|')})\\.yaml$`);
const fileBytes = 512 * 1024;

/** What is wrong with a file, in Chinese; what the parser and the schema state stays as it is. */
export const faultSentences: readonly KnownSentence[] = [
  [
    /^(.+): a file is named <vendor>\.<language>\.yaml, with one of (.+)$/,
    '$1：文件名应为 <vendor>.<language>.yaml，语言是 $2 之一',
    '$1：檔名應為 <vendor>.<language>.yaml，語言是 $2 之一',
  ],
  [
    /^(.+): the file has (\d+) bytes; allowed: at most (\d+)$/,
    '$1：文件有 $2 字节；至多 $3 字节',
    '$1：檔案有 $2 位元組；至多 $3 位元組',
  ],
  [
    /^(.+): unknown placeholder (\{\w*\}); (\S+) has (.+)$/,
    '$1：没有占位符 $2；$3 可用 $4',
    '$1：沒有佔位符 $2；$3 可用 $4',
  ],
  [
    /^(.+): the subject names (\{\w*\}), which can be absent$/,
    '$1：主题用了 $2，而它可能没有值',
    '$1：主旨用了 $2，而它可能沒有值',
  ],
];

/**
 * M2: the texts by which vendors replace the product's, by vendor: files `mails/<vendor>.<language>.yaml` in the folder
 * of policy files. Without that folder there are none.
 * @throws BadSetting naming file, kind and fault, of all files
 */
export function loadOwnTexts(policies: string | undefined): ReadonlyMap<string, OwnTexts> {
  const folder = policies === undefined ? undefined : join(policies, 'mails');
  const own = new Map<string, OwnTexts>();
  const faults: string[] = [];
  for (const name of folder === undefined ? [] : namesIn(folder)) {
    const [, vendor, language] = fileName.exec(name) ?? [];
    if (vendor === undefined) {
      faults.push(`${name}: a file is named <vendor>.<language>.yaml, with one of ${languages.join(', ')}`);
      continue;
    }
    const read = readTexts(join(folder!, name));
    if (Array.isArray(read)) faults.push(...read.map((fault) => `${name}: ${fault}`));
    else own.set(vendor, { ...own.get(vendor), [language as Language]: read });
  }
  if (faults.length === 0) return own;
  const listIn = (language: Language): string =>
    faults.map((fault) => sentenceIn(fault, faultSentences, language)).join('\n');
  throw new BadSetting('LEDGER_POLICIES', [
    `邮件文本可用的文件夹：\n${listIn('zh-CN')}`,
    `郵件文字可用的資料夾：\n${listIn('zh-TW')}`,
    `a folder whose texts of mails can be used:\n${listIn('en')}`,
  ]);
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const readTexts = (file: string): Readonly<Partial<Record<MailKind, MailText>>> | readonly string[] => {
  const bytes = readFileSync(file);
  if (bytes.length > fileBytes) return [`the file has ${bytes.length} bytes; allowed: at most ${fileBytes}`];
  const document = parseDocument(bytes.toString('utf8'), { prettyErrors: true, version: '1.2' });
  const syntax = [...document.errors, ...document.warnings].map(({ message }) => message);
  if (syntax.length > 0) return syntax;
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  if (!matches(value)) return (matches.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
  return valuesFaulty(value) ?? value;
};

const valuesFaulty = (read: Readonly<Partial<Record<MailKind, MailText>>>): readonly string[] | null => {
  const faults = Object.entries(read).flatMap(([kind, text]) =>
    faultsOf(kind as MailKind, text).map((fault) => `${kind}: ${fault}`),
  );
  return faults.length === 0 ? null : faults;
};
