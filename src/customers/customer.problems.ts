import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    customers: typeof customerProblems;
  }
}

/** Refusals about customers and their contacts, and about numbers that only one may have. */
export const customerProblems = {
  'customer-unknown': problem(
    404,
    ['没有此客户', '沒有此客戶', 'Unknown customer'],
    [
      '没有此客户。请先登记客户，或检查标识。',
      '沒有此客戶。請先登記客戶，或檢查識別碼。',
      'There is no such customer. Register it first, or check the id.',
    ],
  ),
  'contact-unknown': problem(
    404,
    ['没有此联系人', '沒有此聯絡人', 'Unknown contact'],
    [
      '该客户没有联系人“{contactId}”。不带 `contactId` 即新增。',
      '該客戶沒有聯絡人「{contactId}」。不帶 `contactId` 即新增。',
      "The customer has no contact '{contactId}'. Leave out `contactId` to add one.",
    ],
  ),
  'contact-erased': refusal(
    ['联系人已清除', '聯絡人已清除', 'Contact erased'],
    [
      '联系人“{contactId}”的资料已清除，不能再修改。请新增一位联系人。',
      '聯絡人「{contactId}」的資料已清除，不能再修改。請新增一位聯絡人。',
      "The contact '{contactId}' was erased and cannot be changed. Add a new contact.",
    ],
  ),
  'number-held': refusal(
    ['编号已被占用', '編號已被占用', 'Number taken'],
    [
      '“{value}”已属于另一条记录（“{ownerId}”）。请核对编号，或使用已有的记录。',
      '「{value}」已屬於另一筆記錄（「{ownerId}」）。請核對編號，或使用已有的記錄。',
      "'{value}' belongs to '{ownerId}'. Check the number, or use the record that is there.",
    ],
  ),
  'number-claimed': refusal(
    ['编号已被另一条记录占用', '編號已被另一筆記錄占用', 'Number claimed by another'],
    [
      '处理期间编号已归另一条记录，本次未写入。请用新的 `Idempotency-Key` 再试。',
      '處理期間編號已歸另一筆記錄，本次未寫入。請用新的 `Idempotency-Key` 再試。',
      'Another record took the number meanwhile and nothing was written. Try again with a new `Idempotency-Key`.',
    ],
  ),
  'merged-into-itself': refusal(
    ['不能并入自身', '不能併入自身', 'Merged into itself'],
    [
      '客户不能并入它自己。请在 `intoCustomerId` 中给出另一个客户。',
      '客戶不能併入它自己。請在 `intoCustomerId` 中給出另一個客戶。',
      'A customer cannot be merged into itself. Name another one in `intoCustomerId`.',
    ],
    { ways: ['/intoCustomerId'] },
  ),
  'customer-merged': refusal(
    ['客户已并入另一客户', '客戶已併入另一客戶', 'Customer was merged'],
    [
      '该客户已并入“{survivorId}”。请改用后者，或先撤销合并。',
      '該客戶已併入「{survivorId}」。請改用後者，或先撤銷合併。',
      "The customer was merged into '{survivorId}'. Use that one, or undo the merge first.",
    ],
    { ways: ['/intoCustomerId'] },
  ),
  'customer-not-merged': refusal(
    ['客户并未合并', '客戶並未合併', 'Customer is not merged'],
    [
      '该客户没有并入任何客户，无可撤销。',
      '該客戶沒有併入任何客戶，無可撤銷。',
      'The customer is not merged into any other: there is nothing to undo.',
    ],
  ),
} as const;
