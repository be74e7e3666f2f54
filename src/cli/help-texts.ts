import type { Language } from '../../domain/kernel/vocabulary.js';
import { type Three, writtenIn } from '../platform/http/problems/texts.js';

/** What `--help` prints of commands and options, in zh-CN, zh-TW and en. */
export const helpTexts = {
  product: [
    '售后服务权益的台账：谁在何时有权享受哪项服务，附凭证',
    '售後服務權益的帳本：誰在何時有權享受哪項服務，附憑證',
    'After-sales entitlements as a ledger: who is owed which service, at any instant, with proof',
  ],
  usage: ['用法：', '用法：', 'Usage:'],
  arguments: ['参数：', '參數：', 'Arguments:'],
  options: ['选项：', '選項：', 'Options:'],
  commands: ['命令：', '命令：', 'Commands:'],
  described: ['{description}（{more}）', '{description}（{more}）', '{description} ({more})'],
  listed: ['；', '；', '; '],
  choices: ['可选：{choices}', '可選：{choices}', 'choices: {choices}'],
  default: ['默认：{value}', '預設：{value}', 'default: {value}'],
  environment: ['环境变量：{name}', '環境變數：{name}', 'env: {name}'],
  version: ['显示版本号', '顯示版本號', 'output the version number'],
  help: ['显示命令的说明', '顯示命令的說明', 'display help for command'],
  language: [
    '输出的语言；不给时按终端的区域设置',
    '輸出的語言；不給時依終端機的地區設定',
    'of the output; by default that of the locale',
  ],
  json: [
    '以 JSON 输出（时间为 UTC，用代码）',
    '以 JSON 輸出（時間為 UTC，用代碼）',
    'as JSON, with UTC instants and codes',
  ],
  vendor: ['哪家厂商的服务台账', '哪家廠商的服務帳本', 'whose ledger'],
  url: ['向此服务器发送', '向此伺服器傳送', 'through this server'],
  key: ['使用此 API 密钥', '使用此 API 金鑰', 'with this API key'],
  customer: ['客户编号或标识', '客戶編號或識別碼', "the customer's code or id"],
  contract: ['合同号或标识', '合約編號或識別碼', 'number or id of a contract'],
  knownAt: ['按当时所知', '依當時所知', 'as known then'],
  onBehalfOf: [
    '代何人办理，写姓名或标识；加密保存',
    '代何人辦理，寫姓名或識別碼；加密儲存',
    'the person for whom it is done, by name or id; stored sealed',
  ],
  onBehalfOfForm: [
    '须为 1 到 200 个可见字符的姓名或标识',
    '須為 1 到 200 個可見字元的姓名或識別碼',
    'a name or an id of 1 to 200 visible characters',
  ],

  serve: [
    '运行服务器，直到 SIGTERM 或 SIGINT',
    '執行伺服器，直到 SIGTERM 或 SIGINT',
    'run the server until SIGTERM or SIGINT',
  ],
  role: [
    '本进程的职责；all 以外的要求各存储都在服务器上',
    '本行程的職責；all 以外的要求各儲存都在伺服器上',
    'what this process does; others than all need the stores on servers',
  ],
  settings: ['设置（环境变量）：', '設定（環境變數）：', 'Settings, from the environment:'],

  demo: [
    '在临时文件夹中用示例数据展示：先回答三个问题，再启动服务器供试用',
    '在暫存資料夾中用示範資料展示：先回答三個問題，再啟動伺服器供試用',
    'the product with sample data in a scratch folder: three answered questions, then a server to try',
  ],
  once: ['答完即结束，不启动服务器', '答完即結束，不啟動伺服器', 'end after the answers, without a server'],

  check: ['客户是否有权享受某项服务', '客戶是否有權享受某項服務', 'whether a customer is entitled to a service'],
  service: ['问的是哪项服务', '問的是哪項服務', 'what is asked for'],
  at: ['问的是何时', '問的是何時', 'the instant asked about'],
  knownPosition: ['按某账面位置所知', '依某帳面位置所知', 'as known at a position'],
  series: ['产品系列', '產品系列', 'product series'],
  channel: ['受理方式', '受理管道', 'by which channel'],
  urgency: ['紧急程度', '緊急程度', 'how urgent it is'],
  module: ['模块', '模組', 'a module'],
  targetVersion: ['要升级到的版本', '要升級到的版本', 'the version to upgrade to'],
  region: ['现场所在地区', '現場所在地區', 'where the site is'],
  answerVersion: ['按此版本的规则回答', '依此版本的規則回答', 'by this version of the rules'],
  timeline: ['客户或合同发生过什么', '客戶或合約發生過什麼', 'what happened to a customer or a contract'],
  timelineAt: ['截至何时生效的', '截至何時生效的', 'up to what is true at this instant'],

  requests: ['服务请求', '服務案件', 'requests for service'],
  requestsList: [
    '列出，最近的在前；时间为厂商所在时区',
    '列出，最近的在前；時間為廠商所在時區',
    "list them, the latest first; times are in the vendor's zone",
  ],
  requestsShow: [
    '按标识或编号显示一个，连同承诺',
    '依識別碼或編號顯示一個，連同承諾',
    'show one by its id or number, with its promises',
  ],
  requestState: ['处于此状态的', '處於此狀態的', 'those in this state'],
  promise: ['当前有此类承诺的', '目前有此類承諾的', 'those with such a promise now'],
  priority: ['此优先级的', '此優先順序的', 'those of this priority'],
  owner: ['负责人的标识', '負責人的識別碼', 'the id of who owns them'],
  dueBefore: ['在此之前到期的', '在此之前到期的', 'those due before this instant or day'],
  csv: [
    '以 CSV 输出，列名用所选语言（时间为 UTC）',
    '以 CSV 輸出，欄名用所選語言（時間為 UTC）',
    'as CSV with headings in the language, with UTC instants',
  ],
  obligations: [
    '到期应办事项：提醒、通知及其他',
    '到期應辦事項：提醒、通知及其他',
    'what is owed on a date: reminders, notices and the like',
  ],
  obligationsList: [
    '按名义日期列出，含计划中的；时间为厂商所在时区',
    '依名義日期列出，含計畫中的；時間為廠商所在時區',
    "list them by nominal day, planned ones too; times are in the vendor's zone",
  ],
  obligationsRetry: [
    '再次尝试一项未能送达、没有收件人或已放弃的',
    '再次嘗試一項未能送達、沒有收件人或已放棄的',
    'try one again that could not be delivered, had no recipient or was given up',
  ],
  ofRequest: ['此服务请求的', '此服務案件的', 'those of the request with this id'],
  obligationKind: ['哪一种', '哪一種', 'of which kind'],
  obligationState: ['处于此状态的', '處於此狀態的', 'those in this state'],
  reports: ['一段日期的统计', '一段日期的統計', 'figures of a span of days'],
  'service-levels': ['来电、受理登记和承诺', '來電、受理登記與承諾', 'calls, intakes and promises'],
  satisfaction: ['满意度调查和回访', '滿意度調查和回訪', 'surveys and follow-ups'],
  renewals: ['到期的服务期及其续费', '到期的服務期及其續約', 'terms that ended, and their renewals'],
  from: ['第一天', '第一天', 'the first day'],
  to: ['最后一天，含当天', '最後一天，含當天', 'the last day, which is included'],
  by: ['按什么分组', '依什麼分組', 'what the figures are grouped by'],

  dossier: [
    '客户或合同的全部记录，附凭证',
    '客戶或合約的全部記錄，附憑證',
    'everything that is recorded of a customer or a contract, with its proofs',
  ],
  dossierAt: ['判断所针对的时间', '判斷所針對的時間', 'the instant that the decisions are about'],
  html: ['写成可打印到 A4 的页面', '寫成可列印到 A4 的頁面', 'write a page that prints on A4'],
  verifyReceipt: [
    '不用服务台账，重新计算一个答复的回执',
    '不用服務帳本，重新計算一個答覆的回執',
    'compute the receipt of an answer again, without the ledger',
  ],
  answerFile: [
    'explain、卷宗或 check 的 JSON；- 表示标准输入',
    'explain、卷宗或 check 的 JSON；- 表示標準輸入',
    'the JSON of an explanation, a dossier or a check; - for standard input',
  ],
  answerVendor: [
    '是哪家厂商的答复（文件中没有时）',
    '是哪家廠商的答覆（檔案中沒有時）',
    'whose answer it is, where the file does not hold it',
  ],
  askedContract: [
    'check 的答复之外还问了什么',
    'check 的答覆之外還問了什麼',
    'what was asked beside the answer of a check',
  ],

  verify: [
    '通读服务台账，另算全部视图，与现有的比较',
    '通讀服務帳本，另算全部檢視，與現有的比較',
    'read the whole ledger, compute every view again beside the live one, and compare',
  ],
  rebuild: [
    '从服务台账重算一个或全部视图',
    '從服務帳本重算一個或全部檢視',
    'compute one view or all again from the ledger',
  ],
  backup: [
    '服务台账的一份一致的副本；服务器可以照常写入。个人的密钥不在其中',
    '服務帳本的一份一致的副本；伺服器可以照常寫入。個人的金鑰不在其中',
    'one consistent copy of the ledger; a server may go on writing. Keys of persons are not in it',
  ],
  backupKeys: [
    '另存唯一的、现行的密钥副本，每次清除个人资料时更新',
    '另存唯一的、現行的金鑰副本，每次清除個人資料時更新',
    'also the one current copy of the keys, kept current at each erasure',
  ],
  backupAccess: [
    '另存 API 密钥：名称、角色和散列，无法由此得出密钥',
    '另存 API 金鑰：名稱、角色和雜湊，無法由此得出金鑰',
    'also the API keys: names, roles and hashes; no key can be made out of them',
  ],
  backupFiles: [
    '在此文件夹中补齐备份所指的附件副本，并删去已清除的',
    '在此資料夾中補齊備份所指的附件副本，並刪去已清除的',
    'complete the copies of attached files in this folder by what the backup names, and remove erased ones',
  ],
  restore: [
    '通读备份后，放入空的服务台账（LEDGER_HOME、EVENTS_URL）',
    '通讀備份後，放入空的服務帳本（LEDGER_HOME、EVENTS_URL）',
    'put a backup in place of an empty ledger (LEDGER_HOME, EVENTS_URL), after reading it whole',
  ],
  restoreKeys: ['与之配套的密钥副本', '與之配套的金鑰副本', 'the copy of the keys that belongs to it'],
  restoreFiles: ['附件副本的文件夹', '附件副本的資料夾', 'the folder with the copies of attached files'],
  restoreAccess: [
    'API 密钥的副本；没有时请另建密钥',
    'API 金鑰的副本；沒有時請另建金鑰',
    'the copy of the API keys; without it, make new ones',
  ],

  copy: [
    '使 --to 的服务台账与 --from 的相同，并逐个事件比较；中断后再运行即可。请先停止所有服务器。密钥不在服务台账中：--keys-from 和 --keys-to',
    '使 --to 的服務帳本與 --from 的相同，並逐個事件比較；中斷後再執行即可。請先停止所有伺服器。金鑰不在服務帳本中：--keys-from 和 --keys-to',
    'make the ledger of --to the same as that of --from, and compare every event; interrupted, run it again. Stop ' +
      'all servers before. Keys are not in the ledger: --keys-from and --keys-to',
  ],
  copyFrom: ['要复制的服务台账：{forms}', '要複製的服務帳本：{forms}', 'the ledger to copy: {forms}'],
  copyTo: [
    '要写入的服务台账：空的，或同一份的开头',
    '要寫入的服務帳本：空的，或同一份的開頭',
    'the ledger to write: empty, or the beginning of the same one',
  ],
  copyKeysFrom: [
    '要复制的个人密钥和 API 密钥：{forms}',
    '要複製的個人金鑰和 API 金鑰：{forms}',
    'keys of persons and API keys to copy: {forms}',
  ],
  copyPartTo: ['复制到何处', '複製到何處', 'where to copy them'],
  copyFilesFrom: [
    '要复制的上传文件和报告：{forms}',
    '要複製的上傳檔案和報告：{forms}',
    'uploads and reports to copy: {forms}',
  ],

  keys: ['API 密钥', 'API 金鑰', 'API keys'],
  keysCreate: ['建立一个', '建立一個', 'make one'],
  keysRevoke: ['作废一个', '作廢一個', 'revoke one'],
  keysList: [
    '列出现有的；时间为本机所在时区',
    '列出現有的；時間為本機所在時區',
    'list them; times are in the zone of this machine',
  ],
  adminKey: ['使用此管理员密钥', '使用此管理員金鑰', 'with this admin key'],
  keyVendor: [
    "厂商；'*' 为各厂商的管理员",
    "廠商；'*' 為各廠商的管理員",
    "a vendor, or '*' for an admin of every vendor",
  ],
  ofEveryVendor: ['用于各厂商的管理员', '用於各廠商的管理員', 'for an admin of every vendor'],
  keyRole: ['角色：{roles}', '角色：{roles}', 'role: {roles}'],
  keyName: ['密钥的用途', '金鑰的用途', 'what the key is for'],
  keyLimit: ['每分钟的请求数', '每分鐘的請求數', 'requests a minute'],
  keyCustomer: [
    '用于角色 customer：是谁的密钥',
    '用於角色 customer：是誰的金鑰',
    'for the role customer: whose key it is',
  ],
  onlyKey: ['只输出密钥本身，供脚本使用', '只輸出金鑰本身，供腳本使用', 'print the key alone, for a script'],

  import: [
    '导入销售部门的导出文件，写一份模板，或撤销一次导入',
    '匯入業務部門的匯出檔案，寫一份範本，或復原一次匯入',
    "import a sales department's export, write a template of one, or undo an import",
  ],
  importVendor: ['是哪家厂商的合同', '是哪家廠商的合約', 'whose contracts they are'],
  report: ['各条记录的结果，写成 CSV', '各筆記錄的結果，寫成 CSV', 'what became of each record, as CSV'],
  dryRun: [
    '只说明各条记录会怎样，不写入任何内容',
    '只說明各筆記錄會怎樣，不寫入任何內容',
    'show what would become of each record, and record nothing',
  ],
  template: [
    '写一份含该厂商列名和示例的文件（.xlsx 或 .csv）',
    '寫一份含該廠商欄名和範例的檔案（.xlsx 或 .csv）',
    "write a file with the vendor's headings and an example (.xlsx or .csv)",
  ],
  undo: [
    '撤回此导入所创建的内容；须有 --reason',
    '撤回此匯入所建立的內容；須有 --reason',
    'take back what this import created; needs --reason',
  ],
  reason: ['为何撤回', '為何撤回', 'why it is taken back'],
  importFormats: [
    `
文件：XLSX（第一个可见的工作表），或 CSV，编码为 UTF-8、带标记的 UTF-16、GB18030 或 Big5。
列名：次序不限，用该厂商服务政策中的词；--template 写出一份。
  seeyon:  {seeyon}
  huaruan: {huaruan}
日期：2024-03-01、2024/3/1、2024年3月1日、20240301；huaruan 另可用 113/3/1、民國113年3月1日。
付费期：2025-03-02~2026-03-01，几个之间以 ; 分隔
长的编号请放在文本格式的单元格中：电子表格只保留 15 位数字。`,
    `
檔案：XLSX（第一個可見的工作表），或 CSV，編碼為 UTF-8、帶標記的 UTF-16、GB18030 或 Big5。
欄名：次序不限，用該廠商服務政策中的詞；--template 寫出一份。
  seeyon:  {seeyon}
  huaruan: {huaruan}
日期：2024-03-01、2024/3/1、2024年3月1日、20240301；huaruan 另可用 113/3/1、民國113年3月1日。
付費期：2025-03-02~2026-03-01，幾個之間以 ; 分隔
長的編號請放在文字格式的儲存格中：試算表只保留 15 位數字。`,
    `
Files: XLSX (the first visible sheet), or CSV in UTF-8, UTF-16 with a mark, GB18030 or Big5.
Headings: in any order, in the words of the vendor's policy; --template writes a file with them.
  seeyon:  {seeyon}
  huaruan: {huaruan}
Days: 2024-03-01, 2024/3/1, 2024年3月1日, 20240301; for huaruan also 113/3/1, 民國113年3月1日.
Paid terms: 2025-03-02~2026-03-01, several separated by ;
Long numbers belong into cells that are text: a spreadsheet keeps 15 digits.`,
  ],
} as const satisfies Readonly<Record<string, Three>>;

export type HelpText = (name: keyof typeof helpTexts, facts?: Readonly<Record<string, string>>) => string;

/** The texts of one language. */
export const helpIn =
  (language: Language): HelpText =>
  (name, facts = {}) =>
    writtenIn(helpTexts[name], language, facts);
