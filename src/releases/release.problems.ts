import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    releases: typeof releaseProblems;
  }
}

/** Refusals about releases of products (V2). */
export const releaseProblems = {
  'release-exists': refusal(
    ['版本已发布', '版本已發布', 'Release exists'],
    [
      '{series} {version} 已经发布，发布时刻不同。请更正 `publishedAt`；要改已登记的发布时刻，用 POST /releases/reschedule。',
      '{series} {version} 已經發布，發布時刻不同。請更正 `publishedAt`；要改已登記的發布時刻，用 POST /releases/reschedule。',
      '{series} {version} is published already, at another instant. Correct `publishedAt`, or change what is recorded with POST /releases/reschedule.',
    ],
    { ways: ['/publishedAt'] },
  ),
  'release-unknown': problem(
    404,
    ['没有此版本', '沒有此版本', 'Unknown release'],
    [
      '{series} {version} 尚未发布。请先登记发布。',
      '{series} {version} 尚未發布。請先登記發布。',
      '{series} {version} has not been published. Record its publication first.',
    ],
    { ways: ['/version'] },
  ),
  'release-unreadable': problem(
    503,
    ['版本发布时刻不可读', '版本發布時刻不可讀', 'Release without an instant'],
    [
      '位置 {position} 记录的 {series} {version} 没有可读的发布时刻，因此暂不能就此版本作答；其余问题照常。请管理员用 POST /releases/reschedule（`series`、`version`、`publishedAt`、`reason`）更正，不会改动任何已有记录。',
      '位置 {position} 記錄的 {series} {version} 沒有可讀的發布時刻，因此暫不能就此版本作答；其餘問題照常。請管理員用 POST /releases/reschedule（`series`、`version`、`publishedAt`、`reason`）更正，不會更動任何既有記錄。',
      'The release of {series} {version} recorded at position {position} has no readable instant, so nothing is decided about this version; other questions are answered. An admin corrects it with POST /releases/reschedule (`series`, `version`, `publishedAt`, `reason`); nothing recorded is edited.',
    ],
  ),
} as const;
