import type { EventFacts } from '../kernel/event-facts.js';
import type { CustomerEvent } from './customer.events.js';

/** What each event of a customer means to histories and webhooks. */
export const customerFacts: EventFacts<CustomerEvent> = {
  CustomerRegistered: {
    sentence: [
      '登记客户 {name}（{code}），级别 {level}，地区 {region}',
      '登記客戶 {name}（{code}），級別 {level}，地區 {region}',
      'Customer {name} ({code}) was registered: level {level}, region {region}',
    ],
    announced: true,
  },
  CustomerRenamed: {
    sentence: ['客户更名为 {name}', '客戶更名為 {name}', 'The customer was renamed to {name}'],
    announced: true,
  },
  CustomerLevelChanged: {
    sentence: ['客户级别由 {from} 改为 {to}', '客戶級別由 {from} 改為 {to}', 'The level changed from {from} to {to}'],
    announced: true,
  },
  CustomerRegionChanged: {
    sentence: ['客户地区由 {from} 改为 {to}', '客戶地區由 {from} 改為 {to}', 'The region changed from {from} to {to}'],
    announced: true,
  },
  CustomerManagerAssigned: {
    sentence: ['更换客户经理', '更換客戶經理', 'The customer manager was changed'],
    announced: true,
  },
  ContactAdded: { sentence: ['新增联系人', '新增聯絡人', 'A contact was added'], announced: true },
  ContactChanged: { sentence: ['修改联系人', '修改聯絡人', 'A contact was changed'], announced: true },
  ContactRemoved: { sentence: ['移除联系人', '移除聯絡人', 'A contact was removed'], announced: true },
  ContactErased: {
    sentence: [
      '删除联系人的个人资料：{reason}',
      '刪除聯絡人的個人資料：{reason}',
      'The personal data of a contact was erased: {reason}',
    ],
    announced: true,
  },
  CustomerWithdrawn: {
    sentence: [
      '撤销导入，此客户视为从未登记：{reason}',
      '撤銷匯入，此客戶視為從未登記：{reason}',
      'The import was undone, this customer counts as never recorded: {reason}',
    ],
    announced: true,
  },
  Abandoned: { sentence: ['编号已由他人使用', '編號已由他人使用', 'The number went to another'], announced: false },
};
