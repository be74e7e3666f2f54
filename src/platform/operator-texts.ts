import type { Three } from './http/problems/texts.js';

/** What the platform tells those who run it, in zh-CN, zh-TW and en: what is wrong, and the way out. */
export const operatorTexts = {
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
  'other-backup': ['请换一个备份来恢复', '請換一個備份來還原', 'restore another backup'],
  'name-key-copy': [
    '请指定 `backup --keys` 所做的密钥副本',
    '請指定 `backup --keys` 所做的金鑰副本',
    'name the copy of the keys that `backup --keys` made',
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
  'event-damaged': [
    '事件 {event} 已损坏，无法读取；请运行 verify，并恢复最近的备份',
    '事件 {event} 已損壞，無法讀取；請執行 verify，並還原最近的備份',
    'event {event} was damaged and cannot be read; run verify, and restore the last backup',
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
  'port-taken': [
    '{host} 的端口 {port} 已被另一程序占用（EADDRINUSE）；请结束那个程序，或用 `PORT` 指定另一端口。没有改动任何内容',
    '{host} 的連接埠 {port} 已被另一程式占用（EADDRINUSE）；請結束那個程式，或用 `PORT` 指定另一連接埠。沒有改動任何內容',
    'port {port} of {host} is taken by another program (EADDRINUSE); end that program, or name another port with ' +
      'PORT. Nothing was changed',
  ],
  'port-without-rights': [
    '{host} 的端口 {port} 需要更高的权限（EACCES）；请用 `PORT` 指定 1023 以上的端口。没有改动任何内容',
    '{host} 的連接埠 {port} 需要更高的權限（EACCES）；請用 `PORT` 指定 1023 以上的連接埠。沒有改動任何內容',
    'port {port} of {host} needs other rights (EACCES); name a port over 1023 with PORT. Nothing was changed',
  ],
  'port-unusable': [
    '无法监听 {host}:{port}（{cause}）；请更正 `HOST` 或 `PORT`。没有改动任何内容',
    '無法監聽 {host}:{port}（{cause}）；請更正 `HOST` 或 `PORT`。沒有改動任何內容',
    '{host}:{port} cannot be listened on ({cause}); correct HOST or PORT. Nothing was changed',
  ],
  'bad-setting': ['设置 `{variable}` 应为{form}', '設定 `{variable}` 應為{form}', '{variable} must be {form}'],
  'form-events-of-role': [
    '用于 --role {role} 的 esdb://… 或 esdb+discover://…，并设置 VIEWS_URL=mongodb://…、JOBS_URL=redis://… 和 FILES_URL=gridfs:；内置存储只属于一个进程，其角色为 all',
    '用於 --role {role} 的 esdb://… 或 esdb+discover://…，並設定 VIEWS_URL=mongodb://…、JOBS_URL=redis://… 和 FILES_URL=gridfs:；內建儲存只屬於一個行程，其角色為 all',
    'esdb://… or esdb+discover://… for --role {role}, with VIEWS_URL=mongodb://…, JOBS_URL=redis://… and ' +
      'FILES_URL=gridfs:; the embedded stores belong to one process, whose role is all',
  ],
  'form-embedded-views': [
    'sqlite:（因为 `EVENTS_URL` 是 sqlite:）；视图要放在 MongoDB，请同时设置 EVENTS_URL=esdb://…',
    'sqlite:（因為 `EVENTS_URL` 是 sqlite:）；檢視要放在 MongoDB，請同時設定 EVENTS_URL=esdb://…',
    'sqlite: where EVENTS_URL is sqlite:; for views in MongoDB set EVENTS_URL=esdb://… too',
  ],
  'form-served-views': [
    'mongodb://… 或 mongodb+srv://…（因为 `EVENTS_URL` 是 esdb:）；这样的服务台账的视图、密钥和编号都在那里',
    'mongodb://… 或 mongodb+srv://…（因為 `EVENTS_URL` 是 esdb:）；這樣的服務帳本的檢視、金鑰和編號都在那裡',
    'mongodb://… or mongodb+srv://… where EVENTS_URL is esdb:; views, keys and positions of such a ledger are there',
  ],
  'form-embedded-files': [
    'files:（因为 `VIEWS_URL` 是 sqlite:）；gridfs: 指 `VIEWS_URL` 的服务器',
    'files:（因為 `VIEWS_URL` 是 sqlite:）；gridfs: 指 `VIEWS_URL` 的伺服器',
    'files: where VIEWS_URL is sqlite:; gridfs: is in the server of VIEWS_URL',
  ],
  'form-no-keys-backup': [
    '空（因为 `VIEWS_URL` 是 mongodb:）；密钥用服务器自带的工具备份',
    '空（因為 `VIEWS_URL` 是 mongodb:）；金鑰用伺服器自帶的工具備份',
    'left out where VIEWS_URL is mongodb: keys are saved by the tools of the server',
  ],
  'form-jobs-of-role': [
    '用于 --role {role} 的 redis://… 或 rediss://…；内置的后台工作只属于一个进程',
    '用於 --role {role} 的 redis://… 或 rediss://…；內建的背景工作只屬於一個行程',
    'redis://… or rediss://… for --role {role}; embedded jobs belong to one process',
  ],
  'form-files-of-role': [
    '用于 --role {role} 的 gridfs:；文件夹只由一个进程读写',
    '用於 --role {role} 的 gridfs:；資料夾只由一個行程讀寫',
    'gridfs: for --role {role}; a folder is read by one process alone',
  ],
  'form-key-other-rights': [
    '另一个密钥：所给的这个当初以别的权限建立',
    '另一個金鑰：所給的這個當初以別的權限建立',
    'a key of its own: the one it names was made with other rights',
  ],
  'form-key-replaced': [
    '新的密钥：所给的这个已被替换，仍然作废',
    '新的金鑰：所給的這個已被替換，仍然作廢',
    'a new key: the one it names was replaced before, and stays revoked',
  ],
  'form-writable-home': [
    '当前用户可以写入的文件夹，以存放首个管理密钥（{cause}）；或设置 `LEDGER_ADMIN_KEY`',
    '目前使用者可以寫入的資料夾，以存放首個管理金鑰（{cause}）；或設定 `LEDGER_ADMIN_KEY`',
    'a folder that this user can write, for the first admin key ({cause}); or set LEDGER_ADMIN_KEY',
  ],
  'form-outside': [
    '服务台账文件夹以外的文件，最好在另一磁盘上',
    '服務帳本資料夾以外的檔案，最好在另一磁碟上',
    'a file outside the folders of the ledger, at best on another disk',
  ],
  'form-writable': ['可以写入的文件（{cause}）', '可以寫入的檔案（{cause}）', 'a file that can be written ({cause})'],
  'key-role': [
    '没有角色“{role}”；现有 {roles}',
    '沒有角色「{role}」；現有 {roles}',
    'no role {role}; there are {roles}',
  ],
  'key-vendor': [
    '请给出一家厂商；“*”（每家厂商）只用于管理员',
    '請給出一家廠商；「*」（每家廠商）只用於管理員',
    "name one vendor; '*' (every vendor) is for admins alone",
  ],
  'key-name': [
    '请给密钥一个不超过 100 个字符的名称，以便辨认',
    '請給金鑰一個不超過 100 個字元的名稱，以便辨認',
    'give the key a name of up to 100 characters, to know it by',
  ],
  'key-limit': [
    '上限是每分钟的请求数，为从 1 起的整数',
    '上限是每分鐘的請求數，為從 1 起的整數',
    'the limit is a whole number of requests a minute, from 1',
  ],
  'key-customer': [
    '角色“customer”的密钥须指明其客户，其他角色的不能',
    '角色「customer」的金鑰須指明其客戶，其他角色的不能',
    'a key with the role customer, and no other, names its customer',
  ],
  'and-more': ['{first}；另有 {more} 处', '{first}；另有 {more} 處', '{first} and {more} more'],
  'policy-files': [
    '服务政策文件有 {count} 处问题；请更正后再启动：\n{problems}',
    '服務政策檔案有 {count} 處問題；請更正後再啟動：\n{problems}',
    '{count} problems in the policy files; correct them and start again:\n{problems}',
  ],
  'policy-file': [
    '服务政策文件有一处问题；请更正后再启动：\n{problems}',
    '服務政策檔案有一處問題；請更正後再啟動：\n{problems}',
    'One problem in the policy files; correct them and start again:\n{problems}',
  ],
  'answers-newer': [
    '{vendor} 的服务台账按第 {adopted} 版规则答复，本程序只认识到第 {newest} 版；请重新启动较新的程序',
    '{vendor} 的服務帳本依第 {adopted} 版規則答覆，本程式只認得到第 {newest} 版；請重新啟動較新的程式',
    'the ledger of {vendor} answers by version {adopted}, and this build knows versions up to {newest}; start the ' +
      'newer build again',
  ],
  'not-numbered': [
    '{token} 未能及时编号；请再试一次',
    '{token} 未能及時編號；請再試一次',
    '{token} has not been numbered in time; ask again',
  ],
  'view-elsewhere': [
    '视图 {view} 由另一进程计算；请在那里重算',
    '檢視 {view} 由另一行程計算；請在那裡重算',
    'view {view} is projected by another process; rebuild it there',
  ],
  'views-elsewhere': [
    '本进程不计算视图；请在计算视图的进程那里重算',
    '本行程不計算檢視；請在計算檢視的行程那裡重算',
    'this process projects no views; rebuild them where the projector runs',
  ],
  'view-taken-over': [
    '视图 {view} 已转由另一进程计算；请在那里重算',
    '檢視 {view} 已轉由另一行程計算；請在那裡重算',
    'view {view} went to another process; rebuild it there',
  ],
  'view-refuses-event': [
    '视图 {view} 不能采用事件 {position}：{cause}',
    '檢視 {view} 不能採用事件 {position}：{cause}',
    'view {view} cannot take in event {position}: {cause}',
  ],
  'rebuild-interrupted': [
    '重算被中断；仍按之前的内容答复，请再次重算',
    '重算被中斷；仍依之前的內容答覆，請再次重算',
    'the rebuild was interrupted; the rows of before answer: rebuild again',
  ],
  'views-slow': [
    '视图在 {ms} 毫秒内未达到位置 {position}；请再试一次',
    '檢視在 {ms} 毫秒內未達到位置 {position}；請再試一次',
    'the views have not reached {position} in {ms} ms; ask again',
  ],
  'view-building': ['视图 {view} 正在建立', '檢視 {view} 正在建立', 'view {view} is being built'],
  'view-stopped': [
    '视图 {view} 停在事件 {position} 之前',
    '檢視 {view} 停在事件 {position} 之前',
    'view {view} stopped before event {position}',
  ],
  'view-stopped-since': [
    '视图 {view} 停在事件 {position} 之前：{cause}',
    '檢視 {view} 停在事件 {position} 之前：{cause}',
    'view {view} stopped before event {position}: {cause}',
  ],
  'jobs-unusable': [
    '{place} 不能用来运行后台工作：{cause}；请更正 `JOBS_URL` 或该服务器',
    '{place} 不能用來執行背景工作：{cause}；請更正 `JOBS_URL` 或該伺服器',
    'the jobs cannot be at {place}: {cause}; correct JOBS_URL or the server',
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
} as const satisfies Readonly<Record<string, Three>>;

export type OperatorTextName = keyof typeof operatorTexts;
