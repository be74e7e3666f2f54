import type { ApiKey } from '../platform/auth/api-key.js';
import { type Column, column } from '../platform/http/conventions/csv.js';

const shown = column<ApiKey>;

/** The list of API keys as CSV, without the keys themselves. */
export const keyColumns: readonly Column<ApiKey>[] = [
  shown(['标识', '識別碼', 'Id'], ({ id }) => id),
  shown(['厂商', '廠商', 'Vendor'], ({ vendor }) => vendor),
  shown(['名称', '名稱', 'Name'], ({ name }) => name),
  shown(['角色', '角色', 'Role'], ({ role }) => role),
  shown(['创建时间', '建立時間', 'Created at'], ({ createdAt }) => createdAt),
  shown(['吊销时间', '撤銷時間', 'Revoked at'], ({ revokedAt }) => revokedAt),
  shown(['最近使用', '最近使用', 'Last used at'], ({ lastUsedAt }) => lastUsedAt),
  shown(['每分钟请求上限', '每分鐘請求上限', 'Requests a minute'], ({ limitPerMinute }) => limitPerMinute),
];
