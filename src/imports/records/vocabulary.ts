import { codeKey } from '../../../domain/kernel/spelling.js';
import type { Language, Level, Region } from '../../../domain/kernel/vocabulary.js';
import type { ImportTerms, Policy } from '../../../domain/policy/policy.js';
import { type Field, fields } from './fields.js';

/** The headings and terms of a vendor's files: its policy's own first, then those of the product in every language. */
export interface Vocabulary {
  readonly language: Language;
  /** All headings of a field; the first is the vendor's own, which templates and faults name. */
  readonly headings: Readonly<Record<Field, readonly string[]>>;
  /** By `codeKey`. */
  readonly levels: ReadonlyMap<string, Level>;
  readonly regions: ReadonlyMap<string, Region>;
  /** The terms of the vendor's language, for faults and templates. */
  readonly shownLevels: readonly string[];
  readonly shownRegions: readonly string[];
  /** Years may count from 1912. */
  readonly minguo: boolean;
}

type LanguageTerms = Required<Omit<ImportTerms, 'minguo'>> & {
  readonly headings: Readonly<Record<Field, readonly string[]>>;
};

const terms: Readonly<Record<Language, LanguageTerms>> = {
  'zh-CN': {
    headings: {
      customerCode: ['客户编号'],
      name: ['客户名称'],
      level: ['客户级别'],
      region: ['地区'],
      contractNo: ['合同号', '合同编号'],
      licenceNo: ['许可证号', '许可证编号'],
      series: ['产品系列'],
      productName: ['产品名称'],
      version: ['版本', '版本号'],
      modules: ['定制模块'],
      purchasedOn: ['购买日期'],
      renewals: ['续费记录'],
      contact: ['联系人'],
      phone: ['电话', '联系电话'],
      email: ['邮箱', '电子邮箱'],
      manager: ['客户经理'],
      managerPhone: ['客户经理电话'],
      managerEmail: ['客户经理邮箱', '客户经理电子邮箱'],
      note: ['备注'],
    },
    levels: { standard: ['普通'], key: ['重点', '重点客户'], vip: ['VIP'] },
    regions: { city: ['市内'], suburb: ['市郊'], outside: ['外地'] },
  },
  'zh-TW': {
    headings: {
      customerCode: ['客戶編號'],
      name: ['客戶名稱'],
      level: ['客戶等級', '客戶級別'],
      region: ['地區'],
      contractNo: ['合約編號', '合約號', '合同號', '合約號碼'],
      licenceNo: ['授權編號', '授權號', '授權號碼', '許可證號'],
      series: ['產品系列'],
      productName: ['產品名稱'],
      version: ['版本', '版本號'],
      modules: ['客製模組', '定製模組', '客製化模組'],
      purchasedOn: ['購買日期'],
      renewals: ['續約記錄', '續約紀錄', '續費記錄'],
      contact: ['聯絡人', '聯繫人'],
      phone: ['電話', '聯絡電話'],
      email: ['電子郵件', '電郵', '電子郵箱', '郵箱'],
      manager: ['客戶經理'],
      managerPhone: ['客戶經理電話'],
      managerEmail: ['客戶經理電子郵件', '客戶經理電郵', '客戶經理電子郵箱'],
      note: ['備註', '備注'],
    },
    levels: { standard: ['一般', '普通'], key: ['重點', '重點客戶'], vip: ['VIP'] },
    regions: { city: ['市區', '市內'], suburb: ['郊區', '市郊'], outside: ['外縣市', '外地'] },
  },
  en: {
    headings: {
      customerCode: ['Customer code'],
      name: ['Customer name'],
      level: ['Level'],
      region: ['Region'],
      contractNo: ['Contract number'],
      licenceNo: ['Licence number'],
      series: ['Product series'],
      productName: ['Product name'],
      version: ['Version'],
      modules: ['Customized modules'],
      purchasedOn: ['Purchase date'],
      renewals: ['Paid terms'],
      contact: ['Contact'],
      phone: ['Phone'],
      email: ['Email'],
      manager: ['Customer manager'],
      managerPhone: ['Customer manager phone'],
      managerEmail: ['Customer manager email'],
      note: ['Note'],
    },
    levels: { standard: ['standard'], key: ['key'], vip: ['vip'] },
    regions: { city: ['city'], suburb: ['suburb'], outside: ['outside'] },
  },
};

/** P1: a policy without terms of its own has those of its language. */
export const vocabularyOf = ({ language, imports = {} }: Pick<Policy, 'language' | 'imports'>): Vocabulary => {
  const own = terms[language];
  const all = [own, ...Object.values(terms).filter((other) => other !== own)];
  const headings = Object.fromEntries(
    fields.map((field) => [
      field,
      [...new Set([...(imports.headings?.[field] ?? []), ...all.flatMap((each) => each.headings[field])])],
    ]),
  ) as unknown as Readonly<Record<Field, readonly string[]>>;
  const levelLists = [imports.levels ?? {}, ...all.map(({ levels }) => levels)];
  const regionLists = [imports.regions ?? {}, ...all.map(({ regions }) => regions)];
  return {
    language,
    headings,
    levels: new Map([['', 'standard'], ...byWord<Level>(levelLists)]),
    regions: new Map([['', 'unknown'], ...byWord<Region>(regionLists)]),
    shownLevels: [...Object.values(imports.levels ?? {}), ...Object.values(own.levels)].flat(),
    shownRegions: [...Object.values(imports.regions ?? {}), ...Object.values(own.regions)].flat(),
    minguo: imports.minguo ?? language === 'zh-TW',
  };
};

/** Of one word with two meanings the first list's counts. */
const byWord = <T extends string>(
  lists: readonly Readonly<Partial<Record<string, readonly string[]>>>[],
): readonly (readonly [string, T])[] => {
  const found = new Map<string, T>();
  for (const list of lists)
    for (const [meaning, names = []] of Object.entries(list))
      for (const name of names) if (!found.has(codeKey(name))) found.set(codeKey(name), meaning as T);
  return [...found];
};

/** What the column of a field is called in the vendor's files. */
export const headingIn = (vocabulary: Vocabulary, field: Field): string => vocabulary.headings[field][0]!;

/** The terms of a policy in zh-CN that names none of its own. */
export const simplified = vocabularyOf({ language: 'zh-CN' });
