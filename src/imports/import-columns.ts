import type { Actor } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
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

const states: Readonly<Record<string, Three>> = {
  waiting: ['等待中', '等待中', 'waiting'],
  running: ['进行中', '進行中', 'running'],
  interrupted: ['已中断', '已中斷', 'interrupted'],
  finished: ['已完成', '已完成', 'finished'],
  failed: ['失败', '失敗', 'failed'],
  undoing: ['正在撤销', '正在復原', 'being undone'],
  undone: ['已撤销', '已復原', 'undone'],
};

const shown = column<ListedImport>;

const wordOf = (state: string, language: Language): string => {
  const word = states[state];
  return word === undefined ? state : oneOfThree(word, language);
};

/** The list of imports as CSV. */
export const importColumns = (language: Language): readonly Column<ListedImport>[] => [
  shown(['标识', '識別碼', 'Id'], ({ id }) => id),
  shown(['状态', '狀態', 'State'], ({ state }) => wordOf(state, language)),
  shown(['开始时间', '開始時間', 'Started at'], ({ startedAt }) => startedAt),
  shown(['文件', '檔案', 'File'], ({ file }) => file),
  shown(['导入人', '匯入人', 'Imported by'], ({ by }) => by.name ?? null),
  shown(['读取', '讀取', 'Read'], ({ records }) => records?.read ?? null),
  shown(['新建', '新建', 'Created'], ({ records }) => records?.created ?? null),
  shown(['已有', '已有', 'Known'], ({ records }) => records?.known ?? null),
  shown(['失败', '失敗', 'Failed'], ({ records }) => records?.failed ?? null),
];
