import { problem } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    persons: typeof personProblems;
  }
}

/** Refusals about persons who were named with commands. */
export const personProblems = {
  'person-unknown': problem(
    404,
    ['没有此人', '沒有此人', 'Unknown person'],
    [
      '没有以“{person}”名义登记的政策、版本、客户合并、事件推送、密钥或导入，也没有此联系人。请按当时填写的姓名或标识重试；客户和合同中的姓名请在客户处清除。',
      '沒有以「{person}」名義登記的政策、版本、客戶合併、事件推送、金鑰或匯入，也沒有此聯絡人。請依當時填寫的姓名或識別碼重試；客戶與合約中的姓名請在客戶處清除。',
      "Nothing about policies, releases, merges, webhooks, keys or imports was recorded on behalf of '{person}', and there is no such contact. Give the name or id as it was given then; names with customers and contracts are erased at the customer.",
    ],
  ),
  'names-too-many': problem(
    503,
    ['姓名过多', '姓名過多', 'Too many names'],
    [
      '此厂商的服务请求和受理登记中的姓名超过 {max} 个，本进程无法全部放入内存。请在 GET /requests 和 GET /intakes 中逐条查找。',
      '此廠商的服務案件與受理登記中的姓名超過 {max} 個，本行程無法全部放入記憶體。請在 GET /requests 與 GET /intakes 中逐筆查找。',
      'The requests and intakes of this vendor name more than {max} persons, which this process cannot keep in memory. Look through GET /requests and GET /intakes.',
    ],
  ),
} as const;
