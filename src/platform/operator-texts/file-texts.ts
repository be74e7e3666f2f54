import type { Three } from '../http/problems/texts.js';

/** Files of stores, and files that commands write. In zh-CN, zh-TW and en. */
export const fileTexts = {
  'store-in-use': [
    '{file} 正由进程 {pid} 使用；{way}',
    '{file} 正由行程 {pid} 使用；{way}',
    '{file} is in use by process {pid}; {way}',
  ],
  'process-unknown': ['（编号不详）', '（編號不詳）', 'unknown'],
  'stop-or-url': [
    '请停止该进程；命令若有 --url 和 --key，也可由它执行',
    '請停止該行程；命令若有 --url 和 --key，也可由它執行',
    'stop that process, or let it do the work, where the command takes --url and --key',
  ],
  'stop-or-views-url': [
    '请停止该进程，或用 `VIEWS_URL` 为本进程另指一个文件夹',
    '請停止該行程，或用 `VIEWS_URL` 為本行程另指一個資料夾',
    'stop that process, or give this one a folder of its own in VIEWS_URL',
  ],
  'store-not-opened': [
    '{file} 无法打开（{cause}）；{way}',
    '{file} 無法開啟（{cause}）；{way}',
    '{file} cannot be opened ({cause}); {way}',
  ],
  'other-node': [
    '程序库是用另一版本的 Node.js 安装的：请在程序文件夹中用运行它的版本（{version}）执行 `npm ci --omit=dev`',
    '程式庫是用另一版本的 Node.js 安裝的：請在程式資料夾中用執行它的版本（{version}）執行 `npm ci --omit=dev`',
    'the libraries were installed with another Node.js: run `npm ci --omit=dev` in the folder of the program with ' +
      'the one that runs it ({version})',
  ],
  'rights-or-space': [
    '请确认本进程可以写入该文件夹，且磁盘有空间',
    '請確認本行程可以寫入該資料夾，且磁碟有空間',
    'see that this process may write to the folder and that the disk has space',
  ],
  'file-missing': [
    '{file} 不见了，而它的日志 {file}-wal 还在；{way}',
    '{file} 不見了，而它的日誌 {file}-wal 還在；{way}',
    '{file} is missing though its log {file}-wal is there; {way}',
  ],
  'not-durable': [
    '{file} 不能保证写入落盘（journal {journal}，synchronous {synchronous}）；请放在本机磁盘上',
    '{file} 不能保證寫入落盤（journal {journal}，synchronous {synchronous}）；請放在本機磁碟上',
    '{file} does not take durable writes (journal {journal}, synchronous {synchronous}); put it on a local disk',
  ],
  'file-damaged': [
    '{file} 已损坏（{cause}）；{way}',
    '{file} 已損壞（{cause}）；{way}',
    '{file} is damaged ({cause}); {way}',
  ],
  'no-header': ['没有 SQLite 文件头', '沒有 SQLite 檔頭', 'no SQLite header'],
  'file-foreign': [
    '{file} 不是本产品写的；请移走它，或指定另一文件夹',
    '{file} 不是本產品寫的；請移走它，或指定另一資料夾',
    '{file} was not written by this product; move it away or name another folder',
  ],
  'file-of-other-use': [
    '{file} 是本产品为别的用途写的；{way}',
    '{file} 是本產品為別的用途寫的；{way}',
    '{file} was not written by this product for this use; {way}',
  ],
  'file-altered': [
    '{file} 与本产品所建的不同（{cause}）；{way}',
    '{file} 與本產品所建的不同（{cause}）；{way}',
    '{file} is not as this product made it ({cause}); {way}',
  ],
  'file-newer': [
    '{file} 的结构是第 {version} 版，本程序只认识到第 {newest} 版；请启动较新的程序，或恢复由本程序所做的备份',
    '{file} 的結構是第 {version} 版，本程式只認得到第 {newest} 版；請啟動較新的程式，或還原由本程式所做的備份',
    '{file} has schema {version}, this version of the product knows up to {newest}; start the newer version, or ' +
      'restore a backup made by this one',
  ],
  'restore-last': [
    '没有改动任何内容；请把最近的备份恢复到空文件夹（service-ledger restore FILE）',
    '沒有改動任何內容；請把最近的備份還原到空資料夾（service-ledger restore FILE）',
    'nothing was changed; restore the last backup into an empty folder (service-ledger restore FILE)',
  ],
  'restore-keys': [
    '没有改动任何内容；请换上当前的密钥副本（backup --keys）',
    '沒有改動任何內容；請換上目前的金鑰副本（backup --keys）',
    'nothing was changed; put the current copy of the keys (backup --keys) in its place',
  ],
  'restore-access': [
    '没有改动任何内容；请换上它的备份，或移走它并另建密钥',
    '沒有改動任何內容；請換上它的備份，或移走它並另建金鑰',
    'nothing was changed; put a backup of it in its place, or move it away and make new keys',
  ],
  'jobs-anew': [
    '请移走它再启动：待办的工作会从服务台账重新找出',
    '請移走它再啟動：待辦的工作會從服務帳本重新找出',
    'move it away and start again: the work is found anew from the ledger',
  ],
  'ordinals-anew': [
    '请移走它再启动：通读一遍服务台账即可重建',
    '請移走它再啟動：通讀一遍服務帳本即可重建',
    'remove it and start again: it is made again by one scan of the ledger',
  ],
  'event-damaged': [
    '事件 {event} 已损坏，无法读取；请运行 verify，并恢复最近的备份',
    '事件 {event} 已損壞，無法讀取；請執行 verify，並還原最近的備份',
    'event {event} was damaged and cannot be read; run verify, and restore the last backup',
  ],
  'event-of-stream-damaged': [
    '事件流 {stream} 中修订号为 {revision} 的事件已损坏，无法读取；请运行 verify，并恢复最近的备份',
    '事件流 {stream} 中修訂號為 {revision} 的事件已損壞，無法讀取；請執行 verify，並還原最近的備份',
    'event {revision} of {stream} was damaged and cannot be read; run verify, and restore the last backup',
  ],
  'output-unnamed': [
    '“{path}”不是可写入的文件名；请给出一个',
    '「{path}」不是可寫入的檔名；請給出一個',
    "'{path}' is no name of a file to write; name one",
  ],
  'output-in-ledger': [
    '{file} 位于存放服务台账的 {folder} 中；请指定其外的文件',
    '{file} 位於存放服務帳本的 {folder} 中；請指定其外的檔案',
    '{file} lies in {folder}, which holds the ledger; name a file outside of it',
  ],
  'output-refused': ['{file} {why}；请指定另一文件', '{file} {why}；請指定另一檔案', '{file} {why}; name another file'],
  'is-link': [
    '是一个链接，不会通过链接写入',
    '是一個連結，不會透過連結寫入',
    'is a link, and nothing is written through one',
  ],
  'is-no-file': ['不是普通文件', '不是一般檔案', 'is no plain file'],
  'is-input': ['正是本命令所读的文件', '正是本命令所讀的檔案', 'is what the command reads'],
  'exists-already': [
    '已经存在，文件不会被无意覆盖',
    '已經存在，檔案不會被無意覆寫',
    'exists, and no file is replaced unseen',
  ],
  'is-other-kind': ['已经存在，且不是{purpose}', '已經存在，且不是{purpose}', 'exists and is not {purpose}'],
  'a-report': ['导入报告', '匯入報告', 'a report'],
  'a-backup': ['备份', '備份', 'a backup'],
  'a-key-copy': ['密钥副本', '金鑰副本', 'a copy of keys'],
  'an-access-copy': ['API 密钥副本', 'API 金鑰副本', 'a copy of API keys'],
  'not-written': ['{file} 无法写入（{cause}）', '{file} 無法寫入（{cause}）', '{file} could not be written ({cause})'],
  'report-missing': [
    '导入已经结束，但报告没有写成：{cause}；请用 --report 再导入同一文件，不会重复创建',
    '匯入已經結束，但報告沒有寫成：{cause}；請用 --report 再匯入同一檔案，不會重複建立',
    'the import has ended, but its report is missing: {cause}; import the same file again with --report, which ' +
      'creates nothing twice',
  ],
} as const satisfies Readonly<Record<string, Three>>;
