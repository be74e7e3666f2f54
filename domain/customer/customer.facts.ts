import type { EventFacts } from '../kernel/event-facts.js';
import type { CustomerEvent } from './customer.events.js';

/** What each event of a customer means to histories and webhooks. */
export const customerFacts: EventFacts<CustomerEvent> = {
  CustomerRegistered: {
    sentence: [
      '登记客户 {customer}（{code}），级别为{level}，地区为{region}',
      '登記客戶 {customer}（{code}），等級為{level}，地區為{region}',
      'Customer {customer} ({code}) was registered; level: {level}, region: {region}',
    ],
    announced: true,
  },
  CustomerRenamed: {
    sentence: ['客户更名为 {customer}', '客戶更名為 {customer}', 'The customer was renamed to {customer}'],
    announced: true,
  },
  CustomerLevelChanged: {
    sentence: [
      '客户 {customer} 的级别由{from}改为{to}',
      '客戶 {customer} 的等級由{from}改為{to}',
      'The level of customer {customer} changed from {from} to {to}',
    ],
    announced: true,
  },
  CustomerRegionChanged: {
    sentence: [
      '客户 {customer} 的地区由{from}改为{to}',
      '客戶 {customer} 的地區由{from}改為{to}',
      'The region of customer {customer} changed from {from} to {to}',
    ],
    announced: true,
  },
  CustomerManagerAssigned: {
    sentence: [
      '更换客户 {customer} 的客户经理',
      '更換客戶 {customer} 的客戶經理',
      'The customer manager of {customer} was changed',
    ],
    announced: true,
  },
  ContactAdded: {
    sentence: [
      '为客户 {customer} 新增一位联系人',
      '為客戶 {customer} 新增一位聯絡人',
      'A contact of {customer} was added',
    ],
    announced: true,
  },
  ContactChanged: {
    sentence: [
      '修改客户 {customer} 的一位联系人',
      '修改客戶 {customer} 的一位聯絡人',
      'A contact of {customer} was changed',
    ],
    announced: true,
  },
  ContactRemoved: {
    sentence: [
      '移除客户 {customer} 的一位联系人',
      '移除客戶 {customer} 的一位聯絡人',
      'A contact of {customer} was removed',
    ],
    announced: true,
  },
  TopicsChanged: {
    sentence: [
      '修改客户 {customer} 的一位联系人订阅的通知',
      '修改客戶 {customer} 的一位聯絡人訂閱的通知',
      'The notices that a contact of {customer} gets were changed',
    ],
    announced: true,
  },
  AddressFailed: {
    sentence: [
      '邮件无法送达客户 {customer} 的一个邮箱，邮箱更改前不再寄送',
      '郵件無法送達客戶 {customer} 的一個電子郵件地址，地址變更前不再寄送',
      'Mail cannot be delivered to an address at {customer}; none is sent there until it changes',
    ],
    announced: true,
  },
  ContactErased: {
    sentence: [
      '清除客户 {customer} 的一份个人资料',
      '清除客戶 {customer} 的一份個人資料',
      'Personal data of one person at {customer} was erased',
    ],
    announced: true,
  },
  CustomerWithdrawn: {
    sentence: [
      '撤销导入，客户 {customer} 视为从未登记',
      '復原匯入，客戶 {customer} 視為從未登記',
      'The import was undone, customer {customer} counts as never recorded',
    ],
    announced: true,
  },
  Abandoned: {
    sentence: ['编号已用于另一条记录', '編號已用於另一筆記錄', 'The number went to another record'],
    announced: false,
  },
};
