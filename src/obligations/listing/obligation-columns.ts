import type { ObligationState, Suppression } from '../../../domain/obligation/kinds.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { obligationNames, suppressionNames } from '../../explanations/explanations.port.js';
import { type Column, column } from '../../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../../platform/http/problems/texts.js';
import type { ShownObligation } from './obligation-answers.js';

/** States in zh-CN, zh-TW, en. */
export const stateNames: Readonly<Record<ObligationState, Three>> = {
  planned: ['计划中', '計畫中', 'planned'],
  due: ['到期', '到期', 'due'],
  sent: ['已发送', '已傳送', 'sent'],
  done: ['已完成', '已完成', 'done'],
  suppressed: ['未发送', '未傳送', 'not sent'],
  superseded: ['已被取代', '已被取代', 'superseded'],
};
const outlookNames: Readonly<Record<Suppression | 'superseded', Three>> = {
  ...suppressionNames,
  superseded: ['将被后一项取代', '將被後一項取代', 'a later one replaces it'],
};

const shown = column<ShownObligation>;

/** The list of obligations as CSV. Instants are UTC, days those of the vendor's zone. */
export const obligationColumns = (language: Language): readonly Column<ShownObligation>[] => [
  shown(['到期时间', '到期時間', 'Due at'], ({ dueAt }) => dueAt),
  shown(['事项', '事項', 'Obligation'], ({ kind }) => oneOfThree(obligationNames[kind], language)),
  shown(['状态', '狀態', 'State'], ({ state }) => oneOfThree(stateNames[state], language)),
  shown(['未发送原因', '未傳送原因', 'Why not sent'], ({ reason }) => nameOf(reason, language)),
  shown(['当前会因此不发送', '目前會因此不傳送', 'Would not be sent now because'], ({ outlook }) =>
    nameOf(outlook, language),
  ),
  shown(['名义日期', '名義日期', 'Nominal day'], ({ nominalOn }) => nominalOn),
  shown(['日历未公布', '行事曆未公布', 'Provisional'], ({ provisional }) => provisional),
  shown(['客户标识', '客戶識別碼', 'Customer id'], ({ customerId }) => customerId),
  shown(['合同号', '合約編號', 'Contract number'], ({ contractNo }) => contractNo),
  shown(['最后一天', '最後一天', 'Last day'], ({ lastDay }) => lastDay),
  shown(['请求标识', '案件識別碼', 'Request id'], ({ requestId }) => requestId),
  shown(['来件标识', '來件識別碼', 'Intake id'], ({ intakeId }) => intakeId),
  shown(['已接收的收件人', '已接收的收件人', 'Recipients that accepted'], ({ recipients }) =>
    recipients.length === 0
      ? null
      : `${recipients.filter(({ state }) => state === 'accepted').length}/${recipients.length}`,
  ),
  shown(['结束时间', '結束時間', 'Ended at'], ({ endedAt }) => endedAt),
  shown(['故障', '故障', 'Fault'], ({ error }) => error),
  shown(['标识', '識別碼', 'Id'], ({ id }) => id),
];

const nameOf = (reason: string | null, language: Language): string | null =>
  reason === null ? null : oneOfThree(outlookNames[reason as keyof typeof outlookNames], language);
