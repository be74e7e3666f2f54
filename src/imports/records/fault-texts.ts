import { codeKey } from '../../../domain/kernel/spelling.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { listedIn } from '../listed.js';
import type { Fault, FaultReason } from './record.js';
import { headingIn, simplified, type Vocabulary } from './vocabulary.js';

export const faultTexts: Readonly<Record<FaultReason, Readonly<Record<Language, string>>>> = {
  empty: { 'zh-CN': '不能为空', 'zh-TW': '不能為空', en: 'must not be empty' },
  'too-long': {
    'zh-CN': '“{value}”过长，最多 {allowed} 个字符',
    'zh-TW': '「{value}」過長，最多 {allowed} 個字元',
    en: "'{value}' is too long; at most {allowed} characters",
  },
  unreadable: {
    'zh-CN': '{value} 含有无法识别的字符，请检查文件的编码',
    'zh-TW': '{value} 含有無法識別的字元，請檢查檔案的編碼',
    en: '{value} holds characters that cannot be read; check how the file was saved',
  },
  'unknown-word': {
    'zh-CN': '“{value}”不在可选范围内：{allowed}',
    'zh-TW': '「{value}」不在可選範圍內：{allowed}',
    en: "'{value}' is none of: {allowed}",
  },
  'not-a-date': {
    'zh-CN': '“{value}”不是日期，请写成 2024-03-01',
    'zh-TW': '「{value}」不是日期，請寫成 2024-03-01',
    en: "'{value}' is not a date; write 2024-03-01",
  },
  'ambiguous-date': {
    'zh-CN': '“{value}”分不清年月日，请写成 2024-03-01',
    'zh-TW': '「{value}」分不清年月日，請寫成 2024-03-01',
    en: "'{value}' may be read in several ways; write 2024-03-01",
  },
  'not-a-version': {
    'zh-CN': '“{value}”不是版本号，请写成 4.11：小数点右侧最多两位',
    'zh-TW': '「{value}」不是版本號，請寫成 4.11：小數點右側最多兩位',
    en: "'{value}' is not a version; write 4.11, with at most two digits right of the point",
  },
  'not-an-email': {
    'zh-CN': '不是邮箱地址，请写成 name@example.com',
    'zh-TW': '不是電子郵件地址，請寫成 name@example.com',
    en: 'this is not a mail address; write name@example.com',
  },
  'not-a-span': {
    'zh-CN': '“{value}”不是起止日期，请写成 2024-03-02~2025-03-01',
    'zh-TW': '「{value}」不是起訖日期，請寫成 2024-03-02~2025-03-01',
    en: "'{value}' is not a first and a last day; write 2024-03-02~2025-03-01",
  },
  'runs-backwards': {
    'zh-CN': '“{value}”的到期日早于起始日',
    'zh-TW': '「{value}」的到期日早於起始日',
    en: "'{value}' ends before it begins",
  },
  overlaps: {
    'zh-CN': '“{value}”与 {allowed} 重叠',
    'zh-TW': '「{value}」與 {allowed} 重疊',
    en: "'{value}' overlaps {allowed}",
  },
  'before-purchase': {
    'zh-CN': '“{value}”早于购买日期 {allowed}',
    'zh-TW': '「{value}」早於購買日期 {allowed}',
    en: "'{value}' begins before the purchase on {allowed}",
  },
  taken: {
    'zh-CN': '“{value}”已用于合同 {allowed}',
    'zh-TW': '「{value}」已用於合約 {allowed}',
    en: "'{value}' already belongs to the contract {allowed}",
  },
  'recorded-otherwise': {
    'zh-CN': '合同 {value} 已登记，内容不同：{differences}。请核对；要更正已登记的内容，请用合同更正',
    'zh-TW': '合約 {value} 已登記，內容不同：{differences}。請核對；要更正已登記的內容，請用合約更正',
    en: 'the contract {value} is recorded already and differs: {differences}. Compare them; a correction of the contract changes what is recorded',
  },
  'line-break': {
    'zh-CN': '{value} 含有换行，请写在一行内',
    'zh-TW': '{value} 含有換行，請寫在一行內',
    en: '{value} holds a line break; write it on one line',
  },
  'shortened-number': {
    'zh-CN': '“{value}”是表格软件缩写的数字，原来的数字已看不到；请把该列设为文本后重新填写',
    'zh-TW': '「{value}」是試算表軟體縮寫的數字，原來的數字已看不到；請把該欄設為文字後重新填寫',
    en: "'{value}' is a number that a spreadsheet shortened; make the column text and write the whole number again",
  },
  'digits-lost': {
    'zh-CN': '“{value}”超过 15 位，表格软件已改动末尾的数字；请把该列设为文本后重新填写',
    'zh-TW': '「{value}」超過 15 位，試算表軟體已改動末尾的數字；請把該欄設為文字後重新填寫',
    en: "'{value}' has more than 15 digits, of which a spreadsheet loses the last ones; make the column text and write the number again",
  },
  'shown-as-date': {
    'zh-CN': '表格软件把此单元格显示为日期或时间（“{value}”），原来填写的内容已看不到；请把该列设为文本后重新填写',
    'zh-TW': '試算表軟體把此儲存格顯示為日期或時間（「{value}」），原來填寫的內容已看不到；請把該欄設為文字後重新填寫',
    en: "a spreadsheet shows this cell as a date or a time ('{value}'), and what was typed is lost; make the column text and write it again",
  },
  'merged-across': {
    'zh-CN': '此单元格与其他列合并，分不清“{value}”属于哪一列；请取消合并后分别填写',
    'zh-TW': '此儲存格與其他欄合併，分不清「{value}」屬於哪一欄；請取消合併後分別填寫',
    en: "the cell is merged with other columns, and '{value}' may belong to any of them; unmerge them and fill in each",
  },
  'formula-not-saved': {
    'zh-CN': '此单元格的公式没有保存结果；请在表格软件中打开并保存，或填写内容',
    'zh-TW': '此儲存格的公式沒有儲存結果；請在試算表軟體中開啟並儲存，或填寫內容',
    en: 'the formula of this cell was saved without its value; open and save the file in a spreadsheet program, or write the value',
  },
  'hidden-row': {
    'zh-CN': '此行被隐藏，没有导入；请取消隐藏后导入，或删除此行',
    'zh-TW': '此列被隱藏，沒有匯入；請取消隱藏後匯入，或刪除此列',
    en: 'the row is hidden and was not imported; show it and import again, or delete it',
  },
  'outside-table': {
    'zh-CN': '{allowed} 列没有表头，却有内容；请补上表头，或删除该处内容',
    'zh-TW': '{allowed} 欄沒有表頭，卻有內容；請補上表頭，或刪除該處內容',
    en: 'column {allowed} has no heading, yet holds something; give it a heading, or empty the cell',
  },
  differs: {
    'zh-CN': '“{value}”与该客户已登记的“{allowed}”不一致',
    'zh-TW': '「{value}」與該客戶已登記的「{allowed}」不一致',
    en: "'{value}' differs from '{allowed}', which is recorded for this customer",
  },
  'wrong-width': {
    'zh-CN': '本记录有 {value} 列，表头有 {allowed} 列',
    'zh-TW': '本記錄有 {value} 欄，表頭有 {allowed} 欄',
    en: 'the record has {value} fields, the heading has {allowed}',
  },
  'formula-error': {
    'zh-CN': '{value} 是公式出错的结果，请填写内容',
    'zh-TW': '{value} 是公式出錯的結果，請填寫內容',
    en: '{value} is a formula that failed; write the value',
  },
  refused: {
    'zh-CN': '“{value}”被拒绝：{allowed}',
    'zh-TW': '「{value}」被拒絕：{allowed}',
    en: "'{value}' was refused: {allowed}",
  },
};

