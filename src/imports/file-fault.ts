import type { Language } from '../../domain/kernel/words.js';

const texts = {
  'utf-16': {
    'zh-CN': '文件是 UTF-16 编码；请另存为“CSV UTF-8”后再导入',
    'zh-TW': '檔案是 UTF-16 編碼；請另存為「CSV UTF-8」後再匯入',
    en: 'the file is UTF-16; save it as "CSV UTF-8" and import that',
  },
  'not-text': {
    'zh-CN': '文件既不是 UTF-8 也不是 GB18030（偏移 {offset} 字节之后）；请另存为“CSV UTF-8”',
    'zh-TW': '檔案既不是 UTF-8 也不是 GB18030（位移 {offset} 位元組之後）；請另存為「CSV UTF-8」',
    en: 'the file is neither UTF-8 nor GB18030: bytes after offset {offset} are neither; save it as "CSV UTF-8"',
  },
  'not-csv': {
    'zh-CN': '文件不是格式正确的 CSV：{what}',
    'zh-TW': '檔案不是格式正確的 CSV：{what}',
    en: 'the file is not well-formed CSV: {what}',
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
    'zh-CN': '文件的表头不是导出文件的表头；缺少：{missing}；重复：{repeated}；现有：{found}',
    'zh-TW': '檔案的表頭不是匯出檔案的表頭；缺少：{missing}；重複：{repeated}；現有：{found}',
    en: 'the headings of the file are not those of an export; missing: {missing}; repeated: {repeated}; found: {found}',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type FileReason = keyof typeof texts;
type Facts = Readonly<Record<string, string | number>>;

/**
 * A file that cannot be imported at all; `message` says in English where and what to do, `fileFaultText` in any
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

export const fileFaultText = (
  { reason, facts }: { readonly reason: FileReason; readonly facts: Facts },
  language: Language,
): string =>
  Object.entries(facts).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
    texts[reason][language] as string,
  );
