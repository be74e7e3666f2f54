import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Three } from './http/problems/texts.js';
import { type KnownSentence, knownText, sentenceIn } from './known-sentences.js';

/** What is wrong with an event, behind its place. */
export const faultsOfEvents: readonly KnownSentence[] = [
  [/^revision (.+) is none$/, '修订号 $1 不成立', '修訂號 $1 不成立'],
  [/^its recording time (.+) is absurd$/, '记录时间 $1 不合常理', '記錄時間 $1 不合常理'],
  [/^vendor '(.*)' is no name of one$/, '“$1”不是厂商名', '「$1」不是廠商名'],
  [/^the stream is not one of vendor '(.*)'$/, '该事件流不属于厂商“$1”', '該事件流不屬於廠商「$1」'],
  [/^no stream of the product has this name$/, '本产品没有这样的事件流', '本產品沒有這樣的事件流'],
  [/^no event of category (.+) has this type$/, '类别 $1 没有这种事件', '類別 $1 沒有這種事件'],
  [
    /^has schema (.+); this version knows 1 to (\d+)$/,
    '结构是第 $1 版，本程序认识 1 到 $2',
    '結構是第 $1 版，本程式認得 1 到 $2',
  ],
  [
    /^vendor '(.*)' has published no policy before it$/,
    '厂商“$1”在此之前没有发布服务政策',
    '廠商「$1」在此之前沒有發布服務政策',
  ],
  [
    /^its id (.+) is not the one that its stream and command give$/,
    '标识 $1 与其事件流和命令不符',
    '識別碼 $1 與其事件流和命令不符',
  ],
  [/^metadata have no member '(.*)'$/, '元数据没有“$1”这一项', '中繼資料沒有「$1」這一項'],
  [/^(\w+) is missing$/, '缺少 $1', '缺少 $1'],
  [/^(\w+) is no JSON$/, '$1 不是 JSON', '$1 不是 JSON'],
  [/^(\w+) is not canonical JSON$/, '$1 不是规范的 JSON', '$1 不是規範的 JSON'],
  [/^(\w+) is no object$/, '$1 不是对象', '$1 不是物件'],
  [/^(\w+) (.+) is none$/, '$1 的值 $2 不成立', '$1 的值 $2 不成立'],
];

/** What is wrong with a table, an index or a trigger, which may be one of a table. */
const objects = (en: string, zhCN: string, zhTW: string): readonly KnownSentence[] => [
  [new RegExp(`^the \\w+ (\\S+) of (\\S+) ${en}$`), `$2 的 $1 ${zhCN}`, `$2 的 $1 ${zhTW}`],
  [new RegExp(`^the \\w+ (\\S+) ${en}$`), `$1 ${zhCN}`, `$1 ${zhTW}`],
];

const restored: readonly [string, string] = ['请恢复最近的备份', '請還原最近的備份'];

