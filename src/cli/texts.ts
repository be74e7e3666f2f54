import { Option } from 'commander';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { type Three, writtenIn } from '../platform/http/problems/texts.js';
import type { HelpText } from './help-texts.js';

/** The language of a terminal by its locale (LC_ALL, LC_MESSAGES, LANG); zh-CN where it names none of ours. */
export const localeLanguage = (env: NodeJS.ProcessEnv = process.env): Language => {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  if (/^zh[_-](?:TW|HK|MO|Hant)/i.test(locale)) return 'zh-TW';
  return /^en/i.test(locale) ? 'en' : 'zh-CN';
};

/** The language of help and of faults: that of `--language` among the arguments, else the locale's. */
export const shownLanguage = (argv: readonly string[]): Language => {
  const given = argv.flatMap((each, index) =>
    each === '--language' ? [argv[index + 1]] : each.startsWith('--language=') ? [each.slice(11)] : [],
  );
  return languages.find((language) => language === given.at(-1)) ?? localeLanguage();
};

/** `--language` of all output of a command; the locale's unless given. */
export const languageOption = (text: HelpText): Option =>
  new Option('--language <language>', text('language')).choices(languages).default(localeLanguage());

/** What commands print, in zh-CN, zh-TW and en. Codes and UTC instants are printed with --json alone. */
export const messageTexts = {
  passed: ['通过  ', '通過  ', 'passed'],
  failed: ['未通过', '未通過', 'FAILED'],
  remedy: ['补救办法：{remedy}', '補救方式：{remedy}', 'remedy: {remedy}'],
  evidence: ['依据：', '依據：', 'evidence:'],
  known: [
    '所知账面位置 {position}，回执 {receipt}',
    '所知帳面位置 {position}，回執 {receipt}',
    'known at position {position}, {receipt}',
  ],
  receiptHolds: ['回执相符：{receipt}', '回執相符：{receipt}', 'the receipt is right: {receipt}'],
  receiptDiffers: [
    '回执不符：答复所载为 {receipt}，重新计算得 {computed}；答复、问题或厂商与原来的不同',
    '回執不符：答覆所載為 {receipt}，重新計算得 {computed}；答覆、問題或廠商與原來的不同',
    'the receipt is wrong: the answer has {receipt}, computed is {computed}; answer, question or vendor are not those it was made of',
  ],
  notAnAnswer: [
    '{file} 中没有可核对的答复；请提供 explain 的答复、卷宗的 JSON，或 check 的完整答复',
    '{file} 中沒有可核對的答覆；請提供 explain 的答覆、卷宗的 JSON，或 check 的完整答覆',
    '{file} has no answer that can be verified; give the answer of explain, the JSON of a dossier, or the whole answer of check',
  ],
  vendorMissing: [
    '此答复不含厂商；请用 --vendor 指明',
    '此答覆不含廠商；請用 --vendor 指明',
    'this answer does not hold its vendor; name it with --vendor',
  ],
  dossierWritten: ['已写入 {file}', '已寫入 {file}', 'written to {file}'],
  dossierOf: [
    '{title}：{contracts} 份合同，{events} 条记录，按账面位置 {position} 为止',
    '{title}：{contracts} 份合約，{events} 筆記錄，依帳面位置 {position} 為止',
    '{title}: {contracts} contracts, {events} events, up to position {position}',
  ],
  oneOf: [
    '请在 --customer 与 --contract 中只给一个',
    '請在 --customer 與 --contract 中只給一個',
    'name one of --customer and --contract',
  ],
  reading: ['读取服务台账', '讀取服務帳本', 'reading the ledger'],
  readingBackup: ['读取备份', '讀取備份', 'reading the backup'],
  computing: ['计算视图', '計算檢視', 'computing the views'],
  ledgerFinding: ['服务台账：{finding}', '服務帳本：{finding}', 'ledger: {finding}'],
  fileMissing: [
    '附件 {sha256}（{stream}）：存储的字节不见了；请从附件副本恢复',
    '附件 {sha256}（{stream}）：儲存的位元組不見了；請從附件副本還原',
    'file {sha256} ({stream}): its stored bytes are missing; restore them from the copies of files',
  ],
  fileAltered: [
    '附件 {sha256}（{stream}）：存储的字节已被更改；请从附件副本恢复',
    '附件 {sha256}（{stream}）：儲存的位元組已被更改；請從附件副本還原',
    'file {sha256} ({stream}): its stored bytes were altered; restore them from the copies of files',
  ],
  fileStillStored: [
    '附件 {sha256}（{stream}）：已清除，但存储的字节还在；请对该服务请求再次清除文字（`erase-text`）',
    '附件 {sha256}（{stream}）：已清除，但儲存的位元組還在；請對該服務案件再次清除文字（`erase-text`）',
    'file {sha256} ({stream}): was erased, but its stored bytes are still there; send `erase-text` of its request again',
  ],
  viewFinding: ['视图 {view}，行 {id}：{what}', '檢視 {view}，列 {id}：{what}', 'view {view}, row {id}: {what}'],
  viewFault: ['视图 {view}：{what}', '檢視 {view}：{what}', 'view {view}, row : {what}'],
  viewsFault: ['视图：{what}', '檢視：{what}', 'view *, row : {what}'],
  vendorFault: [
    '{vendor} 的 {what}（位置 {position}）不可用：{cause}；见 docs/operations.md',
    '{vendor} 的 {what}（位置 {position}）不可用：{cause}；見 docs/operations.md',
    '{what} of {vendor} (event {position}) cannot be used: {cause}; see docs/operations.md',
  ],
  clean: [
    '无误：{events} 个事件，{views} 个视图',
    '無誤：{events} 個事件，{views} 個檢視',
    'clean: {events} events, {views} views',
  ],
  unclean: [
    '服务台账与视图不一致；视图可用 rebuild 重算，服务台账受损则从备份恢复',
    '服務帳本與檢視不一致；檢視可用 rebuild 重算，服務帳本受損則從備份還原',
    'the ledger and its views do not agree; `rebuild` computes views again, a damaged ledger is restored from a backup',
  ],
  notBuilt: [
    '视图 {view} 尚未建立，未作比较；下次启动时计算',
    '檢視 {view} 尚未建立，未作比較；下次啟動時計算',
    'not built yet and not compared, computed at the next start: {view}',
  ],
  unseenLater: [
    '有服务器在运行：只检查了开始时的副本，之后记录的未检查',
    '有伺服器在執行：只檢查了開始時的複本，之後記錄的未檢查',
    'a server is running: a copy from the start of this check was verified; what is recorded later was not',
  ],
  unseenSeal: [
    '有服务器在运行：服务台账旁记下的封印未作比较；要比较请停下服务器再运行',
    '有伺服器在執行：服務帳本旁記下的封印未作比較；要比較請停下伺服器再執行',
    'a server is running: the seal that is noted beside the ledger was not compared; stop the server to compare it',
  ],
  unseenViews: [
    '视图在服务器上：比较期间须停下角色为 projector 和 all 的进程，否则会报告正在变动的行',
    '檢視在伺服器上：比較期間須停下角色為 projector 和 all 的行程，否則會報告正在變動的列',
    'the views are on a server: stop the processes with the roles projector and all while it runs, else rows that change meanwhile are reported as differing',
  ],
  noView: [
    '没有视图 {view}；现有 {views}',
    '沒有檢視 {view}；現有 {views}',
    'there is no view {view}; there are {views}',
  ],
  rebuilt: [
    '已重算 {view}，至位置 {position}',
    '已重算 {view}，至位置 {position}',
    '{view} computed again up to position {position}',
  ],
  allViews: ['全部视图', '全部檢視', 'all views'],
  backedUp: ['{events} 个事件已存入 {file}', '{events} 個事件已存入 {file}', '{events} events in {file}'],
  keysCopied: ['密钥已存入 {file}', '金鑰已存入 {file}', 'keys in {file}'],
  accessCopied: ['API 密钥的散列已存入 {file}', 'API 金鑰的雜湊已存入 {file}', 'hashes of API keys in {file}'],
  attachedCopied: ['附件：{files} 个', '附件：{files} 個', '{files} attached files'],
  attachedMissing: [
    '{files} 个附件缺失或已被更改：',
    '{files} 個附件缺失或已被更改：',
    '{files} attached files are missing or altered:',
  ],
  restored: [
    '已恢复 {events} 个事件；视图在下次启动时计算',
    '已還原 {events} 個事件；檢視於下次啟動時計算',
    '{events} events restored; views are computed at the next start',
  ],
  allReadable: ['所有人的密钥都在', '所有人的金鑰都在', 'the key of every person is there'],
  unreadable: [
    '{persons} 个人的数据无法读取：密钥副本早于这些人，或未给出副本（--keys）。若有较新的副本，请清空文件夹后重新恢复：',
    '{persons} 個人的資料無法讀取：金鑰副本早於這些人，或未給出副本（--keys）。若有較新的副本，請清空資料夾後重新還原：',
    'the data of {persons} persons cannot be read: they are newer than the copy of the keys, or none was named (--keys). ' +
      'With a newer copy, empty the folder and restore again:',
  ],
  nothingToCopy: [
    '请给出 --from 与 --to，或 --keys-from 与 --keys-to，或 --files-from 与 --files-to',
    '請給出 --from 與 --to，或 --keys-from 與 --keys-to，或 --files-from 與 --files-to',
    'name --from and --to, or --keys-from and --keys-to, or --files-from and --files-to',
  ],
  bothPlaces: ['{from} 与 {to} 须一起给出', '{from} 與 {to} 須一起給出', '{from} and {to} belong together: name both'],
  copying: ['已复制的事件', '已複製的事件', 'events copied'],
  comparing: ['比较两个服务台账', '比較兩個服務帳本', 'comparing both ledgers'],
  copied: [
    '两个服务台账相同：{events} 个事件，其中本次写入 {written} 个',
    '兩個服務帳本相同：{events} 個事件，其中本次寫入 {written} 個',
    'both ledgers are the same: {events} events, of which {written} were written now',
  ],
  copiedRaised: [
    '其中 {raised} 个事件早于前一事件的记录时间（各进程时钟不同），以前一事件的时间计，与答复一致',
    '其中 {raised} 個事件早於前一事件的記錄時間（各行程時鐘不同），以前一事件的時間計，與答覆一致',
    '{raised} of them were recorded before the one ahead of them (clocks differed); they have its time, as in answers',
  ],
  copiedKeys: [
    '已复制 {persons} 个人的密钥和 {apiKeys} 个 API 密钥',
    '已複製 {persons} 個人的金鑰和 {apiKeys} 個 API 金鑰',
    'keys of {persons} persons and {apiKeys} API keys copied',
  ],
  copiedFiles: ['已复制 {files} 个文件', '已複製 {files} 個檔案', '{files} files copied'],
  shownOnce: ['密钥只显示这一次', '金鑰只顯示這一次', 'shown this once; it cannot be shown again'],
  nothingFound: ['没有', '沒有', 'none'],
  noRequest: [
    '没有编号为 {no} 的服务请求；requests list 列出现有的',
    '沒有編號為 {no} 的服務案件；requests list 列出現有的',
    'there is no request with the number {no}; `requests list` shows them',
  ],
  requestedAt: ['提出时间：{value}', '提出時間：{value}', 'requested at: {value}'],
  description: ['说明：{value}', '說明：{value}', 'description: {value}'],
  owner: ['负责人：{value}', '負責人：{value}', 'owner: {value}'],
  waiting: ['等待中，自 {value}', '等待中，自 {value}', 'waiting since {value}'],
  visit: ['上门：{value}', '到場：{value}', 'visit: {value}'],
  resolution: ['解决：{value}', '解決：{value}', 'resolved: {value}'],
  retried: ['{id} 将再次办理', '{id} 將再次辦理', '{id} is tried again'],
  figures: ['{group}：{figures}', '{group}：{figures}', '{group}: {figures}'],
  noKey: [
    '没有密钥 {id}；keys list 列出现有的',
    '沒有金鑰 {id}；keys list 列出現有的',
    'there is no key {id}; `keys list` shows them',
  ],
  revoked: ['{id} 已作废', '{id} 已作廢', '{id} opens nothing any more'],
  noRole: [
    '没有角色“{role}”；现有 {roles}',
    '沒有角色「{role}」；現有 {roles}',
    "there is no role '{role}'; there are {roles}",
  ],
  oneVendor: [
    '请用 --vendor 给出一家厂商；“*”（每家厂商）只用于管理员',
    '請用 --vendor 給出一家廠商；「*」（每家廠商）只用於管理員',
    "name one vendor with --vendor; '*' (every vendor) is for admins alone",
  ],
  badLimit: [
    '--limit“{limit}”不是从 1 起的整数',
    '--limit「{limit}」不是從 1 起的整數',
    "--limit '{limit}' is no whole number from 1",
  ],
  bothUrlAndKey: [
    '通过服务器办理须同时给出 --url 与 --key',
    '透過伺服器辦理須同時給出 --url 與 --key',
    'working through a server needs both --url and --key',
  ],
  badUrl: [
    '--url“{url}”不是服务器地址；请写成 http://host:port',
    '--url「{url}」不是伺服器位址；請寫成 http://host:port',
    "--url '{url}' is no address of a server; write http://host:port",
  ],
  noAnswer: ['{url} 没有应答（{cause}）', '{url} 沒有回應（{cause}）', '{url} does not answer ({cause})'],
  refusedBy: ['{url} 未予办理：{detail}', '{url} 未予辦理：{detail}', '{url} refused: {detail}'],
  noVendor: [
    '没有厂商“{vendor}”；现有 {vendors}',
    '沒有廠商「{vendor}」；現有 {vendors}',
    "there is no vendor '{vendor}'; there are {vendors}",
  ],
  ownFiles: [
    '备份和各密钥副本须各有一个文件',
    '備份和各金鑰副本須各有一個檔案',
    'the backup and each copy of keys need a file of their own',
  ],
  unreadFile: ['{file}：{cause}', '{file}：{cause}', '{file}: {cause}'],
  noJson: ['{file}：不是 JSON', '{file}：不是 JSON', '{file}: {cause}'],
  oneWork: [
    '请给出一个要导入的文件，或用 --undo 给出一次导入，或用 --template 给出要写的文件',
    '請給出一個要匯入的檔案，或用 --undo 給出一次匯入，或用 --template 給出要寫的檔案',
    'name a file to import, or an import with --undo, or a file to write with --template',
  ],
  reasonOfUndo: ['--reason 只与 --undo 同用', '--reason 只與 --undo 同用', '--reason belongs to --undo'],
  undoNeedsReason: ['--undo 须有 --reason', '--undo 須有 --reason', '--undo needs --reason'],
  undoAlone: [
    '--undo 不能与 --report 或 --dry-run 同用',
    '--undo 不能與 --report 或 --dry-run 同用',
    '--undo knows neither --report nor --dry-run',
  ],
  fileAbsent: ['{file} 不存在', '{file} 不存在', '{file} does not exist'],
  noPlainFile: [
    '{file} 不是普通文件；请给出一个导出文件',
    '{file} 不是一般檔案；請給出一個匯出檔案',
    '{file} is no plain file; name an export',
  ],
  templateEnding: [
    '--template“{file}”既不以 .csv 也不以 .xlsx 结尾',
    '--template「{file}」既不以 .csv 也不以 .xlsx 結尾',
    "--template '{file}' ends in neither .csv nor .xlsx",
  ],
  fileExists: [
    '{file} 已经存在；请给出新的文件名',
    '{file} 已經存在；請給出新的檔名',
    '{file} exists; name a new file',
  ],
  columnsLeftOut: ['未导入的列：{names}', '未匯入的欄：{names}', 'columns that were not imported: {names}'],
  sheetsLeftOut: [
    '读取的是工作表“{sheet}”；未读取：{names}',
    '讀取的是工作表「{sheet}」；未讀取：{names}',
    "sheet '{sheet}' was read; not: {names}",
  ],
  hiddenColumns: [
    '已读取的隐藏列：{names}',
    '已讀取的隱藏欄：{names}',
    'columns that are hidden and were read: {names}',
  ],
  faultyRecord: [
    '  第 {row} 行{place}，{column}：{detail}',
    '  第 {row} 列{place}，{column}：{detail}',
    '  row {row}{place}, {column}: {detail}',
  ],
  ofContract: ['，合同号 {contractNo}', '，合約編號 {contractNo}', ', contract {contractNo}'],
  moreFaults: [
    '以上为前 {shown} 条；用 --report FILE 可得到全部记录的结果',
    '以上為前 {shown} 筆；用 --report FILE 可得到全部記錄的結果',
    'these are the first {shown}; --report FILE has the outcome of every record',
  ],
  importId: ['导入 {id}', '匯入 {id}', 'import {id}'],
  importing: ['正在导入', '正在匯入', 'importing'],
  undoing: ['正在撤销导入', '正在復原匯入', 'undoing'],
  undone: [
    '已撤回 {contracts} 份合同和 {customers} 家客户',
    '已撤回 {contracts} 份合約和 {customers} 家客戶',
    '{contracts} contracts and {customers} customers taken back',
  ],
  retained: [
    '另有 {retained} 项在此期间有变更，予以保留',
    '另有 {retained} 項在此期間有變更，予以保留',
    '{retained} were changed meanwhile and stay',
  ],
  template: ['模板已写入 {file}', '範本已寫入 {file}', 'template {file}'],
  importNotFinished: [
    '{file}：导入 {id} 没有完成',
    '{file}：匯入 {id} 沒有完成',
    '{file}: the import {id} did not finish',
  ],
  importNotUndone: ['导入 {id} 没有撤销', '匯入 {id} 沒有復原', 'the import {id} was not undone'],
  keyMade: ['{made} 建立', '{made} 建立', 'made {made}'],
  /** Uses are noted by the hour. */
  keyUsed: ['最近使用：{used} 起的一小时内', '最近使用：{used} 起的一小時內', 'last used in the hour from {used}'],
  keyUnused: ['从未使用', '從未使用', 'never used'],
  noKeys: [
    '还没有 API 密钥；keys create 建立一个',
    '還沒有 API 金鑰；keys create 建立一個',
    'there are no API keys; `keys create` makes one',
  ],
  keyRevoked: ['{revoked} 作废', '{revoked} 作廢', 'revoked {revoked}'],
} as const satisfies Readonly<Record<string, Three>>;

export const messageIn = (
  language: Language,
  name: keyof typeof messageTexts,
  facts: Readonly<Record<string, string | number>> = {},
): string => writtenIn(messageTexts[name], language, facts);
