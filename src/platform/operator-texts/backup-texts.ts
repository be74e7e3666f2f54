import type { Three } from '../http/problems/texts.js';

/** Backups, restores and copies of ledgers. In zh-CN, zh-TW and en. */
export const backupTexts = {
  'other-backup': ['请换一个备份来恢复', '請換一個備份來還原', 'restore another backup'],
  'name-key-copy': [
    '请指定 `backup --keys` 所做的密钥副本',
    '請指定 `backup --keys` 所做的金鑰副本',
    'name the copy of the keys that `backup --keys` made',
  ],
  'key-copy-unsettled': [
    '{file} 的写入曾被中断，须先完成（{cause}）：请把它与同名的 -journal 文件一起放到可写的文件夹后重试',
    '{file} 的寫入曾被中斷，須先完成（{cause}）：請把它與同名的 -journal 檔案一起放到可寫的資料夾後重試',
    'a write to {file} was cut off and has to be rolled back first ({cause}): put it, with the -journal file beside it, into a folder that can be written, and repeat',
  ],
  'name-access-copy': [
    '请指定 `backup --access` 所做的 API 密钥副本',
    '請指定 `backup --access` 所做的 API 金鑰副本',
    'name the copy of API keys that `backup --access` made',
  ],
  'no-ledger': [
    '{folder} 中没有服务台账；请用 `LEDGER_HOME` 指定它的文件夹，另放一处的用 `EVENTS_URL`',
    '{folder} 中沒有服務帳本；請用 `LEDGER_HOME` 指定它的資料夾，另放一處的用 `EVENTS_URL`',
    'there is no ledger in {folder}; name its folder with LEDGER_HOME, or with EVENTS_URL where it lies apart',
  ],
  'no-folder-of-keys': [
    '没有存放密钥的文件夹 {folder}；请用 `LEDGER_HOME` 指定，或恢复密钥副本',
    '沒有存放金鑰的資料夾 {folder}；請用 `LEDGER_HOME` 指定，或還原金鑰副本',
    'there is no folder {folder} for the keys; name it with LEDGER_HOME, or restore the copy of the keys',
  ],
  'no-keys-file': [
    '{folder} 中没有 keys.db；请用 `LEDGER_HOME` 指定它的文件夹',
    '{folder} 中沒有 keys.db；請用 `LEDGER_HOME` 指定它的資料夾',
    'there is no keys.db in {folder}; name its folder with LEDGER_HOME',
  ],
  'no-access-file': [
    '{folder} 中没有 API 密钥（auth.db）；请用 `LEDGER_HOME` 指定它的文件夹',
    '{folder} 中沒有 API 金鑰（auth.db）；請用 `LEDGER_HOME` 指定它的資料夾',
    'there are no API keys in {folder} (auth.db); name its folder with LEDGER_HOME',
  ],
  'not-copied-aside': [
    '{from} 无法复制到 {to}（{cause}）；请在那里腾出空间，或用 `TMPDIR` 指定另一文件夹',
    '{from} 無法複製到 {to}（{cause}）；請在那裡騰出空間，或用 `TMPDIR` 指定另一資料夾',
    '{from} could not be copied to {to} ({cause}); make space there, or name another folder with TMPDIR',
  ],
  'file-absent': ['{file} 不存在', '{file} 不存在', '{file} does not exist'],
  'no-plain-backup': [
    '{file} 不是普通文件；请指定一个备份',
    '{file} 不是一般檔案；請指定一個備份',
    '{file} is no plain file; name a backup',
  ],
  'ledger-altered': [
    '{file} 不是完好的服务台账（{cause}）；请运行 verify',
    '{file} 不是完好的服務帳本（{cause}）；請執行 verify',
    '{file} is no sound ledger ({cause}); run verify',
  ],
  'ledger-unsound': [
    '{file} 不是完好的服务台账：{cause}',
    '{file} 不是完好的服務帳本：{cause}',
    '{file} is not a sound ledger: {cause}',
  ],
  'floor-faulty': [
    '其记录时间的下限是 {floor}',
    '其記錄時間的下限是 {floor}',
    'its floor of recording times is {floor}',
  ],
  'backup-unread': ['{file}：{cause}', '{file}：{cause}', '{file}: {cause}'],
  'restore-not-written': [
    '{file} 无法写入（{cause}）；请腾出空间后重新恢复',
    '{file} 無法寫入（{cause}）；請騰出空間後重新還原',
    '{file} could not be written ({cause}); make space there and restore again',
  ],
  'restore-over': [
    '{file} 已经存在；请恢复到空文件夹（设置 `LEDGER_HOME`），没有改动任何内容',
    '{file} 已經存在；請還原到空資料夾（設定 `LEDGER_HOME`），沒有改動任何內容',
    '{file} is there already; restore into an empty folder (set LEDGER_HOME), nothing was changed',
  ],
  'no-source': [
    '{folder} 中没有 {what}；请给出它所在的文件夹',
    '{folder} 中沒有 {what}；請給出它所在的資料夾',
    'there is no {what} in {folder}; name the folder that holds it',
  ],
  'same-place': [
    '来源与目标是同一处 {place}；请给出另一个目标',
    '來源與目標是同一處 {place}；請給出另一個目標',
    'source and target are the same place, {place}; name another target',
  ],
  'unknown-engine': [
    '不认识的地址：{what} 只能是 {forms}',
    '不認得的位址：{what} 只能是 {forms}',
    'no engine has this URL: {what} takes {forms}',
  ],
  'source-unsound': [
    '来源服务台账有误：{finding}。请运行 verify，并从备份恢复；目标未改动',
    '來源服務帳本有誤：{finding}。請執行 verify，並從備份還原；目標未改動',
    'the source is not a sound ledger: {finding}. Run verify, and restore a backup; the target was not changed',
  ],
  'source-written': [
    '复制期间来源被写入。请停止所有服务进程，再运行一次：复制会接着进行',
    '複製期間來源被寫入。請停止所有服務行程，再執行一次：複製會接著進行',
    'the source was written while it was copied. Stop every server on it and run the command again: it continues',
  ],
  'target-written': [
    '复制期间有人写入目标（位置 {position} 之后）。请停止所有服务进程，清空目标，重新复制',
    '複製期間有人寫入目標（位置 {position} 之後）。請停止所有服務行程，清空目標，重新複製',
    'the target was written while it was copied (after position {position}). Stop every server on it, empty it, and ' +
      'copy again',
  ],
  'target-differs': [
    '目标已有其他内容：位置 {position} 的 {what} 与来源不同。请给出空的目标；没有写入任何内容',
    '目標已有其他內容：位置 {position} 的 {what} 與來源不同。請給出空的目標；沒有寫入任何內容',
    'the target holds something else: at position {position} the {what} is not that of the source. Name an empty ' +
      'target; nothing was written',
  ],
  'target-longer': [
    '目标的事件多于来源的 {position} 个，已在别处继续写入。请给出空的目标；没有写入任何内容',
    '目標的事件多於來源的 {position} 個，已在別處繼續寫入。請給出空的目標；沒有寫入任何內容',
    'the target has more events than the {position} of the source: it was written to since. Name an empty target; ' +
      'nothing was written',
  ],
  'copy-differs': [
    '复制后比较：位置 {position} 的 {what} 与来源不同。请清空目标，重新复制',
    '複製後比較：位置 {position} 的 {what} 與來源不同。請清空目標，重新複製',
    'compared after copying: at position {position} the {what} is not that of the source. Empty the target and copy again',
  ],
  'target-unusable': [
    '目标不能保留事件：{why}',
    '目標不能保留事件：{why}',
    'the target does not keep its events: {why}',
  ],
  'clock-behind': [
    '本机时钟落后于来源已答复过的时点 {instant}。请校正时钟，再运行一次：复制会接着进行',
    '本機時鐘落後於來源已答覆過的時點 {instant}。請校正時鐘，再執行一次：複製會接著進行',
    'the clock of this machine is behind {instant}, about which the source has answered. Set the clock and run the ' +
      'command again: it continues',
  ],
  'keys-differ': [
    '目标的 {what} 是另一服务台账的。请给出空的目标；没有写入任何内容',
    '目標的 {what} 是另一服務帳本的。請給出空的目標；沒有寫入任何內容',
    'the {what} of the target belongs to another ledger. Name an empty target; nothing was written',
  ],
  'keys-stay': [
    '{what} 所在的服务器不能由本命令读写。请用服务器自带的工具备份与恢复',
    '{what} 所在的伺服器不能由本命令讀寫。請用伺服器自帶的工具備份與還原',
    'the store of {what} cannot be read or written by this command. Use the tools of its server: its own backup and ' +
      'restore',
  ],
  'api-keys-on-server': ['API 密钥（`VIEWS_URL`）', 'API 金鑰（`VIEWS_URL`）', 'API keys (VIEWS_URL)'],
  'keys-on-server': ['密钥（`VIEWS_URL`）', '金鑰（`VIEWS_URL`）', 'keys (VIEWS_URL)'],
  'persons-keys': ['密钥', '金鑰', 'keys'],
  'api-keys': ['API 密钥', 'API 金鑰', 'API keys'],
  'secret-named': ['密钥“{name}”', '金鑰「{name}」', 'secret {name}'],
  'key-of-person': ['“{subject}”的密钥', '「{subject}」的金鑰', 'key of {subject}'],
  'api-key-named': ['API 密钥“{id}”', 'API 金鑰「{id}」', 'API key {id}'],
  'and-more': ['{first}；另有 {more} 处', '{first}；另有 {more} 處', '{first} and {more} more'],
} as const satisfies Readonly<Record<string, Three>>;
