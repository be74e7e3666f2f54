import type { Texts } from '../problems/texts.js';

const texts = (cn: string, tw: string, en: string): Texts => ({ 'zh-CN': cn, 'zh-TW': tw, en });

/** What can be wrong with one value, in three languages: `{value}` is the given value, the rest the way out. */
export const fieldTexts = {
  required: texts('此项必填。', '此項必填。', 'This is required.'),
  unknown: texts(
    '没有此字段；请检查拼写，或去掉它。',
    '沒有此欄位；請檢查拼寫，或移除它。',
    'There is no such field; check the spelling, or leave it out.',
  ),
  'too-many-fields': texts(
    '此处的字段过多；最多 {limit} 个。请去掉不需要的字段。',
    '此處的欄位過多；最多 {limit} 個。請移除不需要的欄位。',
    'There are too many fields here; at most {limit}. Leave out those that are not needed.',
  ),
  'too-many-values': texts(
    '请求正文中的值过多；最多 {limit} 个。请分成几次发送。',
    '請求內文中的值過多；最多 {limit} 個。請分成幾次傳送。',
    'The body holds too many values; at most {limit}. Send it in several parts.',
  ),
  'name-twice': texts(
    '同一对象中此字段出现两次；只写一次。',
    '同一物件中此欄位出現兩次；只寫一次。',
    'This field occurs twice in one object; write it once.',
  ),
  'not-a-day': texts(
    '“{value}”不是日期；应为 1970-01-01 至 9999-12-31 之间真实的一天，写作 YYYY-MM-DD。',
    '「{value}」不是日期；應為 1970-01-01 至 9999-12-31 之間真實的一天，寫作 YYYY-MM-DD。',
    "'{value}' is no day; write a real one from 1970-01-01 to 9999-12-31 as YYYY-MM-DD.",
  ),
  'not-an-instant': texts(
    '“{value}”不是时刻；应为 1970-01-01 至 9999-12-31 之间带时区的时刻，如 `2026-03-01T08:00:00Z`，或日期 YYYY-MM-DD。',
    '「{value}」不是時刻；應為 1970-01-01 至 9999-12-31 之間帶時區的時刻，如 `2026-03-01T08:00:00Z`，或日期 YYYY-MM-DD。',
    "'{value}' is no instant; write one from 1970-01-01 to 9999-12-31 with an offset, such as `2026-03-01T08:00:00Z`, or a day YYYY-MM-DD.",
  ),
  'not-a-period': texts(
    '“{value}”不是期限；应为整年、月、周、日，如 P1Y、P6M、P30D，最长 100 年。',
    '「{value}」不是期限；應為整年、月、週、日，如 P1Y、P6M、P30D，最長 100 年。',
    "'{value}' is no period; write whole years, months, weeks and days, such as P1Y, P6M or P30D, at most 100 years.",
  ),
  'not-a-version': texts(
    '“{value}”不是版本号；应为数字，小数点后最多两位，如 4.11。',
    '「{value}」不是版本號；應為數字，小數點後最多兩位，如 4.11。',
    "'{value}' is no version; write digits with at most two right of the point, such as 4.11.",
  ),
  'not-text': texts(
    '“{value}”不可用；应为非空文本，最长 {max} 个字符，不含控制字符。',
    '「{value}」不可用；應為非空文字，最長 {max} 個字元，不含控制字元。',
    "'{value}' cannot be used; write text that is not blank, of at most {max} characters, without control characters.",
  ),
  'not-a-line': texts(
    '“{value}”不可用；应为一行非空文本，最长 {max} 个字符，不含换行、制表符、控制字符和改变书写方向的字符。',
    '「{value}」不可用；應為一行非空文字，最長 {max} 個字元，不含換行、定位字元、控制字元與改變書寫方向的字元。',
    "'{value}' cannot be used; write one line that is not blank, of at most {max} characters, without line breaks, tabs, control characters and characters that change the direction of writing.",
  ),
  'half-character': texts(
    '此文本含有半个字符（孤立的代理码元）；请以 UTF-8 重新编码。',
    '此文字含有半個字元（孤立的代理碼元）；請以 UTF-8 重新編碼。',
    'This text holds half a character (a lone surrogate); encode it anew as UTF-8.',
  ),
  'not-one-of': texts(
    '“{value}”不在允许的值之内；可用：{allowed}。',
    '「{value}」不在允許的值之內；可用：{allowed}。',
    "'{value}' is not one of the values allowed: {allowed}.",
  ),
  'unknown-event-type': texts(
    '没有事件类型“{value}”；最接近的有：{nearest}。',
    '沒有事件類型「{value}」；最接近的有：{nearest}。',
    "There is no type of event '{value}'; the nearest are: {nearest}.",
  ),
  'not-of-customer': texts(
    '合同“{value}”不属于该客户，也从未属于该客户；请去掉其中之一。',
    '合約「{value}」不屬於該客戶，也從未屬於該客戶；請移除其中之一。',
    "The contract '{value}' is none of this customer, and never was; leave one of the two out.",
  ),
  'not-an-amount': texts(
    '“{value}”不是金额；应为文本形式的十进制数，如 "80000.00"，不带符号和分组。',
    '「{value}」不是金額；應為文字形式的十進位數，如 "80000.00"，不帶符號與分組。',
    '\'{value}\' is no amount; write a decimal as text, such as "80000.00", without sign or grouping.',
  ),
  'not-a-currency': texts(
    '“{value}”不是币种；应为三个大写字母，如 CNY。',
    '「{value}」不是幣別；應為三個大寫字母，如 CNY。',
    "'{value}' is no currency; write three capital letters, such as CNY.",
  ),
  'unknown-currency': texts(
    '没有币种“{value}”；请用 ISO 4217 的代码，如 CNY、TWD、USD。',
    '沒有幣別「{value}」；請用 ISO 4217 的代碼，如 CNY、TWD、USD。',
    "There is no currency '{value}'; write a code of ISO 4217, such as CNY, TWD or USD.",
  ),
  'too-many-decimals': texts(
    '{currency} 的金额最多有 {digits} 位小数，“{value}”无法入账；请改写金额，或更正币种。',
    '{currency} 的金額最多有 {digits} 位小數，「{value}」無法入帳；請改寫金額，或更正幣別。',
    "An amount in {currency} has at most {digits} decimals, so '{value}' cannot be recorded; correct the amount or its currency.",
  ),
  'not-an-email': texts(
    '“{value}”不是邮箱地址；应如 name@example.com。',
    '「{value}」不是電子郵件地址；應如 name@example.com。',
    "'{value}' is no mail address; write one such as name@example.com.",
  ),
  'not-boolean': texts(
    '“{value}”不可用；应为 true 或 false，不加引号。',
    '「{value}」不可用；應為 true 或 false，不加引號。',
    "'{value}' cannot be used; write true or false without quotes.",
  ),
  'not-an-integer': texts(
    '“{value}”不是整数；应为不加引号的整数。',
    '「{value}」不是整數；應為不加引號的整數。',
    "'{value}' is no whole number; write one without quotes.",
  ),
  'not-text-type': texts(
    '“{value}”不是文本；应为加引号的文本。',
    '「{value}」不是文字；應為加引號的文字。',
    "'{value}' is no text; write text in quotes.",
  ),
  'not-a-mail-status': texts(
    '“{value}”不是邮件服务器的失败状态；应为 5.1.1、4.4.7 或 550 这样的状态码。',
    '「{value}」不是郵件伺服器的失敗狀態；應為 5.1.1、4.4.7 或 550 這樣的狀態碼。',
    "'{value}' is no status of a failed mail; write one such as 5.1.1, 4.4.7 or 550.",
  ),
  'too-small': texts(
    '{value} 太小；最小为 {limit}。',
    '{value} 太小；最小為 {limit}。',
    '{value} is too small; at least {limit}.',
  ),
  'too-large': texts(
    '{value} 太大；最大为 {limit}。',
    '{value} 太大；最大為 {limit}。',
    '{value} is too large; at most {limit}.',
  ),
  'not-a-list': texts('应为列表 [ … ]。', '應為清單 [ … ]。', 'This must be a list [ … ].'),
  'not-a-person': texts(
    '此处不可用；请写一行姓名，或写 { name, email, phone }：姓名最长 100 个字符，邮箱应有效，电话最长 50 个字符。',
    '此處不可用；請寫一行姓名，或寫 { name, email, phone }：姓名最長 100 個字元，電子郵件地址應有效，電話最長 50 個字元。',
    'This cannot be used; write a name on one line, or { name, email, phone }: a name of at most 100 characters, a valid mail address, a telephone number of at most 50.',
  ),
  'not-an-object': texts('应为对象 { … }。', '應為物件 { … }。', 'This must be an object { … }.'),
  'list-too-long': texts(
    '列表太长；最多 {limit} 项。',
    '清單太長；最多 {limit} 項。',
    'The list is too long; at most {limit} items.',
  ),
  'list-too-short': texts(
    '列表太短；至少 {limit} 项。',
    '清單太短；至少 {limit} 項。',
    'The list is too short; at least {limit} items.',
  ),
  'not-unique': texts(
    '列表中有重复项；每项只写一次。',
    '清單中有重複項；每項只寫一次。',
    'An item is twice in the list; write each once.',
  ),
  'not-later': texts(
    '“{value}”不晚于 {other}；请填写更晚的时刻。',
    '「{value}」不晚於 {other}；請填寫更晚的時間。',
    "'{value}' is not later than {other}; name a later instant.",
  ),
  'too-many-contracts': texts(
    '该客户有 {count} 份合同；一次最多 {limit} 份。请逐份合同查询。',
    '該客戶有 {count} 份合約；一次最多 {limit} 份。請逐份合約查詢。',
    'The customer has {count} contracts; at most {limit} at once. Ask about each contract.',
  ),
  'span-too-long': texts(
    '所问的时间过长；一次最多 {limit} 天。请分成几次查询。',
    '查詢的時間過長；一次最多 {limit} 天。請分成幾次查詢。',
    'The time asked about is too long; at most {limit} days at once. Ask in parts.',
  ),
  'neither-position-nor-instant': texts(
    '“{value}”既不是账面位置，也不是时刻；请填写如“4711”或“2026-05-01T00:00:00Z”的值。',
    '「{value}」既不是帳面位置，也不是時間；請填寫如「4711」或「2026-05-01T00:00:00Z」的值。',
    "'{value}' is neither a position nor an instant; write it like '4711' or '2026-05-01T00:00:00Z'.",
  ),
  'out-of-range': texts(
    '“{value}”超出范围；应为 {from} 至 {to} 的整数。',
    '「{value}」超出範圍；應為 {from} 至 {to} 的整數。',
    "'{value}' is out of range; write a whole number from {from} to {to}.",
  ),
  'in-future': texts(
    '“{value}”在将来；应不晚于现在。',
    '「{value}」在將來；應不晚於現在。',
    "'{value}' lies in the future; name an instant that is not after now.",
  ),
  'given-twice': texts(
    '此参数出现多次；只写一次。',
    '此參數出現多次；只寫一次。',
    'This parameter is given several times; write it once.',
  ),
  conflicting: texts(
    '不能与 {other} 同时给出；请去掉其中之一。',
    '不能與 {other} 同時給出；請移除其中之一。',
    'This cannot be given together with {other}; leave one out.',
  ),
  'not-fitting': texts('不符合要求：{reason}', '不符合要求：{reason}', 'This does not fit: {reason}'),
  'not-known': texts('“{value}”不存在；请检查。', '「{value}」不存在；請檢查。', "'{value}' does not exist; check it."),
  ambiguous: texts(
    '“{value}”既是一份合同的合同号，又是另一份合同的许可证号；请改用合同的 id。',
    '「{value}」既是一份合約的合約編號，又是另一份合約的授權編號；請改用合約的 id。',
    "'{value}' is the number of one contract and the licence number of another; use the id of the contract.",
  ),
  'not-a-name': texts(
    '“{value}”不能作名称；应为字母、数字和连字符，最长 50 个字符，且不重复。',
    '「{value}」不能作名稱；應為字母、數字與連字號，最長 50 個字元，且不重複。',
    "'{value}' is no name here; write letters, digits and hyphens, at most 50, and each name once.",
  ),
  'later-fact': texts(
    '位置 {position} 的{event}在此导入之后记录，并以其为依据。请先撤回：{way}',
    '位置 {position} 的{event}在此匯入之後記錄，並以其為依據。請先撤回：{way}',
    'The {event} at position {position} was recorded after the import and stands on it. Take it back first: {way}',
  ),
  'later-fact-stays': texts(
    '位置 {position} 的{event}在此导入之后记录，并以其为依据，且无法撤回。请逐项更正导入的合同。',
    '位置 {position} 的{event}在此匯入之後記錄，並以其為依據，且無法撤回。請逐項更正匯入的合約。',
    'The {event} at position {position} was recorded after the import and stands on it, and nothing takes it back. Correct the contracts one by one instead.',
  ),
  'way-out': texts(
    '请补充或更正此项，原因见 `detail`。',
    '請補充或更正此項，原因見 `detail`。',
    'Give or correct this; `detail` names the reason.',
  ),
  refused: texts(
    '这条假设的命令（{value}）会被拒绝，原因见 `detail`；其后的命令未再考虑。',
    '這條假設的命令（{value}）會被拒絕，原因見 `detail`；其後的命令未再考慮。',
    'This supposed command ({value}) would be refused; detail names the reason. Those after it were not checked.',
  ),
} satisfies Record<string, Texts>;

export type FieldCode = keyof typeof fieldTexts;

/** The code that a validation constraint is reported under; a test holds it against the constraints of all DTOs. */
export const codeOfConstraint: Readonly<Record<string, FieldCode>> = {
  whitelistValidation: 'unknown',
  unknownValue: 'not-an-object',
  nestedValidation: 'not-an-object',
  isDay: 'not-a-day',
  isInstantOrDay: 'not-an-instant',
  isPeriodText: 'not-a-period',
  isVersionText: 'not-a-version',
  isText: 'not-text',
  isLine: 'not-a-line',
  oneOf: 'not-one-of',
  isAmount: 'not-an-amount',
  isCurrency: 'not-a-currency',
  isEmail: 'not-an-email',
  isBoolean: 'not-boolean',
  isInt: 'not-an-integer',
  isString: 'not-text-type',
  isPerson: 'not-a-person',
  isMailStatus: 'not-a-mail-status',
  isObject: 'not-an-object',
  min: 'too-small',
  max: 'too-large',
  isArray: 'not-a-list',
  arrayMaxSize: 'list-too-long',
  arrayMinSize: 'list-too-short',
  arrayUnique: 'not-unique',
};
