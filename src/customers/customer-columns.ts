import { type Language, type Level, languages, type Region } from '../../domain/kernel/vocabulary.js';
import type { Column } from '../platform/http/conventions/csv.js';
import type { ListedCustomer } from './customer-search.js';

const column = (
  headings: readonly [string, string, string],
  value: Column<ListedCustomer>['value'],
): Column<ListedCustomer> => ({
  heading: { 'zh-CN': headings[0], 'zh-TW': headings[1], en: headings[2] },
  value,
});

const levels: Readonly<Record<Level, readonly [string, string, string]>> = {
  standard: ['普通', '一般', 'standard'],
  key: ['重点', '重點', 'key'],
  vip: ['VIP', 'VIP', 'VIP'],
};
const regions: Readonly<Record<Region, readonly [string, string, string]>> = {
  city: ['市内', '市區', 'city'],
  suburb: ['市郊', '郊區', 'suburb'],
  outside: ['外地', '外縣市', 'outside'],
  unknown: ['未知', '未知', 'unknown'],
};

/** The list of customers as CSV; the manager for those who may read persons. */
export const customerColumns = (language: Language, withManager: boolean): readonly Column<ListedCustomer>[] => [
  column(['客户编号', '客戶編號', 'Customer code'], ({ code }) => code),
  column(['客户名称', '客戶名稱', 'Customer name'], ({ name }) => name),
  column(['级别', '等級', 'Level'], ({ level }) => levels[level][languages.indexOf(language)]!),
  column(['地区', '地區', 'Region'], ({ region }) => regions[region][languages.indexOf(language)]!),
  ...(withManager
    ? [column(['客户经理', '客戶經理', 'Customer manager'], ({ customerManager }) => customerManager ?? null)]
    : []),
  column(['已合并的客户', '已合併的客戶', 'Merged customers'], ({ merged }) =>
    merged.map(({ code }) => code).join(' '),
  ),
];
