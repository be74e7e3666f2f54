import type { Three } from '../http/problems/texts.js';

/** Why a store takes no writes, or cannot be reached for now. In zh-CN, zh-TW and en. */
export const stopTexts = {
  'ledger-stopped': [
    '服务台账不再接受写入：{cause}',
    '服務帳本不再接受寫入：{cause}',
    'the ledger takes no writes: {cause}',
  ],
  'stream-stopped': [
    '该事件流不再接受事件：{cause}',
    '該事件流不再接受事件：{cause}',
    'the ledger takes no events of this stream: {cause}',
  ],
  'keys-stopped': [
    '密钥存储不再接受写入：{cause}',
    '金鑰儲存不再接受寫入：{cause}',
    'the key store takes no writes: {cause}',
  ],
  'access-stopped': [
    'API 密钥不能建立或作废：{cause}',
    'API 金鑰不能建立或作廢：{cause}',
    'API keys cannot be made or revoked: {cause}',
  ],
  'store-closed': ['存储已经关闭', '儲存已經關閉', 'it was closed'],
  'write-failed': [
    '{file} 写入失败（{cause}）；请检查磁盘及其剩余空间，再启动',
    '{file} 寫入失敗（{cause}）；請檢查磁碟及其剩餘空間，再啟動',
    'writing {file} failed ({cause}); see to the disk and its free space, then start again',
  ],
  'file-unsealed': [
    '{file} 与写入时不同：{cause}；请运行 verify，并恢复备份',
    '{file} 與寫入時不同：{cause}；請執行 verify，並還原備份',
    '{file} is not as it was written: {cause}; run verify, and restore a backup',
  ],
  'events-lost': [
    '事件 {first} 到 {last} 曾经记录，现已缺失',
    '事件 {first} 到 {last} 曾經記錄，現已缺失',
    'events {first} to {last} were recorded and are missing',
  ],
  'events-added': [
    '事件 {first} 到 {last} 不是由本产品记录的',
    '事件 {first} 到 {last} 不是由本產品記錄的',
    'events {first} to {last} were not recorded by this product',
  ],
  'thread-ended': [
    '写入线程已经结束；请重新启动本程序',
    '寫入執行緒已經結束；請重新啟動本程式',
    'the write thread has ended; start the program again',
  ],
  'thread-failed': [
    '写入线程已经结束（{cause}）；请重新启动本程序',
    '寫入執行緒已經結束（{cause}）；請重新啟動本程式',
    'the write thread has ended ({cause}); start the program again',
  ],
  'append-unknown': [
    '这次写入是否已进入服务台账还不知道：{cause}',
    '這次寫入是否已進入服務帳本還不知道：{cause}',
    'the append may or may not be in the ledger: {cause}',
  ],
  'append-to-unknown': [
    '对 {stream} 的写入是否已进入服务台账还不知道：{cause}；请读取该事件流来确认',
    '對 {stream} 的寫入是否已進入服務帳本還不知道：{cause}；請讀取該事件流來確認',
    'the append to {stream} may or may not be in the ledger: {cause}; read it back',
  ],
  'append-not-given': [
    '事件服务器已确认写入，却读不到它',
    '事件伺服器已確認寫入，卻讀不到它',
    'the event store acknowledged it and does not give it',
  ],
  'append-too-large': [
    '对 {stream} 的写入超过事件服务器所能接受的 {most} 字节；请调高服务器的 MaxAppendSize，至多 16777216',
    '對 {stream} 的寫入超過事件伺服器所能接受的 {most} 位元組；請調高伺服器的 MaxAppendSize，至多 16777216',
    'the append to {stream} is larger than the event store takes ({most} bytes); raise MaxAppendSize of the server, ' +
      'to 16777216 at most',
  ],
  'upload-removed': [
    '{file} 在上传期间被移除；请重新上传',
    '{file} 在上傳期間被移除；請重新上傳',
    'the upload of {file} was removed while it arrived; upload it again',
  ],
  'no-event-after': [
    '服务台账在位置 {position} 之后没有事件，而此前曾读到 {goal}；请运行 verify',
    '服務帳本在位置 {position} 之後沒有事件，而此前曾讀到 {goal}；請執行 verify',
    'the ledger has no event after position {position}, though it was read up to {goal}; run verify',
  ],
  'first-position': [
    '第一个事件的位置是 {position}',
    '第一個事件的位置是 {position}',
    'the first event has position {position}',
  ],
  'not-in-index': [
    '按{index}的索引中没有事件 {position}',
    '依{index}的索引中沒有事件 {position}',
    'event {position} is missing from the index by {index}',
  ],
  'write-unknown': [
    '{name} 中是否有这次写入还不知道：{cause}',
    '{name} 中是否有這次寫入還不知道：{cause}',
    'whether {name} has a write is unknown: {cause}',
  ],
  'change-unreported': [
    '存储没有报告是否记录了这次变更：{cause}；请用相同的 Idempotency-Key 重发请求',
    '儲存沒有回報是否記錄了這次變更：{cause}；請用相同的 Idempotency-Key 重送請求',
    'the store does not report whether it recorded the change: {cause}; repeat the request with the same ' +
      'Idempotency-Key',
  ],
  'events-connection-closed': [
    '与事件服务器的连接已经关闭',
    '與事件伺服器的連線已經關閉',
    'the connection to the event store was closed',
  ],
  'mongo-connection-closed': [
    '与 MongoDB 的连接已经关闭',
    '與 MongoDB 的連線已經關閉',
    'the connection to MongoDB was closed',
  ],
  'keys-unanswered': [
    '密钥存储已有 5 秒没有应答',
    '金鑰儲存已有 5 秒沒有回應',
    'the store of keys has not answered for 5 s',
  ],
  'access-unanswered': [
    'API 密钥的存储已有 5 秒没有应答',
    'API 金鑰的儲存已有 5 秒沒有回應',
    'the store of API keys has not answered for 5 s',
  ],
  'jobs-unreachable': [
    '{place} 的后台工作存储无法连接（{cause}）；请启动该服务器，或更正 `JOBS_URL`',
    '{place} 的背景工作儲存無法連線（{cause}）；請啟動該伺服器，或更正 `JOBS_URL`',
    'the jobs at {place} cannot be reached ({cause}); start the server or correct JOBS_URL',
  ],
  'not-connected': ['尚未连接', '尚未連線', 'not connected yet'],
  'connection-closed': ['连接已经关闭', '連線已經關閉', 'the connection was closed'],
  'subscription-ended': ['事件服务器结束了订阅', '事件伺服器結束了訂閱', 'the event store ended the subscription'],
  'subscription-late': [
    '事件服务器在 {ms} 毫秒内没有确认订阅',
    '事件伺服器在 {ms} 毫秒內沒有確認訂閱',
    'the event store confirmed no subscription within {ms} ms',
  ],
  'subscription-silent': [
    '订阅落后，而事件服务器不再送来事件',
    '訂閱落後，而事件伺服器不再送來事件',
    'the event store delivers nothing to a subscription that is behind',
  ],
  'subscription-behind': [
    '事件服务器未能及时送完事件',
    '事件伺服器未能及時送完事件',
    'the event store did not catch up in time',
  ],
  'two-causes': ['{first}；{more}', '{first}；{more}', '{first}; {more}'],
} as const satisfies Readonly<Record<string, Three>>;
