import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import '../../src/problems.js';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { fileFaultText, type FileReason } from '../../src/imports/reading/file-fault.js';
import { faultTexts } from '../../src/imports/records/fault-texts.js';
import { recordOutcomeTexts } from '../../src/imports/reports/outcome-texts.js';
import { catalogue } from '../../src/platform/http/problems/catalogue.js';
import type { FactTexts, ProblemText, Texts, Three } from '../../src/platform/http/problems/texts.js';
import { fieldTexts } from '../../src/platform/http/validation/messages.js';
import { demoTexts } from '../../src/cli/demo/texts.js';
import { faultsOfEvents, findings } from '../../src/platform/finding-texts.js';
import { helpTexts } from '../../src/cli/help-texts.js';
import { messageTexts } from '../../src/cli/texts.js';
import { faultSentences } from '../../src/mails/own-texts.js';
import { settingTexts } from '../../src/platform/config/setting-texts.js';
import { operatorTexts } from '../../src/platform/operator-texts.js';
import { loadPolicy, PolicyFilesRefused, shippedPacks } from '../../src/policies/load-policy.js';
import { allowedSentences, problemSentences, publicationSentences } from '../../src/policies/problem-texts.js';

/** Words that the glossary has another one for, by language: one word for one meaning. */
const otherTerms: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /续约|末日|首日|他人|账本|补救方式|吊销了许可|客户等级|合约|空窗|空档|软体|模组|档案|登入|来件|义务|兑现|备忘录|抹除|渠道|请稍后再试。$|！/,
  'zh-TW':
    /續費|末日|首日|他人|轉讓|補救辦法|軟件|數據|默認|設置|登錄|導入|用戶|搜索|保存|網絡|質量|信息|模塊|文檔|遠程|在線|合同|缺口|空檔|試執行|日曆|資訊|程序|來件|義務|兌現|優先級|服務請求|抹除|！/,
  en: /\b(entitlement denied|renew-al)\b|!$/,
};
/** Parts of a sentence that are no words of it: names of fields and headers, values, addresses. */
const quoted = /`[^`]*`|“[^”]*”|「[^」]*」|'[^']*'|"[^"]*"|\{\w+\}|(?:GET|POST) \S+|\/[\w/.{}-]+|https?:\S+/g;
const code = /(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])/;
const camel = /(?<![\w-])[a-z]+[A-Z]\w*/;
const utc = /\d{2}:\d{2}:\d{2}|T\d{2}:\d{2}/;
/** A fact that is an id or a code, outside of quotes and addresses, is one in the sentence. */
const idFact = /\{\w*Id\}|\{(?:kind|outcome)\}/;
/** English compounds that are no codes. */
const compounds =
  /\b(?:percent-encoding|form-data|well-formed|self-service|co-termination|rebuild-all|re-import|server-side|full-width|up-to-date)\b/g;

const faultsOf = (text: string, language: Language): readonly string[] => {
  const bare = text.replace(/`[^`]*`|“[^”]*”|「[^」]*」|'[^']*'|(?:GET|POST) \S+|…\S+/g, ' ');
  const sentence = text.replace(quoted, ' ').replace(compounds, ' ');
  const found = [
    ...(language === 'en' ? [] : code.test(sentence) ? ['code'] : []),
    ...(camel.test(sentence) ? ['field name without backticks'] : []),
    ...(utc.test(sentence) ? ['instant'] : []),
    ...(idFact.test(bare) ? ['id'] : []),
    ...(otherTerms[language].test(text) ? [`word: ${otherTerms[language].exec(text)![0]}`] : []),
  ];
  return found.map((what) => `${language} ${what}: ${text}`);
};
const inAll = (texts: Texts): readonly string[] => languages.flatMap((language) => faultsOf(texts[language], language));

