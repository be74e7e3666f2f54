import type { Language } from '../../domain/kernel/vocabulary.js';
import type { Three } from '../platform/http/problems/texts.js';
import { type KnownSentence, sentenceIn } from '../platform/known-sentences.js';

/** What is wrong with a policy, ahead of what is allowed. What the parser of YAML states itself is not here. */
export const problemSentences: readonly KnownSentence[] = [
  [/^the file cannot be read \((.+)\)$/, '文件无法读取（$1）', '檔案無法讀取（$1）'],
  [
    /^(.+): the folder of policy files cannot be read \((.+)\); set LEDGER_POLICIES to one that can$/,
    '$1：存放服务政策文件的文件夹无法读取（$2）；请把 `LEDGER_POLICIES` 设为可以读取的',
    '$1：存放服務政策檔案的資料夾無法讀取（$2）；請把 `LEDGER_POLICIES` 設為可以讀取的',
  ],
  [
    /^(.+): the folder holds no policy file; put at least one \*\.yaml there, or leave LEDGER_POLICIES unset$/,
    '$1：文件夹中没有服务政策文件；请至少放入一个 *.yaml，或不设 `LEDGER_POLICIES`',
    '$1：資料夾中沒有服務政策檔案；請至少放入一個 *.yaml，或不設 `LEDGER_POLICIES`',
  ],
  [
    /^version (\d+) of "(.+)" is also in (.+); a version is one file$/,
    '“$2”的第 $1 版也在 $3 中；一版只有一个文件',
    '「$2」的第 $1 版也在 $3 中；一版只有一個檔案',
  ],
  [/^the file nests too deep$/, '文件的层次太深', '檔案的層次太深'],
  [/^the file is not UTF-8; save it as UTF-8$/, '文件不是 UTF-8；请另存为 UTF-8', '檔案不是 UTF-8；請另存為 UTF-8'],
  [/^the file has (\d+) bytes$/, '文件有 $1 字节', '檔案有 $1 位元組'],
  [/^the file has (\d+) lines$/, '文件有 $1 行', '檔案有 $1 行'],
  [
    /^(?:the file )?nests deeper than (\d+) levels; write it flatter$/,
    '层次超过 $1 层；请写得浅一些',
    '層次超過 $1 層；請寫得淺一些',
  ],
  [/^holds more than (\d+) values; shorten its lists$/, '超过 $1 个值；请缩短列表', '超過 $1 個值；請縮短清單'],
  [/^Map keys must be unique, at "(.*)"$/, '同一项写了两次，在“$1”处', '同一項寫了兩次，在「$1」處'],
  [/^Map keys must be unique$/, '同一项写了两次', '同一項寫了兩次'],
  [
    /^anchors and aliases are not allowed; write the value out$/,
    '不能使用锚点和别名；请写出值本身',
    '不能使用錨點和別名；請寫出值本身',
  ],
  [/^unknown field "(.*)"; known here: (.+)$/, '没有“$1”这一项；此处可用 $2', '沒有「$1」這一項；此處可用 $2'],
  [/^the field "(.*)" is missing$/, '缺少“$1”这一项', '缺少「$1」這一項'],
  [/^(.+) is empty$/, '$1 是空值', '$1 是空值'],
  [/^(.+) is a list$/, '$1 是列表', '$1 是清單'],
  [/^(.+) is an object$/, '$1 是对象', '$1 是物件'],
  [/^(.+) is a string$/, '$1 是文本', '$1 是文字'],
  [/^(.+) is a number$/, '$1 是数', '$1 是數'],
  [/^(.+) is a boolean$/, '$1 是 true 或 false', '$1 是 true 或 false'],
  [/^(.+) is not allowed$/, '$1 不在可选之列', '$1 不在可選之列'],
  [/^(.+) is not written as expected$/, '$1 的写法不对', '$1 的寫法不對'],
  [/^(.+) is out of range$/, '$1 超出范围', '$1 超出範圍'],
  [/^(.+) names (\d+) fields$/, '$1 写了 $2 项', '$1 寫了 $2 項'],
  [/^(.+) says one thing twice$/, '$1 有重复', '$1 有重複'],
  [/^(.+) is too short$/, '$1 太短', '$1 太短'],
  [/^a list of (\d+) is too long$/, '列表有 $1 项，太长', '清單有 $1 項，太長'],
  [/^(.+) is too long$/, '$1 太长', '$1 太長'],
  [
    /^"(.*)" is no day of the calendar; write a day from (\S+) to (\S+)$/,
    '“$1”不是日历上的一天；请写从 $2 到 $3 的一天',
    '「$1」不是行事曆上的一天；請寫從 $2 到 $3 的一天',
  ],
  [
    /^"(.*)" is no known time zone; write an IANA name such as (.+)$/,
    '不认识时区“$1”；请写 IANA 的名称，如 $2',
    '不認得時區「$1」；請寫 IANA 的名稱，如 $2',
  ],
  [
    /^"(.*)" already names a series as "(.*)"; codes and aliases are unique, whatever their case$/,
    '“$1”已是一个产品系列的“$2”；代码与别名不论大小写都不能重复',
    '「$1」已是一個產品系列的「$2」；代碼與別名不論大小寫都不能重複',
  ],
  [
    /^"(.*)" is no period; write an ISO 8601 duration .* such as (\S+) or (\S+), .* at most (\d+) years$/,
    '“$1”不是时间长度；请用 ISO 8601 写明年、月、周或日，如 $2 或 $3，须长于零，至多 $4 年',
    '「$1」不是時間長度；請用 ISO 8601 寫明年、月、週或日，如 $2 或 $3，須長於零，至多 $4 年',
  ],
  [
    /^has no opening at all; write at least one window with a day, such as (.+)$/,
    '没有任何服务时间；请至少写一段带有日子的，如 $1',
    '沒有任何服務時間；請至少寫一段帶有日子的，如 $1',
  ],
  [
    /^opens at "(.*)" and closes at "(.*)"; a window opens before it closes, on one day$/,
    '从“$1”开始，到“$2”结束；一段时间的开始须早于结束，并在同一天',
    '從「$1」開始，到「$2」結束；一段時間的開始須早於結束，並在同一天',
  ],
  [
    /^(\S+) to (\S+) overlaps window (\d+) \((\S+) to (\S+)\) on a day they share; windows of a day lie apart$/,
    '$1 到 $2 与第 $3 段（$4 到 $5，从 0 起数）在同一天重叠；一天之内各段须分开',
    '$1 到 $2 與第 $3 段（$4 到 $5，從 0 起數）在同一天重疊；一天之內各段須分開',
  ],
  [/^"(.*)" is listed twice$/, '“$1”列出了两次', '「$1」列出了兩次'],
  [
    /^"(.*)" is also one of the closedDays; a day is open or closed$/,
    '“$1”也在 `closedDays` 中；一天不能既服务又休息',
    '「$1」也在 `closedDays` 中；一天不能既服務又休息',
  ],
  [
    /^true without holidays; write false, or holidays: cn$/,
    '没有节假日却为 true；请写 false，或写 holidays: cn',
    '沒有節假日卻為 true；請寫 false，或寫 holidays: cn',
  ],
  [
    /^(\d+) working minutes take more than (\d+) weeks of (\d+) open minutes; promise less, or open longer$/,
    '$1 工作分钟超过 $2 周，每周只有 $3 分钟服务时间；请缩短承诺，或延长服务时间',
    '$1 工作分鐘超過 $2 週，每週只有 $3 分鐘服務時間；請縮短承諾，或延長服務時間',
  ],
  [
    /^(\d+) working days take more than (\d+) weeks of (\d+) open days; promise less, or open on more days$/,
    '$1 个工作日超过 $2 周，每周只服务 $3 天；请缩短承诺，或增加服务的日子',
    '$1 個工作日超過 $2 週，每週只服務 $3 天；請縮短承諾，或增加服務的日子',
  ],
  [
    /^(\S+) comes after (\S+); each number is less than the one before$/,
    '$1 在 $2 之后；每个数须小于前一个',
    '$1 在 $2 之後；每個數須小於前一個',
  ],
  [
    /^(\S+) comes after (\S+); each number is more than the one before$/,
    '$1 在 $2 之后；每个数须大于前一个',
    '$1 在 $2 之後；每個數須大於前一個',
  ],
  [
    /^"(.*)" is no version; write digits, a point and at most two digits, such as "(.+)"$/,
    '“$1”不是版本号；请写数字、一个点和至多两位数字，如“$2”',
    '「$1」不是版本號；請寫數字、一個點和至多兩位數字，如「$2」',
  ],
];

