import { deniedTexts, usedServiceTexts } from './denied-texts.js';
import { problem, refusal } from '../platform/http/problems/texts.js';

/** Refusals about agreements, upgrades and allowances of a contract. */
export const contractRightProblems = {
  'agreement-runs-backwards': refusal(
    ['协议起止颠倒', '協議起訖顛倒', 'Agreement runs backwards'],
    [
      '到期日 {validTo} 早于起始日 {validFrom}。请更正 `validTo` 或 `validFrom`。',
      '到期日 {validTo} 早於起始日 {validFrom}。請更正 `validTo` 或 `validFrom`。',
      'The last day {validTo} lies before the first day {validFrom}. Correct `validTo` or `validFrom`.',
    ],
    { ways: ['/validTo', '/validFrom'] },
  ),
  'major-needed': problem(
    400,
    ['缺少大版本', '缺少大版本', 'Major version needed'],
    [
      '大版本升级协议须写明可升级到的大版本。请给出 `toMajor`。',
      '大版本升級協議須寫明可升級到的大版本。請給出 `toMajor`。',
      'An agreement on a major upgrade names the major version it reaches. Give `toMajor`.',
    ],
    { ways: ['/toMajor'] },
  ),
  'major-not-expected': problem(
    400,
    ['不应有大版本', '不應有大版本', 'No major version expected'],
    [
      '只有大版本升级协议涉及大版本，这里给出了 {toMajor}。请去掉 `toMajor`。',
      '只有大版本升級協議涉及大版本，此處給出了 {toMajor}。請移除 `toMajor`。',
      'Only an agreement on a major upgrade reaches a major version; {toMajor} was given. Leave out `toMajor`.',
    ],
    { ways: ['/toMajor'] },
  ),
  'not-entitled': refusal(
    ['无此权益', '無此權益', 'Not entitled'],
    [
      '客户无权享受此服务，原因：{reason}。用 GET /api/v1/entitlements/check 可查看补救办法。',
      '客戶無權享受此服務，原因：{reason}。用 GET /api/v1/entitlements/check 可查看補救方式。',
      'The customer is not entitled, since {reason}. GET /api/v1/entitlements/check names the remedy.',
    ],
    { factTexts: { reason: deniedTexts } },
  ),
  'performed-in-future': refusal(
    ['升级日在将来', '升級日在將來', 'Performed in the future'],
    [
      '升级日 {performedOn} 晚于今天 {today}。请更正 `performedOn`，或在完成后登记。',
      '升級日 {performedOn} 晚於今天 {today}。請更正 `performedOn`，或在完成後登記。',
      'The day {performedOn} lies after today, {today}. Correct `performedOn`, or record it once it is done.',
    ],
    { ways: ['/performedOn'] },
  ),
  'version-unreadable': problem(
    400,
    ['版本号无法识别', '版本號無法識別', 'Version not understood'],
    [
      '版本号“{version}”无法识别；应如 4.11。',
      '版本號「{version}」無法識別；應如 4.11。',
      "The version '{version}' is not understood; write one such as 4.11.",
    ],
    { ways: ['/targetVersion'] },
  ),
  'already-exercised': refusal(
    ['已升级到该版本', '已升級到該版本', 'Already upgraded'],
    [
      '升级到 {targetVersion} 已登记过。请核对 `targetVersion`。',
      '升級到 {targetVersion} 已登記過。請核對 `targetVersion`。',
      'The upgrade to {targetVersion} is recorded already. Check `targetVersion`.',
    ],
    { ways: ['/targetVersion'] },
  ),
  'not-an-upgrade': refusal(
    ['不是升级', '不是升級', 'Not an upgrade'],
    [
      '{targetVersion} 与当日前后的版本 {installed} 次序不符。请核对 `targetVersion` 和 `performedOn`。',
      '{targetVersion} 與當日前後的版本 {installed} 次序不符。請核對 `targetVersion` 與 `performedOn`。',
      '{targetVersion} does not fit the order with {installed}, installed around that day. Check `targetVersion` and `performedOn`.',
    ],
    { ways: ['/targetVersion', '/performedOn'] },
  ),
  'no-term-that-day': refusal(
    ['当日无服务期', '當日無服務期', 'No term that day'],
    [
      '{on} 不在任何服务期内。请续费或更正 `on`。',
      '{on} 不在任何服務期內。請續約或更正 `on`。',
      'No term contains {on}. Renew the contract, or correct `on`.',
    ],
    { ways: ['/on'] },
  ),
  'allowance-exhausted': refusal(
    ['额度已用完', '額度已用完', 'Allowance exhausted'],
    [
      '本服务期内{service}已用 {used} 次，上限 {limit} 次。请待下一服务期。',
      '本服務期內{service}已用 {used} 次，上限 {limit} 次。請待下一服務期。',
      'In this term, {used} of {limit} uses of {service} are recorded. Wait for the next term.',
    ],
    { factTexts: { service: usedServiceTexts } },
  ),
  'licence-revoked-that-day': refusal(
    ['许可证当日无效', '授權當日無效', 'Licence not valid that day'],
    [
      '{on} 当日许可证已失效，不提供服务。请先恢复许可证；确已提供的，由管理员写明 `reason` 登记。',
      '{on} 當日授權已撤銷，不提供服務。請先恢復授權；確已提供的，由管理員寫明 `reason` 登記。',
      'The licence was revoked on {on}. Restore it first. An admin can record what was done nevertheless, with a `reason`.',
    ],
    { ways: ['/reason'] },
  ),
  'suspended-that-day': refusal(
    ['当日已暂停', '當日已暫停', 'Suspended that day'],
    [
      '{on} 当日服务暂停。请先恢复服务，或核对日期；确已提供的，由管理员写明 `reason` 登记。',
      '{on} 當日服務暫停。請先恢復服務，或核對日期；確已提供的，由管理員寫明 `reason` 登記。',
      'The contract was suspended on {on}. Resume it or check the day. An admin can record what was done nevertheless, with a `reason`.',
    ],
    { ways: ['/reason'] },
  ),
  'unpaid-that-day': refusal(
    ['当日费用未付', '當日費用未付', 'Unpaid that day'],
    [
      '{on} 所在服务期的费用当日未付。请先登记付款；确已提供的，由管理员写明 `reason` 登记。',
      '{on} 所在服務期的費用當日未付。請先登記付款；確已提供的，由管理員寫明 `reason` 登記。',
      'The fee of the term was not paid on {on}. Record the payment first. An admin can record what was done nevertheless, with a `reason`.',
    ],
    { ways: ['/reason'] },
  ),
  'use-unknown': problem(
    404,
    ['没有此使用记录', '沒有此使用記錄', 'Unknown use'],
    [
      '该合同没有使用记录“{useId}”。请检查标识。',
      '該合約沒有使用記錄「{useId}」。請檢查識別碼。',
      "The contract has no use '{useId}'. Check the id.",
    ],
  ),
} as const;