describe('texts are in words, one word for one meaning', () => {
  it('of every problem', () => {
    const faults = Object.values<ProblemText>(catalogue).flatMap(({ title, text }) => [
      ...inAll(title),
      ...inAll(text),
    ]);
    expect(faults).toEqual([]);
  });

  it('of every fault of a field', () => expect(Object.values<Texts>(fieldTexts).flatMap(inAll)).toEqual([]));

  it('of facts that are codes', () => {
    const found = Object.values<ProblemText>(catalogue).flatMap(({ factTexts = {} }) =>
      Object.values<FactTexts[string]>(factTexts).flatMap((each) => Object.values(each)),
    );
    const faults = found.flatMap((three) => three.flatMap((text, at) => faultsOf(text, languages[at]!)));
    expect([found.length > 20, faults]).toEqual([true, []]);
  });

  it('of imports', () => {
    const files: readonly FileReason[] = [
      'not-text',
      'headings',
      'other-kind',
      'unexpected',
      'upload-lost',
      'over-bound',
    ];
    expect(Object.values(faultTexts).flatMap(inAll)).toEqual([]);
    for (const language of languages) {
      const texts = [
        ...files.map((reason) => fileFaultText({ reason, facts: {} }, language)),
        ...Object.values(recordOutcomeTexts[language]),
      ];
      expect(texts.flatMap((text) => faultsOf(text, language))).toEqual([]);
    }
  });

  it('of the command line, of those who run it, and of its help', () => {
    const operators = [demoTexts, helpTexts, messageTexts, operatorTexts].flatMap(threesIn);
    expect([operators.length > 250, operators.flatMap((three) => inEach(three, options))]).toEqual([true, []]);
    const settings = Object.values(settingTexts).flatMap(({ meaning, form }) => [meaning, form]);
    expect(settings.flatMap(([cn, tw]) => [...faultsOf(bare(cn), 'zh-CN'), ...faultsOf(bare(tw), 'zh-TW')])).toEqual(
      [],
    );
  });

  it('of findings and of faulty files, each with all that its pattern captures', () => {
    const tables = [faultsOfEvents, findings, problemSentences, allowedSentences, publicationSentences, faultSentences];
    const captured = (text: string): readonly string[] => [...new Set(text.match(/\$(?:\d|<\w+>)/g) ?? [])].sort();
    for (const [, cn, tw] of tables.flat()) {
      expect([...faultsOf(bare(cn), 'zh-CN'), ...faultsOf(bare(tw), 'zh-TW')]).toEqual([]);
      expect(captured(tw)).toEqual(captured(cn));
    }
  });

  it.each<[from: string, to: string]>([
    ['vendor: seeyon\n', ''],
    ['vendor: seeyon', 'vendor: Seeyon Ltd'],
    ['version: 1\n', 'version: 0\n'],
    ['version: 1\n', 'version: "1"\n'],
    ['version: 1\n', 'version: 1\nversion: 2\n'],
    ['2000-01-01', '2001-02-29'],
    ['2000-01-01', '1.1.2000'],
    ['language: zh-CN', 'language: zh'],
    ['Asia/Shanghai', 'Asia/Peking'],
    ['aliases: []', 'aliases: [ekp]'],
    ['"4000900632"', '4000900632'],
    ['freePeriod: P1Y', 'freePeriod: 1 year'],
    ['  care:\n', '  caring:\n'],
    ['from: "13:00"', 'from: "11:30"'],
    ['from: "13:00"', 'from: "19:00"'],
    ['from: "13:00"', 'from: 1pm'],
    ['holidays: cn', 'holidays: none'],
    ['closedDays: []', 'closedDays: [2026-03-02, 2026-03-02]'],
    ['openDays: []', 'openDays: &none []'],
    ['{ hours: 48 }', '{ hours: 48, workingDays: 2 }'],
    ['[90, 60, 30, 7, 1]', '[90, 60, 60, 7, 1]'],
    ['"4.11"', '"4.111"'],
    ['preface: []', 'preface:'],
  ])('of a policy with %j as %j', (from, to) => {
    const pack = readFileSync(join(shippedPacks, 'seeyon.yaml'), 'utf8');
    const load = () => loadPolicy('a.yaml', Buffer.from(pack.replace(from, to)));
    for (const language of ['zh-CN', 'zh-TW'] as const)
      expect(linesOf(load, language).filter((line) => !/\p{Script=Han}/u.test(line) || english.test(line))).toEqual([]);
  });

  it('of explanations, histories, dossiers, columns, and whatever else the sources hold', () => {
    const found = sources().flatMap(textsIn);
    expect(found.length).toBeGreaterThan(700);
    expect(found.flatMap((three) => inEach(three, withOptions))).toEqual([]);
  });

  it('of faults, each of which is made of texts in every language', () => {
    const files = sources().map((file) =>
      ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true),
    );
    const classes = new Set(['OperatorFault']);
    const isFault = (node: ts.Node): node is ts.ClassDeclaration =>
      ts.isClassDeclaration(node) &&
      node.heritageClauses?.some(({ types }) => types.some(({ expression }) => classes.has(expression.getText()))) ===
        true;
    for (let known = 0; known < classes.size;) {
      known = classes.size;
      for (const node of files.flatMap(nodesIn)) if (isFault(node)) classes.add(node.name!.text);
    }
    const bare = files.flatMap(nodesIn).filter((node) => {
      if (!ts.isNewExpression(node) || !classes.has(node.expression.getText())) return false;
      const [first] = node.arguments ?? [];
      return first !== undefined && (ts.isTemplateExpression(first) || literal(first)?.includes(' ') === true);
    });
    expect(classes.size).toBeGreaterThan(15);
    expect(bare.map((node) => `${node.getSourceFile().fileName}: ${node.getText()}`)).toEqual([]);
  });

  it('finds a code, a field, an instant, an id and a word of the other language', () => {
    expect(faultsOf('客户 is major-upgrade', 'zh-CN')).toHaveLength(1);
    expect(faultsOf('请给出 customerCode', 'zh-CN')).toHaveLength(1);
    expect(faultsOf('于 09:00:00 记录', 'zh-CN')).toHaveLength(1);
    expect(faultsOf('没有 {contractId}', 'zh-CN')).toHaveLength(1);
    expect(faultsOf('數據已導入', 'zh-TW')).toHaveLength(1);
    expect(faultsOf('续约合约', 'zh-CN')).toHaveLength(1);
  });
});

