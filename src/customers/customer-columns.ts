import type { Language, Level, Region } from '../../domain/kernel/vocabulary.js';
import { type Column, column } from '../platform/http/conventions/csv.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import type { TabledCustomer } from './customer-search.js';

const shown = column<TabledCustomer>;

const levels: Readonly<Record<Level, Three>> = {
  standard: ['普通', '一般', 'standard'],
  key: ['重点', '重點', 'key'],
  vip: ['VIP', 'VIP', 'VIP'],
};
const regions: Readonly<Record<Region, Three>> = {
  city: ['市内', '市區', 'city'],
  suburb: ['市郊', '郊區', 'suburb'],
  outside: ['外地', '外縣市', 'outside'],
  unknown: ['未知', '未知', 'unknown'],
};

/** The list of customers as CSV; the manager, with mail address and telephone, for those who may read persons. */
export const customerColumns = (language: Language, withManager: boolean): readonly Column<TabledCustomer>[] => [
  shown(['客户编号', '客戶編號', 'Customer code'], ({ code }) => code),
  shown(['客户名称', '客戶名稱', 'Customer name'], ({ name }) => name),
  shown(['级别', '等級', 'Level'], ({ level }) => oneOfThree(levels[level], language)),
  shown(['地区', '地區', 'Region'], ({ region }) => oneOfThree(regions[region], language)),
  ...(withManager
    ? [
        shown(['客户经理', '客戶經理', 'Customer manager'], ({ manager }) => manager?.name ?? null),
        shown(['客户经理邮箱', '客戶經理電子郵件', "Manager's mail address"], ({ manager }) => manager?.email ?? null),
        shown(['客户经理电话', '客戶經理電話', "Manager's telephone"], ({ manager }) => manager?.phone ?? null),
      ]
    : []),
  shown(['已合并的客户', '已合併的客戶', 'Merged customers'], ({ merged }) => merged.map(({ code }) => code).join(' ')),
];
