import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    webhooks: typeof webhookProblems;
  }
}

/** Refusals about webhooks. */
export const webhookProblems = {
  'webhook-unknown': problem(
    404,
    ['没有此订阅', '沒有此訂閱', 'Unknown webhook'],
    [
      '没有订阅“{webhookId}”。GET /webhooks 列出现有的。',
      '沒有訂閱「{webhookId}」。GET /webhooks 列出現有的。',
      'There is no webhook `{webhookId}`. GET /webhooks lists them.',
    ],
  ),
  'webhooks-full': refusal(
    ['订阅过多', '訂閱過多', 'Too many webhooks'],
    [
      '每家厂商最多 {limit} 个订阅。请先删除不用的。',
      '每家廠商最多 {limit} 個訂閱。請先刪除不用的。',
      'A vendor has at most {limit} webhooks. Delete one that is not used.',
    ],
  ),
  'webhook-target': problem(
    400,
    ['不可作为目标', '不可作為目標', 'Target refused'],
    [
      '“{url}”不可作为目标：{why}。请给出公网上的 https 地址，或由运维在 `WEBHOOK_HOSTS` 中允许该主机。',
      '「{url}」不可作為目標：{why}。請給出公網上的 https 位址，或由維運在 `WEBHOOK_HOSTS` 中允許該主機。',
      "'{url}' cannot be a target: {why}. Give an https address on the public Internet, or have the operator allow the host in `WEBHOOK_HOSTS`.",
    ],
    {
      factTexts: {
        why: {
          'not-https': ['不是 https 地址', '不是 https 位址', 'it is no https address'],
          internal: ['不在公网上', '不在公用網路上', 'it is at no public address'],
          credentials: [
            '地址中带有密码；接收方应核对签名',
            '位址中帶有密碼；接收方應核對簽章',
            'it holds a password; subscribers verify signatures instead',
          ],
        },
      },
    },
  ),
  'webhook-test-running': problem(
    429,
    ['测试正在进行', '測試正在進行', 'A test is running'],
    [
      '订阅“{webhookId}”的测试尚未结束（每个订阅同时一个，每个进程同时 {limit} 个，最多 {seconds} 秒）。请待其结束后重试。',
      '訂閱「{webhookId}」的測試尚未結束（每個訂閱同時一個，每個行程同時 {limit} 個，最多 {seconds} 秒）。請待其結束後重試。',
      "A test of webhook '{webhookId}' has to wait: one runs at a time for each webhook, {limit} in a process, each for at most {seconds} seconds. Try again later.",
    ],
  ),
  'dead-letter-unknown': problem(
    404,
    ['没有此死信', '沒有此死信', 'Unknown dead letter'],
    [
      '位置 {position} 没有未送达的事件。GET /webhooks/{webhookId}/dead-letters 列出现有的。',
      '位置 {position} 沒有未送達的事件。GET /webhooks/{webhookId}/dead-letters 列出現有的。',
      'There is no dead letter at position {position}. GET /webhooks/{webhookId}/dead-letters lists them.',
    ],
  ),
} as const;
