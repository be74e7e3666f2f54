import type { Language } from '../../domain/kernel/vocabulary.js';

interface Notes {
  readonly columns: (names: readonly string[]) => string;
  readonly sheets: (read: string, others: readonly string[]) => string;
  readonly hidden: (names: readonly string[]) => string;
  readonly askForReport: string;
  readonly importId: (id: string) => string;
}

/** What `import` prints beside its counts. */
export const importNotes: Readonly<Record<Language, Notes>> = {
  'zh-CN': {
    columns: (names) => `未导入的列：${names.join('、')}\n`,
    sheets: (read, others) => `读取的是工作表“${read}”；未读取：${others.join('、')}\n`,
    hidden: (names) => `已读取的隐藏列：${names.join('、')}\n`,
    askForReport: '（用 --report FILE 可得到各条记录的结果）',
    importId: (id) => `导入 ${id}`,
  },
  'zh-TW': {
    columns: (names) => `未匯入的欄：${names.join('、')}\n`,
    sheets: (read, others) => `讀取的是工作表「${read}」；未讀取：${others.join('、')}\n`,
    hidden: (names) => `已讀取的隱藏欄：${names.join('、')}\n`,
    askForReport: '（用 --report FILE 可得到各筆記錄的結果）',
    importId: (id) => `匯入 ${id}`,
  },
  en: {
    columns: (names) => `columns that were not imported: ${names.join(', ')}\n`,
    sheets: (read, others) => `sheet '${read}' was read; not: ${others.join(', ')}\n`,
    hidden: (names) => `columns that are hidden and were read: ${names.join(', ')}\n`,
    askForReport: ' (--report FILE has the outcome of each record)',
    importId: (id) => `import ${id}`,
  },
};