/** A2: cells about persons are named by their column alone. */
const withheld: Readonly<Record<Language, string>> = {
  'zh-CN': '（不显示）',
  'zh-TW': '（不顯示）',
  en: '(not shown)',
};
const differing: Readonly<Record<Language, string>> = {
  'zh-CN': '{column}（已登记“{recorded}”，本文件“{here}”）',
  'zh-TW': '{column}（已登記「{recorded}」，本檔案「{here}」）',
  en: "{column} (recorded '{recorded}', here '{here}')",
};

const notGiven: Readonly<Record<Language, string>> = { 'zh-CN': '未填写', 'zh-TW': '未填寫', en: 'not given' };

/** A level or region that differs, in the words of the vendor's files; a list as the language lists. */
const wordOf = ({ field, reason }: Fault, text: string, language: Language, vocabulary: Vocabulary): string => {
  if (reason === 'unknown-word') return listedIn(text, language);
  if (reason !== 'differs' || (field !== 'level' && field !== 'region')) return text;
  if (text === 'unknown') return notGiven[language];
  const { levels, regions, shownLevels, shownRegions } = vocabulary;
  const [shownTerms, codes] = field === 'level' ? [shownLevels, levels] : [shownRegions, regions];
  return shownTerms.find((term) => codes.get(codeKey(term)) === text) ?? text;
};

/** What is wrong and what would be right, in the reader's language. */
export const faultText = (fault: Fault, language: Language, vocabulary: Vocabulary = simplified): string => {
  const differences = (fault.differences ?? [])
    .map(({ field, recorded, here }) =>
      recorded === undefined && here === undefined
        ? headingIn(vocabulary, field)
        : filled(differing[language], {
            column: headingIn(vocabulary, field),
            recorded: recorded ?? '',
            here: here ?? '',
          }),
    )
    .join(language === 'en' ? '; ' : '；');
  const value = fault.value === '' ? withheld[language] : wordOf(fault, fault.value, language, vocabulary);
  const allowed = wordOf(fault, fault.allowed ?? '', language, vocabulary);
  return filled(faultTexts[fault.reason][language], { value, allowed, differences });
};

const filled = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