/** What of a vendor's publications cannot be used, and why. */
export const publicationSentences: readonly KnownSentence[] = [
  [/^release (\S+) (\S+)$/, '$1 $2 的发布', '$1 $2 的發布'],
  [/^policy version (\S+)$/, '服务政策第 $1 版', '服務政策第 $1 版'],
  [/^calendar (\S+)$/, '日历 $1', '行事曆 $1'],
  [/^policies$/, '服务政策', '服務政策'],
  [
    /^publishedAt is (.+), which is no instant; correct it with (POST \S+)$/,
    '`publishedAt` 是 $1，不是时刻；请用 $2 更正',
    '`publishedAt` 是 $1，不是時刻；請用 $2 更正',
  ],
  [/^'(.*)' is no period$/, '“$1”不是时间长度', '「$1」不是時間長度'],
  [/^'(.*)' is no day$/, '“$1”不是日期', '「$1」不是日期'],
];

/** What is allowed; lists of words stay as they are. */
export const allowedSentences: readonly KnownSentence[] = [
  [/^string; write it in quotes$/, '文本；请加引号', '文字；請加引號'],
  [/^string or null; write it in quotes$/, '文本或空值；请加引号', '文字或空值；請加引號'],
  [/^string or null$/, '文本或空值', '文字或空值'],
  [/^string$/, '文本', '文字'],
  [/^integer$/, '整数', '整數'],
  [/^number$/, '数', '數'],
  [/^boolean$/, 'true 或 false', 'true 或 false'],
  [/^object$/, '对象', '物件'],
  [/^array$/, '列表', '清單'],
  [/^(\d+) levels$/, '$1 层', '$1 層'],
  [/^at least (\S+)$/, '至少 $1', '至少 $1'],
  [/^at most (\S+)$/, '至多 $1', '至多 $1'],
  [/^at most (\d+) items$/, '至多 $1 项', '至多 $1 項'],
  [/^at most (\d+) characters$/, '至多 $1 个字符', '至多 $1 個字元'],
  [/^exactly one of (\S+), (\S+)$/, '$1 与 $2 之中恰好一项', '$1 與 $2 之中恰好一項'],
  [/^each once$/, '每个一次', '每個一次'],
  [/^a day, YYYY-MM-DD$/, '日期，如 2026-03-20', '日期，如 2026-03-20'],
  [/^a time of day, HH:mm from (\S+) to (\S+)$/, '从 $1 到 $2 的钟点', '從 $1 到 $2 的鐘點'],
  [
    /^lower-case letters, digits and hyphens, a letter first, at most (\d+)$/,
    '小写字母、数字和连字符，以字母开头，至多 $1 个',
    '小寫字母、數字和連字號，以字母開頭，至多 $1 個',
  ],
  [
    /^letters, digits, points, underscores and hyphens, at most (\d+)$/,
    '字母、数字、点、下划线和连字符，至多 $1 个',
    '字母、數字、點、底線和連字號，至多 $1 個',
  ],
  [/^a mail address, or a name and the address: (.+)$/, '邮件地址，或名称加地址：$1', '郵件地址，或名稱加地址：$1'],
  [/^a mail address$/, '邮件地址', '郵件地址'],
  [/^the id of a staff user, never the name of a person$/, '员工用户的标识，不是人名', '員工使用者的識別碼，不是人名'],
  [/^a text with at least one visible character$/, '至少有一个可见字符的文本', '至少有一個可見字元的文字'],
  [/^what matches (.+)$/, '符合 $1 的文本', '符合 $1 的文字'],
];

const place = /^(.+?:\d+:\d+: (?:\/.*?: )?)(.+)$/s;

/** A line about a faulty policy file in a language, its place in the file as it is. */
export const problemLineIn = (line: string, language: Language): string => {
  const [, at = '', problem = line] = place.exec(line) ?? [];
  return at + problemIn(problem, language);
};

const problemIn = (problem: string, language: Language): string => {
  const [, what, allowed] = /^(.+); allowed: (.+)$/s.exec(problem) ?? [];
  if (what === undefined || language === 'en') return sentenceIn(problem, problemSentences, language);
  return `${sentenceIn(what, problemSentences, language)}；可用：${sentenceIn(allowed!, allowedSentences, language)}`;
};

/** What is wrong with a policy in every language, for answers. */
export const problemInThree = (problem: string): Three => [
  problemIn(problem, 'zh-CN'),
  problemIn(problem, 'zh-TW'),
  problem,
];
