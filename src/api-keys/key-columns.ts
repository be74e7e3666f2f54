import type { ApiKey } from '../platform/auth/api-key.js';
import type { Column } from '../platform/http/conventions/csv.js';

const column = (headings: readonly [string, string, string], value: Column<ApiKey>['value']): Column<ApiKey> => ({
  heading: { 'zh-CN': headings[0], 'zh-TW': headings[1], en: headings[2] },
  value,
});

/** The list of API keys as CSV, without the keys themselves. */
export const keyColumns: readonly Column<ApiKey>[] = [
  column(['标识', '識別碼', 'Id'], ({ id }) => id),
  column(['厂商', '廠商', 'Vendor'], ({ vendor }) => vendor),
  column(['名称', '名稱', 'Name'], ({ name }) => name),
  column(['角色', '角色', 'Role'], ({ role }) => role),
  column(['创建时间', '建立時間', 'Created at'], ({ createdAt }) => createdAt),
  column(['吊销时间', '撤銷時間', 'Revoked at'], ({ revokedAt }) => revokedAt),
  column(['最近使用', '最近使用', 'Last used at'], ({ lastUsedAt }) => lastUsedAt),
  column(['每分钟请求上限', '每分鐘請求上限', 'Requests a minute'], ({ limitPerMinute }) => limitPerMinute),
];
