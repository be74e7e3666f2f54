import type { Language } from '../../domain/kernel/vocabulary.js';

interface Notes {
  readonly columns: (names: readonly string[]) => string;
  readonly sheets: (read: string, others: readonly string[]) => string;
  readonly hidden: (names: readonly string[]) => string;
  readonly askForReport: string;
  readonly importId: (id: string) => string;
  readonly importing: string;
  readonly undoing: string;
  readonly undone: (contracts: number, customers: number, retained: number) => string;
  readonly template: (file: string) => string;
}

/** What `import` prints beside its counts. */
export const importNotes: Readonly<Record<Language, Notes>> = {
  'zh-CN': {
    columns: (names) => `未导入的列：${names.join('、')}\n`,
    sheets: (read, others) => `读取的是工作表“${read}”；未读取：${others.join('、')}\n`,
    hidden: (names) => `已读取的隐藏列：${names.join('、')}\n`,
    askForReport: '（用 --report FILE 可得到各条记录的结果）',
    importId: (id) => `导入 ${id}`,
    importing: '正在导入',
    undoing: '正在撤销导入',
    undone: (contracts, customers, retained) =>
      `已撤回 ${contracts} 份合同和 ${customers} 家客户${retained === 0 ? '' : `；另有 ${retained} 项在此期间有变更，予以保留`}`,
    template: (file) => `模板已写入 ${file}`,
  },
  'zh-TW': {
    columns: (names) => `未匯入的欄：${names.join('、')}\n`,
    sheets: (read, others) => `讀取的是工作表「${read}」；未讀取：${others.join('、')}\n`,
    hidden: (names) => `已讀取的隱藏欄：${names.join('、')}\n`,
    askForReport: '（用 --report FILE 可得到各筆記錄的結果）',
    importId: (id) => `匯入 ${id}`,
    importing: '正在匯入',
    undoing: '正在復原匯入',
    undone: (contracts, customers, retained) =>
      `已撤回 ${contracts} 份合約和 ${customers} 家客戶${retained === 0 ? '' : `；另有 ${retained} 項在此期間有變更，予以保留`}`,
    template: (file) => `範本已寫入 ${file}`,
  },
  en: {
    columns: (names) => `columns that were not imported: ${names.join(', ')}\n`,
    sheets: (read, others) => `sheet '${read}' was read; not: ${others.join(', ')}\n`,
    hidden: (names) => `columns that are hidden and were read: ${names.join(', ')}\n`,
    askForReport: ' (--report FILE has the outcome of each record)',
    importId: (id) => `import ${id}`,
    importing: 'importing',
    undoing: 'undoing',
    undone: (contracts, customers, retained) =>
      `${contracts} contracts and ${customers} customers taken back` +
      (retained === 0 ? '' : `; ${retained} were changed meanwhile and stay`),
    template: (file) => `template ${file}`,
  },
};
