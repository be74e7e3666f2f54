import { contractRightProblems } from './contract-rights.problems.js';
import { recordedFactProblems } from './recorded-facts.problems.js';
import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    contracts: typeof contractProblems;
  }
}

/** Refusals about contracts: terms, payments, interruptions and endings. */
export const contractProblems = {
  'contract-unknown': problem(
    404,
    ['没有此合同', '沒有此合約', 'Unknown contract'],
    ['合同不存在。请检查标识。', '合約不存在。請檢查識別碼。', 'The contract does not exist. Check the id.'],
  ),
  'period-unreadable': problem(
    400,
    ['期限无法识别', '期限無法識別', 'Period not understood'],
    [
      '期限“{period}”无法识别；应如 P1Y 或 P6M。',
      '期限「{period}」無法識別；應如 P1Y 或 P6M。',
      "The period '{period}' is not understood; write one such as P1Y or P6M.",
    ],
    { ways: ['/period', '/freePeriod'] },
  ),
  'terms-overlap': refusal(
    ['服务期重叠', '服務期重疊', 'Terms overlap'],
    [
      '服务期 {firstDay} 至 {lastDay} 与 {otherFirstDay} 至 {otherLastDay} 重叠。请在 {ways} 中给出 {otherLastDay} 之后的起始日。',
      '服務期 {firstDay} 至 {lastDay} 與 {otherFirstDay} 至 {otherLastDay} 重疊。請在 {ways} 中給出 {otherLastDay} 之後的起始日。',
      'The term from {firstDay} to {lastDay} overlaps the one from {otherFirstDay} to {otherLastDay}. Give a first day after {otherLastDay} in {ways}.',
    ],
    { ways: ['/startOn', '/terms'] },
  ),
  'term-runs-backwards': refusal(
    ['服务期起止颠倒', '服務期起訖顛倒', 'Term runs backwards'],
    [
      '到期日 {lastDay} 早于起始日 {firstDay}。请更正 {ways}。',
      '到期日 {lastDay} 早於起始日 {firstDay}。請更正 {ways}。',
      'The last day {lastDay} lies before the first day {firstDay}. Correct {ways}.',
    ],
    { ways: ['/lastDay', '/terms', '/on', '/from'] },
  ),
  'term-before-purchase': refusal(
    ['服务期早于购买', '服務期早於購買', 'Term before the purchase'],
    [
      '服务期起始日 {firstDay} 早于购买日 {purchasedOn}。请更正 {ways}。',
      '服務期起始日 {firstDay} 早於購買日 {purchasedOn}。請更正 {ways}。',
      'The first day {firstDay} lies before the purchase on {purchasedOn}. Correct {ways}.',
    ],
    { ways: ['/startOn', '/terms', '/purchasedOn'] },
  ),
  'signed-in-future': refusal(
    ['签订日在将来', '簽訂日在將來', 'Signed in the future'],
    [
      '签订日 {signedOn} 晚于今天 {today}。请更正 `signedOn`，或在签订后登记。',
      '簽訂日 {signedOn} 晚於今天 {today}。請更正 `signedOn`，或在簽訂後登記。',
      'The day of signing {signedOn} lies after today, {today}. Correct `signedOn`, or record it once it is signed.',
    ],
    { ways: ['/signedOn'] },
  ),
  'signed-before-purchase': refusal(
    ['签订早于购买', '簽訂早於購買', 'Signed before the purchase'],
    [
      '签订日 {signedOn} 早于购买日 {purchasedOn}。请更正 `signedOn`。',
      '簽訂日 {signedOn} 早於購買日 {purchasedOn}。請更正 `signedOn`。',
      'The day of signing {signedOn} lies before the purchase on {purchasedOn}. Correct `signedOn`.',
    ],
    { ways: ['/signedOn'] },
  ),
  'length-ambiguous': problem(
    400,
    ['期限不明确', '期限不明確', 'Length ambiguous'],
    [
      '`period` 与 `lastDay` 须给出且只给出一个。',
      '`period` 與 `lastDay` 須給出且只給出一個。',
      'Give either `period` or `lastDay`, one of them.',
    ],
    { ways: ['/period', '/lastDay'] },
  ),
  'start-needs-reason': refusal(
    ['变更起始日需说明原因', '變更起始日需說明原因', 'Start needs a reason'],
    [
      '按规则服务期从 {due} 开始，而 `startOn` 是 {startOn}。请用 `reason` 说明原因，或去掉 `startOn`。',
      '依規則服務期自 {due} 起開始，而 `startOn` 是 {startOn}。請以 `reason` 說明原因，或移除 `startOn`。',
      'By the rules the term begins on {due}, and `startOn` is {startOn}. Give `startOn` with a `reason`, or leave it out.',
    ],
    { ways: ['/reason'] },
  ),
  'needs-admin': problem(
    403,
    ['须由管理员办理', '須由管理員辦理', 'Needs an admin'],
    [
      '{value} 这一时间只有管理员可以登记，并须以 `reason` 说明原因。请由管理员办理。',
      '{value} 這一時間只有管理員可以登記，並須以 `reason` 說明原因。請由管理員辦理。',
      'Only an admin may record {value}, with a `reason`. Ask one to do it.',
    ],
  ),
  'term-unknown': problem(
    404,
    ['没有此服务期', '沒有此服務期', 'Unknown term'],
    [
      '该合同没有服务期“{termId}”。请检查标识。',
      '該合約沒有服務期「{termId}」。請檢查識別碼。',
      "The contract has no term '{termId}'. Check the id.",
    ],
    { ways: ['/termId', '/terms'] },
  ),
  'term-not-due': refusal(
    ['服务期无应付款', '服務期無應付款', 'Nothing due'],
    [
      '服务期 {firstDay} 至 {lastDay} 没有应付款。请核对 `termId`。',
      '服務期 {firstDay} 至 {lastDay} 沒有應付款。請核對 `termId`。',
      'Nothing is due for the term from {firstDay} to {lastDay}. Check `termId`.',
    ],
    { ways: ['/termId'] },
  ),
  'currency-differs': refusal(
    ['币种不同', '幣別不同', 'Currency differs'],
    [
      '币种是 {currency}，该服务期以 {expected} 计。请在 `amount` 中以 {expected} 登记。',
      '幣別是 {currency}，該服務期以 {expected} 計。請在 `amount` 中以 {expected} 登記。',
      'The currency is {currency}, that of the term {expected}. Give `amount` in {expected}.',
    ],
    { ways: ['/amount'] },
  ),
  'amount-not-positive': problem(
    400,
    ['金额须大于零', '金額須大於零', 'Amount not positive'],
    [
      '金额 {amount} 不大于零。请更正 `amount`。',
      '金額 {amount} 不大於零。請更正 `amount`。',
      'The amount {amount} is not more than zero. Correct `amount`.',
    ],
    { ways: ['/amount'] },
  ),
  'paid-in-future': refusal(
    ['付款日在将来', '付款日在將來', 'Paid in the future'],
    [
      '付款日 {paidOn} 晚于今天 {today}。请更正 `paidOn`，或在到账后登记。',
      '付款日 {paidOn} 晚於今天 {today}。請更正 `paidOn`，或在到帳後登記。',
      'The day of payment {paidOn} lies after today, {today}. Correct `paidOn`, or record it once it is paid.',
    ],
    { ways: ['/paidOn'] },
  ),
  'free-term-not-cancellable': refusal(
    ['免费期不可取消', '免費期不可取消', 'Free term stays'],
    [
      '免费期不可取消。如需停止服务，请终止合同。',
      '免費期不可取消。如需停止服務，請終止合約。',
      'The free term cannot be cancelled. Terminate the contract to end the service.',
    ],
  ),
  'cancel-after-term': refusal(
    ['取消日晚于服务期', '取消日晚於服務期', 'Cancelled after its end'],
    [
      '取消日 {from} 晚于服务期的到期日 {lastDay}。请将 `from` 改为 {lastDay} 或更早。',
      '取消日 {from} 晚於服務期的到期日 {lastDay}。請將 `from` 改為 {lastDay} 或更早。',
      'The day {from} lies after the last day of the term, {lastDay}. Name that day or an earlier one in `from`.',
    ],
    { ways: ['/from'] },
  ),
  'suspension-runs-backwards': refusal(
    ['暂停起止颠倒', '暫停起訖顛倒', 'Suspension runs backwards'],
    [
      '暂停的最后一日 {to} 早于第一日 {from}。请更正 `to` 或 `from`。',
      '暫停的最後一日 {to} 早於第一日 {from}。請更正 `to` 或 `from`。',
      'The last suspended day {to} lies before the first one, {from}. Correct `to` or `from`.',
    ],
    { ways: ['/to'] },
  ),
  'suspensions-overlap': refusal(
    ['暂停重叠', '暫停重疊', 'Suspensions overlap'],
    [
      '自 {from} 的暂停与 {otherFrom} 至 {otherTo} 的暂停重叠。请先恢复，或更正 `from` 和 `to`。',
      '自 {from} 的暫停與 {otherFrom} 至 {otherTo} 的暫停重疊。請先恢復，或更正 `from` 與 `to`。',
      'The suspension from {from} overlaps the one from {otherFrom} to {otherTo}. Resume first, or correct `from` and `to`.',
    ],
    { ways: ['/from', '/to'] },
  ),
  'not-suspended': refusal(
    ['合同未暂停', '合約未暫停', 'Not suspended'],
    [
      '合同在 {on} 并未暂停。请更正 `on`。',
      '合約在 {on} 並未暫停。請更正 `on`。',
      'The contract is not suspended on {on}. Correct `on`.',
    ],
    { ways: ['/on'] },
  ),
  'resumed-before-suspended': refusal(
    ['恢复早于暂停', '恢復早於暫停', 'Resumed too early'],
    [
      '恢复日 {on} 早于暂停的第一日 {from}。请将 `on` 改为 {from} 或其后的一日。',
      '恢復日 {on} 早於暫停的第一日 {from}。請將 `on` 改為 {from} 或其後的一日。',
      'The day {on} lies before the suspension begins on {from}. Name {from} or a later day in `on`.',
    ],
    { ways: ['/on'] },
  ),
  terminated: refusal(
    ['合同已终止', '合約已終止', 'Terminated'],
    [
      '合同自 {from} 起已终止。如系误操作，请先撤销终止。',
      '合約自 {from} 起已終止。如係誤操作，請先撤銷終止。',
      'The contract is terminated from {from}. Reinstate it first if that was a mistake.',
    ],
  ),
  'terminated-otherwise': refusal(
    ['已于另一日终止', '已於另一日終止', 'Terminated from another day'],
    [
      '合同已自 {recorded} 起终止，不是 {from}。请先撤销终止再重新登记。',
      '合約已自 {recorded} 起終止，不是 {from}。請先撤銷終止再重新登記。',
      'The contract is terminated from {recorded}, not {from}. Reinstate it, then terminate it anew.',
    ],
  ),
  'terminated-before-purchase': refusal(
    ['终止早于购买', '終止早於購買', 'Terminated before the purchase'],
    [
      '终止日 {from} 早于购买日 {purchasedOn}。请更正 `from`。',
      '終止日 {from} 早於購買日 {purchasedOn}。請更正 `from`。',
      'The day {from} lies before the purchase on {purchasedOn}. Correct `from`.',
    ],
    { ways: ['/from'] },
  ),
  'already-owner': refusal(
    ['客户已拥有合同', '客戶已擁有合約', 'Already the owner'],
    [
      '该客户已拥有该合同。请核对 `toCustomerId`。',
      '該客戶已擁有該合約。請核對 `toCustomerId`。',
      'The customer owns the contract already. Check `toCustomerId`.',
    ],
    { ways: ['/toCustomerId'] },
  ),
  'transfer-too-early': refusal(
    ['转让日过早', '移轉日過早', 'Transfer too early'],
    [
      '转让日 {from} 不晚于现客户取得合同的 {since}。请将 `from` 改为其后的一日。',
      '移轉日 {from} 不晚於現客戶取得合約的 {since}。請將 `from` 改為其後的一日。',
      'The day {from} is too early: the present owner has it since {since}. Name a later day in `from`.',
    ],
    { ways: ['/from'] },
  ),
  ...contractRightProblems,
  ...recordedFactProblems,
} as const;
