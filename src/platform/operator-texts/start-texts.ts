import type { Three } from '../http/problems/texts.js';

/** What stops a start, and views that cannot answer. In zh-CN, zh-TW and en. */
export const startTexts = {
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
  'views-incomplete': ['视图尚未齐备', '檢視尚未齊備', 'the views are not complete yet'],
  'readers-closed': ['视图的读取已经关闭', '檢視的讀取已經關閉', 'the readers of views were closed'],
  'projector-closed': ['视图的计算已经关闭', '檢視的計算已經關閉', 'the projector was closed'],
  'projector-not-started': ['视图的计算没有启动', '檢視的計算沒有啟動', 'the projector was not started'],
  'jobs-unusable': [
    '{place} 不能用来运行后台工作：{cause}；请更正 `JOBS_URL` 或该服务器',
    '{place} 不能用來執行背景工作：{cause}；請更正 `JOBS_URL` 或該伺服器',
    'the jobs cannot be at {place}: {cause}; correct JOBS_URL or the server',
  ],
  'jobs-evicted': [
    '其 `maxmemory-policy` 为 {policy}，内存用尽时会删除后台工作；请设为 noeviction',
    '其 `maxmemory-policy` 為 {policy}，記憶體用盡時會刪除背景工作；請設為 noeviction',
    'its maxmemory-policy is {policy}, which removes jobs when memory runs out; set it to noeviction',
  ],
  'jobs-server-old': [
    '其版本为 {version}，至少应为 {oldest}',
    '其版本為 {version}，至少應為 {oldest}',
    'its version is {version}, and {oldest} is the oldest that is supported',
  ],
} as const satisfies Readonly<Record<string, Three>>;
