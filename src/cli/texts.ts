import { Option } from 'commander';
import { type Language, languages } from '../../domain/kernel/vocabulary.js';
import { filled, type Texts, type Three } from '../platform/http/problems/texts.js';

/** The language of a terminal by its locale (LC_ALL, LC_MESSAGES, LANG); zh-CN where it names none of ours. */
export const localeLanguage = (env: NodeJS.ProcessEnv = process.env): Language => {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  if (/^zh[_-](?:TW|HK|MO|Hant)/i.test(locale)) return 'zh-TW';
  return /^en/i.test(locale) ? 'en' : 'zh-CN';
};

/** `--language` of all output of a command; the locale's unless given. */
export const languageOption = (): Option =>
  new Option('--language <language>', 'of the output; by default that of the locale')
    .choices(languages)
    .default(localeLanguage());

const texts = ([cn, tw, en]: Three): Texts => ({ 'zh-CN': cn, 'zh-TW': tw, en });
/** Texts by their codes, each written in the order zh-CN, zh-TW, en. */
export const textsByCode = <K extends string>(entries: Readonly<Record<K, Three>>): Readonly<Record<K, Texts>> =>
  Object.fromEntries(Object.entries<Three>(entries).map(([code, three]) => [code, texts(three)])) as Record<K, Texts>;

/** The texts of commands. A code is shown beside its text, because the API and the logs use codes. */
export const messageTexts = textsByCode({
  at: ['时点 {at}', '時點 {at}', 'at {at}'],
  coveredBy: [
    '依据合同 {contractNo}，{firstDay} 至 {lastDay}',
    '依據合約 {contractNo}，{firstDay} 至 {lastDay}',
    'covered by {contractNo}, {firstDay} to {lastDay}',
  ],
  condition: ['条件 {code}：{text}', '條件 {code}：{text}', 'condition {code}: {text}'],
  passed: ['通过  ', '通過  ', 'passed'],
  failed: ['未通过', '未通過', 'FAILED'],
  remedy: ['补救办法：{remedy}', '補救方式：{remedy}', 'remedy: {remedy}'],
  nextChange: ['下次变化：{at}', '下次變化：{at}', 'next change: {at}'],
  validUntil: ['此答复有效至：{at}', '此答覆有效至：{at}', 'valid until: {at}'],
  respond: [
    '承诺 {priority}：最迟 {by} 应答',
    '承諾 {priority}：最遲 {by} 應答',
    'promise {priority}: respond by {by}',
  ],
  arrive: ['，最迟 {by} 到场', '，最遲 {by} 到場', ', arrive by {by}'],
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
  viewFinding: ['视图 {view}，行 {id}：{what}', '檢視 {view}，列 {id}：{what}', 'view {view}, row {id}: {what}'],
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
    'view {view} has not been built and was not compared; it is computed at the next start',
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
  badLimit: [
    '--limit“{limit}”不是从 1 起的整数',
    '--limit「{limit}」不是從 1 起的整數',
    "--limit '{limit}' is no whole number from 1",
  ],
});

export const messageIn = (
  language: Language,
  name: keyof typeof messageTexts,
  facts: Readonly<Record<string, string | number>> = {},
): string => filled(messageTexts[name][language], facts);
