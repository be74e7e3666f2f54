import type { Three } from '../http/problems/texts.js';

/** Servers that hold a ledger, its views or its jobs. In zh-CN, zh-TW and en. */
export const serverTexts = {
  'erasure-undone': [
    '服务台账中的一次个人资料清除未能在密钥存储或邮件与文本的存储中执行（{cause}）；请检查该存储（内置的是 keys.db 或上述文件夹，及其磁盘），再启动',
    '服務帳本中的一次個人資料清除未能在金鑰儲存或郵件與文字的儲存中執行（{cause}）；請檢查該儲存（內建的是 keys.db 或上述資料夾，及其磁碟），再啟動',
    'an erasure that the ledger holds could not be carried out in the store of keys or that of mails and texts ' +
      '({cause}); see to that store (embedded: keys.db, or the folder named, and its disk), then start again',
  ],
  'numbering-stopped': [
    '服务台账只编号到位置 {position}：{seconds} 秒内没有新的编号；请确认有一个 --role projector 或 all 的进程在运行，再启动本进程',
    '服務帳本只編號到位置 {position}：{seconds} 秒內沒有新的編號；請確認有一個 --role projector 或 all 的行程在執行，再啟動本行程',
    'the ledger is numbered up to position {position} and no further: nothing was numbered for {seconds} s; see that ' +
      'a process with --role projector or all runs, then start this one again',
  ],
  'numbers-of-other': [
    '位置 {position} 的编号属于另一个事件；请移走 ordinals.db（MongoDB：删除编号的数据库）再启动：通读一遍服务台账即可重建',
    '位置 {position} 的編號屬於另一個事件；請移走 ordinals.db（MongoDB：刪除編號的資料庫）再啟動：通讀一遍服務帳本即可重建',
    'position {position} is of another event than its number was given to; remove ordinals.db (in MongoDB: drop the ' +
      'database of ordinals) and start again: it is made again by one scan of the ledger',
  ],
  'number-missing': [
    '{database} 中缺少位置 {position}；请删除该数据库再启动：通读一遍服务台账即可重建',
    '{database} 中缺少位置 {position}；請刪除該資料庫再啟動：通讀一遍服務帳本即可重建',
    'position {position} is missing in {database}; drop that database and start again: it is made again by one scan ' +
      'of the ledger',
  ],
  'not-the-only-process': [
    '另一进程正使用 `EVENTS_URL` 和 `VIEWS_URL` 的服务器，而后台工作或文件在文件夹中的进程只能有一个：请停止另一进程，或为两者设置 JOBS_URL=redis://… 和 FILES_URL=gridfs:',
    '另一行程正使用 `EVENTS_URL` 和 `VIEWS_URL` 的伺服器，而背景工作或檔案在資料夾中的行程只能有一個：請停止另一行程，或為兩者設定 JOBS_URL=redis://… 和 FILES_URL=gridfs:',
    'another process uses the servers of EVENTS_URL and VIEWS_URL, and one whose jobs or files are in a folder must ' +
      'be the only one: stop the other process, or set JOBS_URL=redis://… and FILES_URL=gridfs: for both',
  ],
  'events-refuse-user': [
    '事件服务器拒绝 `EVENTS_URL` 中的用户；请给出可以写入并读取 $all 的用户（$admins 的，或 $all 的 ACL 所许可的）',
    '事件伺服器拒絕 `EVENTS_URL` 中的使用者；請給出可以寫入並讀取 $all 的使用者（$admins 的，或 $all 的 ACL 所許可的）',
    'the event store refuses the user of EVENTS_URL; give a user that may append and read $all (of $admins, or by the ' +
      'ACL of $all)',
  ],
  'events-silent': [
    '事件服务器没有应答：{cause}',
    '事件伺服器沒有回應：{cause}',
    'the event store does not answer: {cause}',
  ],
  'events-late': [
    '事件服务器在 {ms} 毫秒内没有应答',
    '事件伺服器在 {ms} 毫秒內沒有回應',
    'the event store did not answer within {ms} ms',
  ],
  'events-read-late': [
    '事件服务器在 {ms} 毫秒内没有应答读取',
    '事件伺服器在 {ms} 毫秒內沒有回應讀取',
    'the event store did not answer a read within {ms} ms',
  ],
  'events-unusable': [
    '`EVENTS_URL` 的事件服务器不能使用：{cause}；请检查地址、是否在运行，以及是否要求 TLS',
    '`EVENTS_URL` 的事件伺服器不能使用：{cause}；請檢查位址、是否在執行，以及是否要求 TLS',
    'the event store of EVENTS_URL cannot be used: {cause}; check its address, that it runs, and whether it expects TLS',
  ],
  'copy-unfinished': [
    '`EVENTS_URL` 的事件服务器中只有一个服务台账的开头，其复制被中断或还在进行：请再运行同一次 copy 或 restore，它会接着进行；或清空该服务器',
    '`EVENTS_URL` 的事件伺服器中只有一個服務帳本的開頭，其複製被中斷或還在進行：請再執行同一次 copy 或 restore，它會接著進行；或清空該伺服器',
    'the event store of EVENTS_URL holds the beginning of a ledger whose copy was interrupted or still runs: run the ' +
      'same copy or restore again, which continues; or empty the event store',
  ],
  'events-removed': [
    '事件流 {stream} 的修订号是 {found}，应为 {due}：服务器隐藏或删除了事件；请运行 verify',
    '事件流 {stream} 的修訂號是 {found}，應為 {due}：伺服器隱藏或刪除了事件；請執行 verify',
    'stream {stream} goes on with revision {found} where {due} is due: the server hides or has removed events; run verify',
  ],
  'stream-deleted': [
    '事件流 {stream} 已在服务器上被删除；请恢复事件服务器最近的备份',
    '事件流 {stream} 已在伺服器上被刪除；請還原事件伺服器最近的備份',
    'stream {stream} was deleted on the server; restore the last backup of the event store',
  ],
  'stream-shortened': [
    '事件流 {stream} 的元数据中有 {member}，服务器会据此删除事件；请将它去掉，运行 verify，有事件缺失时恢复备份',
    '事件流 {stream} 的中繼資料中有 {member}，伺服器會據此刪除事件；請將它去掉，執行 verify，有事件缺失時還原備份',
    'stream {stream} has {member} in its metadata, by which the server removes events; take it out, run verify, and ' +
      'restore a backup where events are missing',
  ],
  'mongo-silent': [
    '`{setting}` 的 MongoDB 没有应答：{cause}',
    '`{setting}` 的 MongoDB 沒有回應：{cause}',
    'MongoDB at {setting} does not answer: {cause}',
  ],
  'mongo-late': ['{ms} 毫秒内没有应答', '{ms} 毫秒內沒有回應', 'no answer within {ms} ms'],
  'write-unconfirmed': ['写入未得到确认', '寫入未得到確認', 'the write was not confirmed'],
  'mongo-refuses-user': [
    'MongoDB 拒绝 `{setting}` 中的用户（代码 {code}）；请给出对以该地址前缀开头的数据库有 `readWrite` 角色的用户及其 `authSource`',
    'MongoDB 拒絕 `{setting}` 中的使用者（代碼 {code}）；請給出對以該位址前綴開頭的資料庫有 `readWrite` 角色的使用者及其 `authSource`',
    'MongoDB refuses the user of {setting} (code {code}); give a user with the role readWrite on the databases whose ' +
      "names begin with the URL's prefix, and its authSource",
  ],
  'mongo-refused': [
    '`{setting}` 的 MongoDB 拒绝了一次调用（{cause}）；请检查其版本和限额，并告知我们',
    '`{setting}` 的 MongoDB 拒絕了一次呼叫（{cause}）；請檢查其版本和限額，並告知我們',
    'MongoDB at {setting} refused a call ({cause}); check its version and its limits, and report this',
  ],
  'mongo-version': [
    '`{setting}` 的 MongoDB 的版本不受驱动程序支持：{cause}',
    '`{setting}` 的 MongoDB 的版本不受驅動程式支援：{cause}',
    'MongoDB at {setting} is of a version that the driver does not support: {cause}',
  ],
  'mongo-unusable': [
    '`{setting}` 不能使用（{cause}）；请检查其选项',
    '`{setting}` 不能使用（{cause}）；請檢查其選項',
    '{setting} cannot be used ({cause}); check its options',
  ],
  'mongo-unconfirmed': [
    'MongoDB 的多数服务器尚未确认对 {database} 的一次写入',
    'MongoDB 的多數伺服器尚未確認對 {database} 的一次寫入',
    'no majority of MongoDB has confirmed a write to {database} yet',
  ],
  'row-too-large': [
    '视图 {view} 的行 {id} 有 {bytes} 字节，MongoDB 的一个文档最多容纳 {most} 字节：请更正该视图的计算，或把视图放在别的存储中',
    '檢視 {view} 的列 {id} 有 {bytes} 位元組，MongoDB 的一份文件最多容納 {most} 位元組：請更正該檢視的計算，或把檢視放在別的儲存中',
    'row {id} of view {view} has {bytes} bytes; a document of MongoDB holds at most {most}: correct the projection, ' +
      'or keep the views in another engine',
  ],
  'access-change-missing': [
    '{database} 中缺少 API 密钥的第 {change} 次变更；请恢复该数据库最近的备份，或将它删除并另建密钥',
    '{database} 中缺少 API 金鑰的第 {change} 次變更；請還原該資料庫最近的備份，或將它刪除並另建金鑰',
    'change {change} of the API keys is missing in {database}; restore the last backup of that database, or drop it ' +
      'and make new keys',
  ],
  'mongo-newer': [
    '数据库 {database} 由较新的程序写成（第 {newest} 步），本程序认识 {known} 步：请启动较新的程序，或在地址中换一个前缀',
    '資料庫 {database} 由較新的程式寫成（第 {newest} 步），本程式認得 {known} 步：請啟動較新的程式，或在位址中換一個前綴',
    'database {database} was written by a newer version of service-ledger (step {newest}); this one knows {known} ' +
      'steps: start the newer version, or name another prefix in the URL',
  ],
} as const satisfies Readonly<Record<string, Three>>;
