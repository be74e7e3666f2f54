import { problem, refusal } from '../platform/http/problems/texts.js';

/** Refusals about facts that were recorded by mistake: what is corrected and taken back (C9). */
export const recordedFactProblems = {
  'payment-unknown': problem(
    404,
    ['没有此付款', '沒有此付款', 'Unknown payment'],
    [
      '该合同没有付款“{id}”。GET /api/v1/contracts/{contractId} 的 `payments` 列有各笔付款。',
      '該合約沒有付款「{id}」。GET /api/v1/contracts/{contractId} 的 `payments` 列有各筆付款。',
      "The contract has no payment '{id}'. GET /api/v1/contracts/{contractId} lists them as payments.",
    ],
  ),
  'agreement-unknown': problem(
    404,
    ['没有此协议', '沒有此協議', 'Unknown agreement'],
    [
      '该合同没有协议“{id}”。GET /api/v1/contracts/{contractId} 的 `agreements` 列有各份协议。',
      '該合約沒有協議「{id}」。GET /api/v1/contracts/{contractId} 的 `agreements` 列有各份協議。',
      "The contract has no agreement '{id}'. GET /api/v1/contracts/{contractId} lists them as agreements.",
    ],
  ),
  'upgrade-unknown': problem(
    404,
    ['没有此升级', '沒有此升級', 'Unknown upgrade'],
    [
      '该合同没有升级“{id}”。GET /api/v1/contracts/{contractId} 的 `upgrades` 列有各次升级。',
      '該合約沒有升級「{id}」。GET /api/v1/contracts/{contractId} 的 `upgrades` 列有各次升級。',
      "The contract has no upgrade '{id}'. GET /api/v1/contracts/{contractId} lists them as upgrades.",
    ],
  ),
  'transfer-unknown': problem(
    404,
    ['没有此转让', '沒有此移轉', 'Unknown transfer'],
    [
      '该合同没有转让“{id}”。GET /api/v1/contracts/{contractId} 的 `transfers` 列有各次转让。',
      '該合約沒有移轉「{id}」。GET /api/v1/contracts/{contractId} 的 `transfers` 列有各次移轉。',
      "The contract has no transfer '{id}'. GET /api/v1/contracts/{contractId} lists them as transfers.",
    ],
  ),
  'taken-back': refusal(
    ['已经撤回', '已經撤回', 'Taken back already'],
    [
      '“{id}”已经撤回，视为从未有过，无可更正。请重新登记。',
      '「{id}」已經撤回，視為從未有過，無可更正。請重新登記。',
      "'{id}' was taken back and counts as never recorded, so it cannot be corrected. Record it anew.",
    ],
  ),
  'later-transfer': refusal(
    ['其后另有转让', '其後另有移轉', 'A later transfer builds on it'],
    [
      '此后合同又自 {laterFrom} 起转让给另一客户。请先撤回它：POST /api/v1/contracts/{contractId}/transfers/{laterId}/take-back；或以 …/transfers/{transferId}/correct 更正日期或客户。',
      '此後合約又自 {laterFrom} 起移轉給另一客戶。請先撤回它：POST /api/v1/contracts/{contractId}/transfers/{laterId}/take-back；或以 …/transfers/{transferId}/correct 更正日期或客戶。',
      'The contract was transferred again from {laterFrom}. Take that one back first: POST /api/v1/contracts/{contractId}/transfers/{laterId}/take-back; or correct day or customer: …/transfers/{transferId}/correct.',
    ],
  ),
} as const;
