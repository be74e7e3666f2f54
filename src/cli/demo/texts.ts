import type { Language } from '../../../domain/kernel/vocabulary.js';
import { filled, oneOfThree, type Three } from '../../platform/http/problems/texts.js';

/** What the demo prints, in zh-CN, zh-TW and en. */
export const demoTexts = {
  writing: [
    '正在写入示例数据：两家厂商，{customers} 家客户。约需一分钟…',
    '正在寫入示範資料：兩家廠商，{customers} 家客戶。約需一分鐘…',
    'Writing sample data: two vendors, {customers} customers. It takes about a minute …',
  ],
  written: ['服务台账中有 {events} 个事件。', '服務帳本中有 {events} 個事件。', 'The ledger has {events} events.'],
  covered: [
    '1. {name}今天有权享受维护支持吗？',
    '1. {name}今天有權享受維護支援嗎？',
    '1. Is {name} entitled to maintenance today?',
  ],
  lapsed: [
    '2. {name}的服务期已过：还有权吗？怎样补救？',
    '2. {name}的服務期已過：還有權嗎？怎樣補救？',
    '2. The term of {name} is over: is it still entitled, and what is the remedy?',
  ],
  gap: [
    '3. {day}这一天，按 {knownAt}当时所知，{name}有权吗？（后来的更正补上了这个缺口）',
    '3. {day}這一天，依 {knownAt}當時所知，{name}有權嗎？（後來的更正補上了這段空窗期）',
    '3. Was {name} entitled on {day}, as it was known on {knownAt}? (A later correction closed this gap.)',
  ],
  quarter: [
    '最近一个季度的售后服务，{first}至{last}：',
    '最近一季的售後服務，{first}至{last}：',
    'The last quarter of after-sales service, {first} to {last}:',
  ],
  figures: [
    '   {company}：来电接听 {calls}%，按时应答与到场 {promises}%，满意度 {average}（共 {surveys} 份），续费率 {renewals}%',
    '   {company}：來電接聽 {calls}%，準時回覆與到場 {promises}%，滿意度 {average}（共 {surveys} 份），續約率 {renewals}%',
    '   {company}: calls answered {calls}%, promises kept {promises}%, rated {average} by {surveys}, renewed {renewals}%',
  ],
  sent: [
    '   期间寄出邮件 {mails} 封：受理、催办、续费提醒、满意度调查等。',
    '   期間寄出郵件 {mails} 封：受理、催辦、續約提醒、滿意度調查等。',
    '   {mails} mails were sent: receipts, reminders, renewals, surveys.',
  ],
  outbox: [
    '邮件在 {folder}，用邮件程序打开，例如：',
    '郵件在 {folder}，用郵件程式開啟，例如：',
    'The mails are in {folder}; open them with a mail program, for example:',
  ],
  atRisk: ['时限将至的服务请求：', '時限將至的服務案件：', 'Requests whose promise is at risk:'],
  report: ['这一季度的服务水平：', '這一季的服務水準：', 'Service levels of the quarter:'],
  owed: ['接下来到期的应办事项：', '接下來到期的應辦事項：', 'What falls due next:'],
  portTaken: [
    '端口 {port} 已被其他程序占用，改用 {other}。',
    '連接埠 {port} 已被其他程式占用，改用 {other}。',
    'Port {port} is taken by another program: this demo uses {other}.',
  ],
  start: [
    '没有服务器在运行。要自己提问，请运行同一命令而不加 --once：它启动服务器，并给出可直接运行的命令。',
    '沒有伺服器在執行。要自己提問，請執行同一命令而不加 --once：它啟動伺服器，並給出可直接執行的命令。',
    'No server runs now. To ask for yourself, run the same command without --once: it starts a server, and prints requests that work.',
  ],
  page: ['首页：            {url}/', '首頁：            {url}/', 'start page:        {url}/'],
  browse: ['浏览接口：        {url}/docs', '瀏覽介面：        {url}/docs', 'browse the API:    {url}/docs'],
  key: ['密钥：            {key}', '金鑰：            {key}', 'key:               {key}'],
  vendor: [
    '厂商请求头：      Ledger-Vendor: seeyon | huaruan',
    '廠商請求標頭：    Ledger-Vendor: seeyon | huaruan',
    'vendor header:     Ledger-Vendor: seeyon | huaruan',
  ],
  end: [
    '按 Ctrl+C 结束，示例数据随之删除。',
    '按 Ctrl+C 結束，示範資料隨之刪除。',
    'Ctrl+C ends the demo and removes its data.',
  ],
} as const satisfies Readonly<Record<string, Three>>;

export const demoText = (
  language: Language,
  name: keyof typeof demoTexts,
  facts: Readonly<Record<string, string | number>> = {},
): string => filled(oneOfThree(demoTexts[name], language), facts);
