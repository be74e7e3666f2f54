import type { Language } from '../../domain/kernel/words.js';
import type { Fault, FaultReason } from './record.js';

const texts: Readonly<Record<FaultReason, Readonly<Record<Language, string>>>> = {
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
    'zh-CN': '“{value}”不是邮箱地址',
    'zh-TW': '「{value}」不是電子郵件地址',
    en: "'{value}' is not a mail address",
  },
  'not-a-span': {
    'zh-CN': '“{value}”不是起止日期，请写成 2024-03-02~2025-03-01',
    'zh-TW': '「{value}」不是起訖日期，請寫成 2024-03-02~2025-03-01',
    en: "'{value}' is not a first and a last day; write 2024-03-02~2025-03-01",
  },
  'runs-backwards': {
    'zh-CN': '“{value}”的末日早于首日',
    'zh-TW': '「{value}」的末日早於首日',
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
    'zh-CN': '“{value}”已被其他合同使用',
    'zh-TW': '「{value}」已被其他合約使用',
    en: "'{value}' already belongs to another contract",
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

/** What is wrong and what would be right, in the reader's language. */
export const faultText = (fault: Fault, language: Language): string =>
  texts[fault.reason][language].replace('{value}', () => fault.value).replace('{allowed}', () => fault.allowed ?? '');
