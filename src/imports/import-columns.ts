import type { Actor } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Column } from '../platform/http/conventions/csv.js';
import type { countsOf } from './import-answers.js';

interface ListedImport {
  readonly id: string;
  readonly state: string;
  /** Null where none was given. */
  readonly file: string | null;
  readonly by: Actor;
  readonly startedAt: string;
  readonly records: ReturnType<typeof countsOf> | null;
}

const states: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  waiting: { 'zh-CN': '等待中', 'zh-TW': '等待中', en: 'waiting' },
  running: { 'zh-CN': '进行中', 'zh-TW': '進行中', en: 'running' },
  interrupted: { 'zh-CN': '已中断', 'zh-TW': '已中斷', en: 'interrupted' },
  finished: { 'zh-CN': '已完成', 'zh-TW': '已完成', en: 'finished' },
  failed: { 'zh-CN': '失败', 'zh-TW': '失敗', en: 'failed' },
  undoing: { 'zh-CN': '正在撤销', 'zh-TW': '正在復原', en: 'being undone' },
  undone: { 'zh-CN': '已撤销', 'zh-TW': '已復原', en: 'undone' },
};

const column = (
  headings: readonly [string, string, string],
  value: Column<ListedImport>['value'],
): Column<ListedImport> => ({
  heading: { 'zh-CN': headings[0], 'zh-TW': headings[1], en: headings[2] },
  value,
});

/** The list of imports as CSV. */
export const importColumns = (language: Language): readonly Column<ListedImport>[] => [
  column(['标识', '識別碼', 'Id'], ({ id }) => id),
  column(['状态', '狀態', 'State'], ({ state }) => states[state]?.[language] ?? state),
  column(['开始时间', '開始時間', 'Started at'], ({ startedAt }) => startedAt),
  column(['文件', '檔案', 'File'], ({ file }) => file),
  column(['导入人', '匯入人', 'Imported by'], ({ by }) => by.name ?? null),
  column(['读取', '讀取', 'Read'], ({ records }) => records?.read ?? null),
  column(['新建', '新建', 'Created'], ({ records }) => records?.created ?? null),
  column(['已有', '已有', 'Known'], ({ records }) => records?.known ?? null),
  column(['失败', '失敗', 'Failed'], ({ records }) => records?.failed ?? null),
];
