import { describe, expect, it } from '@jest/globals';
import '../../src/problems.js';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { fileFaultText, type FileReason } from '../../src/imports/reading/file-fault.js';
import { faultTexts } from '../../src/imports/records/fault-texts.js';
import { recordOutcomeTexts } from '../../src/imports/reports/outcome-texts.js';
import { importNotes } from '../../src/cli/import-notes.js';
import { catalogue } from '../../src/platform/http/problems/catalogue.js';
import type { FactTexts, ProblemText, Texts } from '../../src/platform/http/problems/texts.js';
import { fieldTexts } from '../../src/platform/http/validation/messages.js';
import * as answerTexts from '../../src/cli/answer-texts.js';
import { messageTexts } from '../../src/cli/texts.js';

/** Words that the glossary has another one for, by language: one word for one meaning. */
const otherTerms: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /续约|末日|首日|他人|账本|补救方式|吊销了许可|客户等级|合约|空窗|空档|软体|模组|档案|登入|请稍后再试。$|！/,
  'zh-TW':
    /續費|末日|首日|他人|轉讓|補救辦法|軟件|數據|默認|設置|登錄|導入|用戶|搜索|保存|網絡|質量|信息|模塊|文檔|遠程|在線|合同|缺口|空檔|試執行|日曆|資訊|！/,
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
        importNotes[language].askForReport,
      ];
      expect(texts.flatMap((text) => faultsOf(text, language))).toEqual([]);
    }
  });

  it('of the command line', () => {
    const { outcomeTexts, reasonTexts, checkTexts, remedyTexts } = answerTexts;
    const all = [outcomeTexts, reasonTexts, checkTexts, remedyTexts, messageTexts].flatMap((texts) =>
      Object.values<Texts>(texts),
    );
    expect(all.flatMap((texts) => languages.flatMap((language) => faultsOf(texts[language], language)))).toEqual([]);
  });
});
