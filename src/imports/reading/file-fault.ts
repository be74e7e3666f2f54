import type { Language } from '../../../domain/kernel/vocabulary.js';
import { bounds } from '../bounds.js';
import { listedIn } from '../listed.js';

const texts = {
  'not-text': {
    'zh-CN': '文件既不是 UTF-8 也不是 GB18030 或 Big5（偏移 {offset} 字节之后）；请另存为“CSV UTF-8”',
    'zh-TW': '檔案既不是 UTF-8 也不是 GB18030 或 Big5（位移 {offset} 位元組之後）；請另存為「CSV UTF-8」',
    en: 'the file is neither UTF-8 nor GB18030 nor Big5: bytes after offset {offset} are none of them; save it as "CSV UTF-8"',
  },
  'not-csv': {
    'zh-CN': '文件不是格式正确的 CSV（{what}，第 {line} 行起）；请在表格软件中打开，检查该处，另存为“CSV UTF-8”',
    'zh-TW': '檔案不是格式正確的 CSV（{what}，第 {line} 行起）；請在試算表軟體中開啟，檢查該處，另存為「CSV UTF-8」',
    en: 'the file is not well-formed CSV ({what}, from line {line} on); open it in a spreadsheet program, check that place and save it as "CSV UTF-8"',
  },
  'broken-end': {
    'zh-CN': '文件的末尾残缺（第 {line} 行起）：可能没有传完；请取得完整的文件后重新导入，已登记的不会重复',
    'zh-TW': '檔案的末尾殘缺（第 {line} 行起）：可能沒有傳完；請取得完整的檔案後重新匯入，已登記的不會重複',
    en: 'the end of the file is missing (from line {line} on): get the whole file and import it again, nothing is created twice',
  },
  'over-bound': {
    'zh-CN': '文件超出上限（{bound}：{limit}）；请删去多余的内容，或分成几个文件导入',
    'zh-TW': '檔案超出上限（{bound}：{limit}）；請刪去多餘的內容，或分成幾個檔案匯入',
    en: 'the file is beyond a limit ({bound}: {limit}); remove what is not needed, or import it in several files',
  },
  unexpected: {
    'zh-CN': '读取文件时发生意外错误，日志中以导入标识可查到原因；请联系管理员，或另存文件后重新导入，已登记的不会重复',
    'zh-TW':
      '讀取檔案時發生意外錯誤，記錄檔中以匯入識別碼可查到原因；請聯絡管理員，或另存檔案後重新匯入，已登記的不會重複',
    en: 'an unexpected error ended the import; the log names it under the id of the import. Ask the administrator, or save the file anew and import it again, nothing is created twice',
  },
  'ended-process': {
    'zh-CN': '服务在此导入期间意外停止了 {times} 次，因此不再继续；请检查文件，或分成几个文件导入，已登记的不会重复',
    'zh-TW': '服務在此匯入期間意外停止了 {times} 次，因此不再繼續；請檢查檔案，或分成幾個檔案匯入，已登記的不會重複',
    en: 'the server stopped {times} times during this import, which is not tried again; check the file, or import it in several files, nothing is created twice',
  },
  'old-workbook': {
    'zh-CN': '文件是旧版 .xls 或设有密码的工作簿；请去掉密码并另存为 .xlsx 或“CSV UTF-8”',
    'zh-TW': '檔案是舊版 .xls 或設有密碼的活頁簿；請移除密碼並另存為 .xlsx 或「CSV UTF-8」',
    en: 'the file is an old .xls workbook or one with a password; save it without password as .xlsx or "CSV UTF-8"',
  },
  'other-kind': {
    'zh-CN': '文件是{what}，不是 CSV 或 XLSX；请另存为 .xlsx 或“CSV UTF-8”',
    'zh-TW': '檔案是{what}，不是 CSV 或 XLSX；請另存為 .xlsx 或「CSV UTF-8」',
    en: 'the file is {what}, neither CSV nor XLSX; save it as .xlsx or "CSV UTF-8"',
  },
  'broken-workbook': {
    'zh-CN': '工作簿损坏或不完整（{what}）；请在表格软件中打开后另存为 .xlsx',
    'zh-TW': '活頁簿損壞或不完整（{what}）；請在試算表軟體中開啟後另存為 .xlsx',
    en: 'the workbook is broken or incomplete ({what}); open it in a spreadsheet program and save it as .xlsx again',
  },
  'no-sheet': {
    'zh-CN': '工作簿中没有可见的工作表；导入读取第一张可见的工作表',
    'zh-TW': '活頁簿中沒有可見的工作表；匯入讀取第一張可見的工作表',
    en: 'the workbook has no visible sheet; an import reads the first visible one',
  },
  'upload-lost': {
    'zh-CN': '导入被中断，上传的文件已不在；请重新导入该文件，已登记的不会重复',
    'zh-TW': '匯入被中斷，上傳的檔案已不在；請重新匯入該檔案，已登記的不會重複',
    en: 'the import was interrupted and its upload is gone; import the file again, nothing is created twice',
  },
  headings: {
    'zh-CN': '文件的表头与导入模板不符；缺少：{missing}；重复：{repeated}。表头在前 {rows} 行中查找；请对照导入模板',
    'zh-TW': '檔案的表頭與匯入範本不符；缺少：{missing}；重複：{repeated}。表頭在前 {rows} 列中尋找；請對照匯入範本',
    en: 'the headings of the file are not those of an export; missing: {missing}; repeated: {repeated}. The heading is looked for in the first {rows} rows; compare the template of imports',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type FileReason = keyof typeof texts;
type Facts = Readonly<Record<string, string | number>>;

/**
 * A file that cannot be imported at all; `message` names in English the place and the way out, `fileFaultText` in any
 * language.
 */
export class FileFault extends Error {
  constructor(
    readonly reason: FileReason,
    readonly facts: Facts = {},
  ) {
    super(fileFaultText({ reason, facts }, 'en'));
  }
}

/** What was read before the fault. */
const readBefore: Readonly<Record<Language, string>> = {
  'zh-CN': '。在此之前读到 {records} 条记录，结果见报告',
  'zh-TW': '。在此之前讀到 {records} 筆記錄，結果見報告',
  en: '. {records} records were read before; the report says what became of them',
};

const none: Readonly<Record<Language, string>> = { 'zh-CN': '无', 'zh-TW': '無', en: '-' };
const lists: ReadonlySet<string> = new Set(['missing', 'repeated']);

/** Headings are listed as the language lists; `-` means no heading. */
const shown = (name: string, fact: Facts[string] | undefined, language: Language): string => {
  const text = String(fact ?? '-');
  if (!lists.has(name)) return text;
  return text === '-' ? none[language] : listedIn(text, language);
};

export const fileFaultText = (
  { reason, facts }: { readonly reason: FileReason; readonly facts: Facts },
  language: Language,
): string => {
  const text = texts[reason]?.[language] ?? reason;
  const records = Number(facts['records'] ?? 0) > 0 ? readBefore[language] : '';
  return `${text}${records}`.replace(/\{(\w+)\}/g, (_, name: string) => shown(name, facts[name], language));
};

/** The same fault, with how many records were read before it. */
export const afterRecords = ({ reason, facts }: FileFault, records: number): FileFault =>
  new FileFault(reason, { ...facts, records });

export const overBound = (bound: keyof typeof bounds): FileFault =>
  new FileFault('over-bound', { bound, limit: bounds[bound] });
