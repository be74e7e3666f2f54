import { publicationSentences } from './problem-texts.js';
import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    policies: typeof policyProblems;
  }
}

/** Refusals about policies and calendars that are published (P1, P2, K2). */
export const policyProblems = {
  'policy-of-other-vendor': refusal(
    ['政策属于其他厂商', '政策屬於其他廠商', "Another vendor's policy"],
    [
      '该政策属于厂商 {policyVendor}，不是 {vendor}。请在其厂商下发布。',
      '該政策屬於廠商 {policyVendor}，不是 {vendor}。請在其廠商下發布。',
      'The policy belongs to the vendor {policyVendor}, not to {vendor}. Publish it there.',
    ],
  ),
  'policy-version-exists': refusal(
    ['政策版本已存在', '政策版本已存在', 'Policy version exists'],
    [
      '{vendor} 的政策第 {version} 版已发布且内容不同；已发布的版本不可更改。请使用新的版本号。',
      '{vendor} 的政策第 {version} 版已發布且內容不同；已發布的版本不可更改。請使用新的版本號。',
      'Version {version} of the policy of {vendor} was published with another content and never changes. Take a new version number.',
    ],
  ),
  'policy-version-not-next': refusal(
    ['政策版本号不连续', '政策版本號不連續', 'Policy version not the next'],
    [
      '第 {version} 版不是下一版。请使用版本号 {next}。',
      '第 {version} 版不是下一版。請使用版本號 {next}。',
      'Version {version} is not the next one. Take the number {next}.',
    ],
  ),
  'policy-effective-too-early': refusal(
    ['政策生效日过早', '政策生效日過早', 'Policy effective too early'],
    [
      '第 {version} 版自 {effectiveFrom} 生效，早于上一版的 {last}。请改为不早于该日。',
      '第 {version} 版自 {effectiveFrom} 生效，早於上一版的 {last}。請改為不早於該日。',
      'Version {version} would take effect on {effectiveFrom}, before the last one on {last}. Name that day or a later one.',
    ],
  ),
  'policy-invalid': problem(
    400,
    ['政策内容有误', '政策內容有誤', 'Invalid policy'],
    [
      '政策不能发布：{reason}。请更正后重发。',
      '政策不能發布：{reason}。請更正後重送。',
      'The policy cannot be published: {reason}. Correct it and send it again.',
    ],
  ),
  'policies-unreadable': problem(
    503,
    ['厂商的政策不可用', '廠商的政策不可用', 'Policies of the vendor unusable'],
    [
      '{vendor} 的 {what}（位置 {position}）不可用：{cause}。其他厂商不受影响，记录未丢失。请管理员按运维手册“A vendor that is not answered”一节处理：启动能读取它的产品版本，或发布下一版。',
      '{vendor} 的 {what}（位置 {position}）不可用：{cause}。其他廠商不受影響，記錄未遺失。請管理員按維運手冊「A vendor that is not answered」一節處理：啟動能讀取它的產品版本，或發布下一版。',
      "{what} of {vendor} (position {position}) cannot be used: {cause}. Other vendors are answered, and nothing is lost. The administrator follows 'A vendor that is not answered' in docs/operations.md: start the version of the product that can read it, or publish the next version.",
    ],
    { factSentences: { what: publicationSentences, cause: publicationSentences } },
  ),
  'calendar-version-exists': refusal(
    ['日历版本已存在', '行事曆版本已存在', 'Calendar version exists'],
    [
      '日历 {version} 已发布且内容不同。请使用新的版本。',
      '行事曆 {version} 已發布且內容不同。請使用新的版本。',
      'The calendar {version} was published with another content. Take a new version.',
    ],
  ),
  'answer-version-newer': refusal(
    ['答复版本较新', '答覆版本較新', 'Newer answer version'],
    [
      '服务台账按答复规则第 {adopted} 版作答，而本程序只认识到第 {known} 版。请重新启动较新的程序。',
      '服務帳本按答覆規則第 {adopted} 版作答，而本程式只認識到第 {known} 版。請重新啟動較新的程式。',
      'The ledger answers by version {adopted} of the rules, and this program knows them up to {known}. Start the newer program again.',
    ],
  ),
  'calendar-forgets-year': refusal(
    ['日历缺少年份', '行事曆缺少年份', 'Calendar forgets a year'],
    [
      '日历 {version} 缺少已发布过的 {year} 年。请补上。',
      '行事曆 {version} 缺少已發布過的 {year} 年。請補上。',
      'The calendar {version} lacks the year {year}, which was published before. Add it.',
    ],
  ),
} as const;
