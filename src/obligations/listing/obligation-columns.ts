import type { Suppression } from '../../../domain/obligation/kinds.js';
import type { Language } from '../../../domain/kernel/vocabulary.js';
import { obligationNames, obligationStateNames, suppressionNames } from '../../explanations/explanations.port.js';
import { type Column, column } from '../../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../../platform/http/problems/texts.js';
import type { ShownObligation } from './obligation-answers.js';

const outlookNames: Readonly<Record<Suppression | 'superseded', Three>> = {
  ...suppressionNames,
  superseded: ['将由后一次代替', '將由後一次取代', 'a later one replaces it'],
};

const shown = column<ShownObligation>;

/** The list of obligations as CSV. Instants are UTC, days those of the vendor's zone. */
export const obligationColumns = (language: Language): readonly Column<ShownObligation>[] => [
  shown(['到期时间', '到期時間', 'Due at'], ({ dueAt }) => dueAt),
  shown(['应办事项', '應辦事項', 'Obligation'], ({ kind }) => oneOfThree(obligationNames[kind], language)),
  shown(['状态', '狀態', 'State'], ({ state }) => oneOfThree(obligationStateNames[state], language)),
  shown(['未发原因', '未寄出原因', 'Why not sent'], ({ reason }) => nameOf(reason, language)),
  shown(['目前会因此不发', '目前會因此不寄出', 'Would not be sent now because'], ({ outlook }) =>
    nameOf(outlook, language),
  ),
  shown(['名义日期', '名義日期', 'Nominal day'], ({ nominalOn }) => nominalOn),
  shown(['日历未公布', '行事曆未公布', 'Provisional'], ({ provisional }) => provisional),
  shown(['客户标识', '客戶識別碼', 'Customer id'], ({ customerId }) => customerId),
  shown(['合同号', '合約編號', 'Contract number'], ({ contractNo }) => contractNo),
  shown(['到期日（含当日）', '到期日（含當日）', 'Last day'], ({ lastDay }) => lastDay),
  shown(['服务请求标识', '服務案件識別碼', 'Request id'], ({ requestId }) => requestId),
  shown(['受理登记标识', '受理登記識別碼', 'Intake id'], ({ intakeId }) => intakeId),
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
