import { problem } from '../platform/http/problems/texts.js';

export const dossierProblems = {
  'dossier-too-large': problem(
    409,
    ['内容过多', '內容過多', 'Too large'],
    [
      '一份卷宗最多 {limit} 份合同、{events} 条记录。请按合同分别出具，或指定更早的记录时间。',
      '一份卷宗最多 {limit} 份合約、{events} 筆記錄。請依合約分別出具，或指定更早的記錄時間。',
      'A dossier holds at most {limit} contracts and {events} events. Make one for each contract, or name an earlier `knownAt`.',
    ],
  ),
} as const;

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    dossiers: typeof dossierProblems;
  }
}