/** Words of the sentences in English. */
const english = /\b(?:allowed|is|are|the|write|known here|at (?:least|most))\b/;

const linesOf = (load: () => unknown, language: Language): readonly string[] => {
  try {
    load();
  } catch (error) {
    if (error instanceof PolicyFilesRefused) return error.in(language).split('\n');
    throw error;
  }
  return ['accepted'];
};

const isThree = (value: unknown): value is Three =>
  Array.isArray(value) && value.length === 3 && value.every((each) => typeof each === 'string');

/** Every text in three languages that a module or a table holds, at any depth. */
const threesIn = (value: unknown): readonly Three[] => {
  if (isThree(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(threesIn) : [];
};

/** Options, files, schemes and versions of programs are what people type. */
const options =
  /--[\w-]+|\b[\w-]+\.(?:db|yaml|csv|xlsx|md)\b|[\w+]+:(?:\/\/|\/)?\S*|\bservice-ledger\b|\{\w+\}-wal|verify-receipt|\breadWrite\b|\bauthSource\b/g;
/** Histories fill these by names. */
const withOptions = new RegExp(`${options.source}|\\{(?:\\w*CustomerId|absorbedId|intoId|kind)\\}`, 'g');
const bare = (text: string): string => text.replace(options, ' ');

const inEach = (three: Three, ignored?: RegExp): readonly string[] =>
  languages.flatMap((language, index) =>
    faultsOf(ignored === undefined ? three[index]! : three[index]!.replace(ignored, ' '), language),
  );

const sources = (): readonly string[] =>
  ['src', 'domain']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts'));

/** The text of a string literal, or of several that are joined by `+`; undefined for anything else. */
const literal = (node: ts.Expression): string | undefined => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [literal(node.left), literal(node.right)];
  return left === undefined || right === undefined ? undefined : left + right;
};

/** A tree of syntax as a list. */
const nodesIn = (root: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
};

/** Lists of three texts of a source file, the first of them in Chinese. */
const textsIn = (file: string): readonly Three[] => {
  const found: Three[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && node.elements.length === 3) {
      const three = node.elements.map(literal);
      if (isThree(three) && /\p{Script=Han}/u.test(three[0]) && !/\p{Script=Han}/u.test(three[2])) found.push(three);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023));
  return found;
};
