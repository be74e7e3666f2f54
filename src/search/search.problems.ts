import { problem } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    search: typeof searchProblems;
  }
}

/** Refusals of searches. */
export const searchProblems = {
  'search-too-large': problem(
    503,
    ['数据过多，无法搜索', '資料過多，無法搜尋', 'Too much to search'],
    [
      '此厂商的名称和编号超过 {max} 条，本进程无法全部放入内存。请用标识、客户编号或合同号直接查询。',
      '此廠商的名稱和編號超過 {max} 筆，本行程無法全部放入記憶體。請用識別碼、客戶編號或合約編號直接查詢。',
      'This vendor has more than {max} names and numbers, which this process cannot keep in memory. Ask by id, customer code or contract number.',
    ],
  ),
};
