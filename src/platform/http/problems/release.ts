import { problem, refusal } from './texts.js';

/** Refusals about releases of products (V2). */
export const releaseProblems = {
  'release-exists': refusal(
    ['版本已发布', '版本已發布', 'Release exists'],
    [
      '{series} {version} 已于 {publishedAt} 发布。请核对发布时刻。',
      '{series} {version} 已於 {publishedAt} 發布。請核對發布時刻。',
      '{series} {version} was published at {publishedAt}. Check the instant.',
    ],
  ),
  'release-unknown': problem(
    404,
    ['没有此版本', '沒有此版本', 'Unknown release'],
    [
      '{series} {version} 尚未发布。请先登记发布。',
      '{series} {version} 尚未發布。請先登記發布。',
      '{series} {version} has not been published. Record its publication first.',
    ],
  ),
} as const;
