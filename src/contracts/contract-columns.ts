import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Column } from '../platform/http/conventions/csv.js';
import type { ListedContract } from './listed-contract.js';

type Shown = Column<ListedContract>;

const states: Readonly<Record<ListedContract['state'], Readonly<Record<Language, string>>>> = {
  'not-started': { 'zh-CN': '未开始', 'zh-TW': '尚未開始', en: 'not started' },
  'in-term': { 'zh-CN': '服务期内', 'zh-TW': '服務期內', en: 'in term' },
  gap: { 'zh-CN': '缺口', 'zh-TW': '空窗期', en: 'gap' },
  lapsed: { 'zh-CN': '已过期', 'zh-TW': '已到期', en: 'lapsed' },
  suspended: { 'zh-CN': '已暂停', 'zh-TW': '已暫停', en: 'suspended' },
  terminated: { 'zh-CN': '已终止', 'zh-TW': '已終止', en: 'terminated' },
};

const column = (headings: readonly [string, string, string], value: Shown['value']): Shown => ({
  heading: { 'zh-CN': headings[0], 'zh-TW': headings[1], en: headings[2] },
  value,
});

/** The list of contracts as CSV. */
export const contractColumns = (language: Language): readonly Shown[] => [
  column(['合同号', '合約編號', 'Contract number'], ({ contractNo }) => contractNo),
  column(['许可证号', '授權編號', 'Licence number'], ({ licenceNo }) => licenceNo),
  column(['客户编号', '客戶編號', 'Customer code'], ({ customerCode }) => customerCode),
  column(['客户名称', '客戶名稱', 'Customer name'], ({ customerName }) => customerName),
  column(['产品', '產品', 'Product'], ({ product }) => product.name),
  column(['购买版本', '購買版本', 'Version bought'], ({ product }) => product.version),
  column(['已装版本', '已安裝版本', 'Installed version'], ({ installedVersion }) => installedVersion),
  column(['购买日期', '購買日期', 'Purchased on'], ({ purchasedOn }) => purchasedOn),
  column(['状态', '狀態', 'State'], ({ state }) => states[state][language]),
  column(['本期起始日', '本期起始日', 'Current term from'], ({ currentTerm }) => currentTerm?.firstDay ?? null),
  column(['本期到期日', '本期到期日', 'Current term to'], ({ currentTerm }) => currentTerm?.lastDay ?? null),
  column(['最后到期日', '最後到期日', 'Last day of the last term'], ({ lastDay }) => lastDay),
  column(['有缺口', '有空窗期', 'Gap'], ({ gap }) => gap),
  column(['有未付款', '有未付款', 'Unpaid'], ({ unpaid }) => unpaid),
];
