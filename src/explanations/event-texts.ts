import type { Role } from '../../domain/kernel/envelope.js';
import type { Language } from '../../domain/kernel/vocabulary.js';
import { oneOfThree, type Three } from '../platform/http/problems/texts.js';
import { roleTexts } from '../platform/http/problems/role-texts.js';
import { textIn } from './names.js';

/** Roles (A1) as people name them. */
export const roleNames: Readonly<Record<Role, Three>> = roleTexts;

/** Actors that are no account: the program itself. */
export const programNames: Readonly<Record<string, Three>> = {
  start: ['启动程序', '啟動程式', 'the start of the server'],
  'command-line': ['命令行', '命令列', 'the command line'],
  webhooks: ['事件推送', '事件推送', 'the delivery of events'],
  imports: ['导入', '匯入', 'the import'],
};

/** Accounts that the product makes itself, by the names that they are recorded under. */
const madeAccounts: Readonly<Record<string, Three>> = {
  'first start': ['首次启动时的密钥', '首次啟動時的金鑰', 'the key of the first start'],
  LEDGER_ADMIN_KEY: ['设置中的管理密钥', '設定中的管理金鑰', 'the admin key of the settings'],
};
/** Whoever writes in the folder itself, by the user of the operating system. */
const commandLineUser: Three = [
  '命令行：操作系统用户 {user}',
  '命令列：作業系統使用者 {user}',
  'user {user} of the operating system, by command line',
];

/** A3: the recorded name of an account, as people read it; a name that a person gave stays as it is. */
export const accountName = (recorded: string, language: Language): string => {
  const made = Object.hasOwn(madeAccounts, recorded) ? madeAccounts[recorded] : undefined;
  if (made !== undefined) return oneOfThree(made, language);
  const user = / \(cli\)$/.test(recorded) ? recorded.slice(0, -' (cli)'.length) : null;
  return user === null ? recorded : textIn(commandLineUser, language, { user });
};

/** Behind what happened: who recorded it, in which role, on whose behalf. */
export const attributions: Readonly<Record<'named' | 'unnamed', Readonly<Record<'own' | 'behalf', Three>>>> = {
  named: {
    own: ['。{name}（{role}）登记。', '。{name}（{role}）登記。', '. Recorded by {name} ({role}).'],
    behalf: [
      '。{name}（{role}）代 {person} 登记。',
      '。{name}（{role}）代 {person} 登記。',
      '. Recorded by {name} ({role}) on behalf of {person}.',
    ],
  },
  unnamed: {
    own: ['。由{role}登记。', '。由{role}登記。', '. Recorded in the role {role}.'],
    behalf: [
      '。由{role}代 {person} 登记。',
      '。由{role}代 {person} 登記。',
      '. Recorded in the role {role} on behalf of {person}.',
    ],
  },
};

/** Replaces the name of a person whose data was erased. */
export const erasedPerson: Three = ['已清除个人资料的人', '已清除個人資料的人', 'a person whose data was erased'];

export const anotherCustomer: Three = ['另一客户', '另一客戶', 'another customer'];
export const someContract: Three = ['（编号不详）', '（編號不詳）', 'without a number'];
export const notGiven: Three = ['未填', '未填', 'not given'];

/** A change of one fact, as a clause behind what happened. */
export const changeClause: Three = [
  '，{what}由 {from} 改为 {to}',
  '，{what}由 {from} 改為 {to}',
  '; {what}: {from} became {to}',
];

/** A fact that is new, where the sentence of what happened does not have it. */
export const newFactClause: Three = ['，{what} {to}', '，{what} {to}', '; {what}: {to}'];

/** From a first to a last day; the second form has no end. */
export const spanTexts: Readonly<Record<'closed' | 'open', Three>> = {
  closed: ['{first} 到 {last}', '{first} 至 {last}', '{first} to {last}'],
  open: ['{first} 起', '{first} 起', 'from {first}'],
};

/** What a recorded fact is called. */
export const recordedFacts = {
  customer: ['客户', '客戶', 'customer'],
  contractNo: ['合同号', '合約編號', 'contract number'],
  licenceNo: ['许可证号', '授權編號', 'licence number'],
  purchasedOn: ['购买日', '購買日', 'day of purchase'],
  series: ['产品系列', '產品系列', 'product series'],
  product: ['产品', '產品', 'product'],
  modules: ['模块', '模組', 'modules'],
  version: ['已装版本', '已安裝版本', 'installed version'],
  fee: ['服务费', '服務費', 'fee'],
  free: ['免费期', '免費期', 'free term'],
  paid: ['付费期', '付費期', 'paid term'],
  payment: ['付款', '付款', 'payment'],
  overpaid: ['本期多付', '本期溢付', 'paid beyond the fee of the term'],
  feePaid: ['本期服务费', '本期服務費', 'fee of the term'],
  suspension: ['暂停', '暫停', 'suspension'],
  termination: ['终止', '終止', 'termination'],
  licence: ['许可证', '授權', 'licence'],
  name: ['名称', '名稱', 'name'],
  code: ['客户编号', '客戶編號', 'customer code'],
  level: ['级别', '等級', 'level'],
  region: ['地区', '地區', 'region'],
  manager: ['客户经理', '客戶經理', 'customer manager'],
  contact: ['联系人', '聯絡人', 'contact'],
} as const satisfies Readonly<Record<string, Three>>;

export const factValues = {
  paid: ['已付', '已付', 'paid'],
  due: ['未付', '未付', 'due'],
  valid: ['有效', '有效', 'valid'],
  revoked: ['失效', '已撤銷', 'revoked'],
} as const satisfies Readonly<Record<string, Three>>;