/** Findings about the ledger and its file, and about rows of views. */
export const findings: readonly KnownSentence[] = [
  knownText('stream-deleted'),
  knownText('stream-shortened'),
  knownText('event-of-stream-damaged'),
  knownText('event-damaged'),
  ...objects("is none of this product's", '不是本产品的', '不是本產品的'),
  ...objects('was changed', '被改动过', '被改動過'),
  ...objects('is missing', '缺失', '缺失'),
  [/^it was not written by this product$/, '它不是本产品写的', '它不是本產品寫的'],
  [/^positions (\d+) to (\d+) are missing$/, '缺少位置 $1 到 $2', '缺少位置 $1 到 $2'],
  [
    /^event (\d+) was recorded before the one ahead of it$/,
    '事件 $1 的记录时间早于前一个事件',
    '事件 $1 的記錄時間早於前一個事件',
  ],
  [
    /^event (\d+), revision (\d+) of (\S+), was recorded before the one ahead of it$/,
    '事件 $1（事件流 $3 的修订号 $2）的记录时间早于前一个事件',
    '事件 $1（事件流 $3 的修訂號 $2）的記錄時間早於前一個事件',
  ],
  [/^event (\d+): data is no JSON$/, '事件 $1：数据不是 JSON', '事件 $1：資料不是 JSON'],
  [/^event (\d+): data is not canonical JSON$/, '事件 $1：数据不是规范的 JSON', '事件 $1：資料不是規範的 JSON'],
  [/^event (\d+) is not as it was recorded$/, '事件 $1 与记录时不同', '事件 $1 與記錄時不同'],
  [
    /^among events (\d+) to (\d+) one is not as it was recorded$/,
    '事件 $1 到 $2 之中有一个与记录时不同',
    '事件 $1 到 $2 之中有一個與記錄時不同',
  ],
  knownText('events-lost'),
  knownText('events-added'),
  [
    /^stream (\S+) has revision (\S+) where (\S+) is due$/,
    '事件流 $1 的修订号是 $2，应为 $3',
    '事件流 $1 的修訂號是 $2，應為 $3',
  ],
  [
    /^the index of streams holds (\d+) of (\d+) events$/,
    '事件流的索引只有 $2 个事件中的 $1 个',
    '事件流的索引只有 $2 個事件中的 $1 個',
  ],
  [
    /^the ledger ends before position (\d+), up to which it was recorded;.*$/,
    `服务台账曾记录到位置 $1，现在不到；${restored[0]}；有意换回较早的服务台账时，请把 ledger.head 移出 LEDGER_HOME`,
    `服務帳本曾記錄到位置 $1，現在不到；${restored[1]}；有意換回較早的服務帳本時，請把 ledger.head 移出 LEDGER_HOME`,
  ],
  [
    /^an event up to position (\d+) is not as it was recorded;.*$/,
    `位置 $1 及以前有一个事件与记录时不同；${restored[0]}`,
    `位置 $1 及以前有一個事件與記錄時不同；${restored[1]}`,
  ],
  [
    /^(.+) was not written with the secrets of keys\.db;.*$/,
    '$1 不是用现有 keys.db 的密钥写的；请换回此服务台账的 keys.db',
    '$1 不是用現有 keys.db 的金鑰寫的；請換回此服務帳本的 keys.db',
  ],
  [/^the event store cannot be read on: (.+)$/, '事件服务器读不下去：$1', '事件伺服器讀不下去：$1'],
  [/^(.+) cannot be read on: (.+)$/, '$1 读不下去：$2', '$1 讀不下去：$2'],
  [/^and (\d+) more$/, '另有 $1 处', '另有 $1 處'],
  [
    /^follows event (.+) at position (\d+), which the ledger lacks$/,
    '依据位置 $2 的事件 $1，服务台账中没有它',
    '依據位置 $2 的事件 $1，服務帳本中沒有它',
  ],
  [/^cannot apply event (\d+): (.+)$/, '不能采用事件 $1：$2', '不能採用事件 $1：$2'],
  [/^cannot be read on \((.+)\)$/, '读不下去（$1）', '讀不下去（$1）'],
  [
    /^(.+): it was not written by this product; it is now (\S+), and all views are computed again$/,
    '$1 不是本产品写的，已改名为 $2；视图全部重新计算',
    '$1 不是本產品寫的，已改名為 $2；檢視全部重新計算',
  ],
  [
    /^(.+): another version of the product wrote it; all views are computed again$/,
    '$1 由另一版本的程序写成；视图全部重新计算',
    '$1 由另一版本的程式寫成；檢視全部重新計算',
  ],
  [
    /^(.+?): (.+); it is now (\S+), and all views are computed again$/,
    '$1 无法读取（$2），已改名为 $3；视图全部重新计算',
    '$1 無法讀取（$2），已改名為 $3；檢視全部重新計算',
  ],
  [/^stands in the view, but no event makes it$/, '视图中有，但没有事件产生它', '檢視中有，但沒有事件產生它'],
  [/^is missing from the view$/, '视图中缺少', '檢視中缺少'],
  [/^differs from what the ledger makes of it$/, '与服务台账算出的不同', '與服務帳本算出的不同'],
];

/** A finding in a language; one that a store states itself stays as it is. */
export const findingIn = (finding: string, language: Language): string => {
  if (language === 'en') return finding;
  const [, position, type, stream, fault] = /^event (\d+) \((\w+), (\S+)\): (.+)$/.exec(finding) ?? [];
  if (fault === undefined) return sentenceIn(finding, findings, language);
  return `事件 ${position}（${type}，${stream}）：${sentenceIn(fault, faultsOfEvents, language)}`;
};

/** Findings in every language, to be inside of a fault. */
export const findingsIn = (found: readonly string[]): Three => {
  const inOne = (language: Language, separator: string): string =>
    found.map((finding) => findingIn(finding, language)).join(separator);
  return [inOne('zh-CN', '；'), inOne('zh-TW', '；'), inOne('en', '; ')];
};
