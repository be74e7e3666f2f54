import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import type { ListedContract } from './listed-contract.js';

const states: Readonly<Record<ListedContract['state'], Three>> = {
  'not-started': ['未开始', '尚未開始', 'not started'],
  'in-term': ['服务期内', '服務期內', 'in term'],
  gap: ['缺口', '空窗期', 'gap'],
  lapsed: ['已过期', '已到期', 'lapsed'],
  suspended: ['已暂停', '已暫停', 'suspended'],
  terminated: ['已终止', '已終止', 'terminated'],
};

const shown = column<ListedContract>;

/** The list of contracts as CSV. */
export const contractColumns = (language: Language): readonly Column<ListedContract>[] => [
  shown(['合同号', '合約編號', 'Contract number'], ({ contractNo }) => contractNo),
  shown(['许可证号', '授權編號', 'Licence number'], ({ licenceNo }) => licenceNo),
  shown(['客户编号', '客戶編號', 'Customer code'], ({ customerCode }) => customerCode),
  shown(['客户名称', '客戶名稱', 'Customer name'], ({ customerName }) => customerName),
  shown(['产品', '產品', 'Product'], ({ product }) => product.name),
  shown(['购买版本', '購買版本', 'Version bought'], ({ product }) => product.version),
  shown(['已装版本', '已安裝版本', 'Installed version'], ({ installedVersion }) => installedVersion),
  shown(['购买日期', '購買日期', 'Purchased on'], ({ purchasedOn }) => purchasedOn),
  shown(['状态', '狀態', 'State'], ({ state }) => oneOfThree(states[state], language)),
  shown(['本期起始日', '本期起始日', 'Current term from'], ({ currentTerm }) => currentTerm?.firstDay ?? null),
  shown(['本期到期日', '本期到期日', 'Current term to'], ({ currentTerm }) => currentTerm?.lastDay ?? null),
  shown(['最后到期日', '最後到期日', 'Last day of the last term'], ({ lastDay }) => lastDay),
  shown(['有缺口', '有空窗期', 'Gap'], ({ gap }) => gap),
  shown(['有未付款', '有未付款', 'Unpaid'], ({ unpaid }) => unpaid),
];
