import type { Language } from '../../domain/kernel/vocabulary.js';
import { serviceNames } from '../explanations/explanations.port.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree } from '../platform/http/problems/texts.js';
import type { ListedRequest } from './request-search.js';
import { stateTexts } from './request-texts.js';

const shown = column<ListedRequest>;

/** The list of requests as CSV. */
export const requestColumns = (language: Language): readonly Column<ListedRequest>[] => [
  shown(['编号', '編號', 'Number'], ({ no }) => no),
  shown(['客户标识', '客戶識別碼', 'Customer id'], ({ customerId }) => customerId),
  shown(['标题', '標題', 'Title'], ({ title }) => title),
  shown(['服务', '服務', 'Service'], ({ service }) => oneOfThree(serviceNames[service], language)),
  shown(['优先级', '優先順序', 'Priority'], ({ priority }) => priority),
  shown(['状态', '狀態', 'State'], ({ state }) => oneOfThree(stateTexts[state], language)),
  shown(['提出时间', '提出時間', 'Requested at'], ({ requestedAt }) => requestedAt),
  shown(['最近期限', '最近期限', 'Next due'], ({ nextDueAt }) => nextDueAt),
  shown(['享有权益', '享有權益', 'Entitled'], ({ entitled }) => entitled),
];
