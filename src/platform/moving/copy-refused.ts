import type { Language } from '../../../domain/kernel/vocabulary.js';
import { filled, type Texts, type Three } from '../http/problems/texts.js';

const texts = ([cn, tw, en]: Three): Texts => ({ 'zh-CN': cn, 'zh-TW': tw, en });

/** Why something was not moved, with the way out. */
const refusals = {
  'no-source': texts([
    '{folder} 中没有 {what}；请给出它所在的文件夹',
    '{folder} 中沒有 {what}；請給出它所在的資料夾',
    'there is no {what} in {folder}; name the folder that holds it',
  ]),
  'same-place': texts([
    '来源与目标是同一处 {place}；请给出另一个目标',
    '來源與目標是同一處 {place}；請給出另一個目標',
    'source and target are the same place, {place}; name another target',
  ]),
  'unknown-engine': texts([
    '不认识的地址：{what} 只能是 {forms}',
    '不認得的位址：{what} 只能是 {forms}',
    'no engine has this URL: {what} takes {forms}',
  ]),
  'source-unsound': texts([
    '来源服务台账有误：{finding}。请运行 verify，并从备份恢复；目标未改动',
    '來源服務帳本有誤：{finding}。請執行 verify，並從備份還原；目標未改動',
    'the source is not a sound ledger: {finding}. Run verify, and restore a backup; the target was not changed',
  ]),
  'source-written': texts([
    '复制期间来源被写入。请停止所有服务进程，再运行一次：复制会接着进行',
    '複製期間來源被寫入。請停止所有服務行程，再執行一次：複製會接著進行',
    'the source was written while it was copied. Stop every server on it and run the command again: it continues',
  ]),
  'target-written': texts([
    '复制期间有人写入目标（位置 {position} 之后）。请停止所有服务进程，清空目标，重新复制',
    '複製期間有人寫入目標（位置 {position} 之後）。請停止所有服務行程，清空目標，重新複製',
    'the target was written while it was copied (after position {position}). Stop every server on it, empty it, and ' +
      'copy again',
  ]),
  'target-differs': texts([
    '目标已有其他内容：位置 {position} 的 {what} 与来源不同。请给出空的目标；没有写入任何内容',
    '目標已有其他內容：位置 {position} 的 {what} 與來源不同。請給出空的目標；沒有寫入任何內容',
    'the target holds something else: at position {position} the {what} is not that of the source. Name an empty ' +
      'target; nothing was written',
  ]),
  'target-longer': texts([
    '目标的事件多于来源的 {position} 个，已在别处继续写入。请给出空的目标；没有写入任何内容',
    '目標的事件多於來源的 {position} 個，已在別處繼續寫入。請給出空的目標；沒有寫入任何內容',
    'the target has more events than the {position} of the source: it was written to since. Name an empty target; ' +
      'nothing was written',
  ]),
  'copy-differs': texts([
    '复制后比较：位置 {position} 的 {what} 与来源不同。请清空目标，重新复制',
    '複製後比較：位置 {position} 的 {what} 與來源不同。請清空目標，重新複製',
    'compared after copying: at position {position} the {what} is not that of the source. Empty the target and copy again',
  ]),
  'target-unusable': texts([
    '目标不能保留事件：{why}',
    '目標不能保留事件：{why}',
    'the target does not keep its events: {why}',
  ]),
  'clock-behind': texts([
    '本机时钟落后于来源已答复过的时点 {instant}。请校正时钟，再运行一次：复制会接着进行',
    '本機時鐘落後於來源已答覆過的時點 {instant}。請校正時鐘，再執行一次：複製會接著進行',
    'the clock of this machine is behind {instant}, about which the source has answered. Set the clock and run the ' +
      'command again: it continues',
  ]),
  'keys-differ': texts([
    '目标的 {what} 是另一服务台账的。请给出空的目标；没有写入任何内容',
    '目標的 {what} 是另一服務帳本的。請給出空的目標；沒有寫入任何內容',
    'the {what} of the target belongs to another ledger. Name an empty target; nothing was written',
  ]),
  'keys-stay': texts([
    '{what} 所在的服务器不能由本命令读写。请用服务器自带的工具备份与恢复',
    '{what} 所在的伺服器不能由本命令讀寫。請用伺服器自帶的工具備份與還原',
    'the store of {what} cannot be read or written by this command. Use the tools of its server: its own backup and ' +
      'restore',
  ]),
} as const satisfies Readonly<Record<string, Texts>>;

export type CopyRefusal = keyof typeof refusals;

/** Nothing was moved, or not all; the text names which, and what to do. */
export class CopyRefused extends Error {
  constructor(
    readonly code: CopyRefusal,
    private readonly facts: Readonly<Record<string, string | number>> = {},
  ) {
    super(filled(refusals[code].en, facts));
  }

  in(language: Language): string {
    return filled(refusals[this.code][language], this.facts);
  }
}
