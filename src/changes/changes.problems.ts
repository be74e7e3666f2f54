import { problem } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    changes: typeof changesProblems;
  }
}

/** Refusals about streams of changes. */
export const changesProblems = {
  'too-many-streams': problem(
    429,
    ['变更流过多', '變更串流過多', 'Too many streams of changes'],
    [
      '此密钥已有 {open} 个变更流（每个进程最多 {limit} 个）。请先关闭不用的，或让多个读者共用一个。',
      '此金鑰已有 {open} 個變更串流（每個行程最多 {limit} 個）。請先關閉不用的，或讓多個讀者共用一個。',
      'This key has {open} streams of changes open; a process serves at most {limit}. Close one that is not used, or let several readers share one.',
    ],
  ),
} as const;
