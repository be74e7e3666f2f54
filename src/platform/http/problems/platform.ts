import { roleTexts } from './role-texts.js';
import { problem } from './texts.js';

/** What can go wrong before a rule of the domain is asked. */
export const platformProblems = {
  'malformed-json': problem(
    400,
    ['JSON 格式错误', 'JSON 格式錯誤', 'Malformed JSON'],
    [
      '请求正文不是有效的 JSON。请检查引号、逗号和编码（UTF-8）后重发。',
      '請求內文不是有效的 JSON。請檢查引號、逗號與編碼（UTF-8）後重送。',
      'The body is not valid JSON. Check quotes, commas and the encoding (UTF-8), then send it again.',
    ],
  ),
  'malformed-request': problem(
    400,
    ['请求格式错误', '請求格式錯誤', 'Malformed request'],
    [
      '无法读懂该请求。请检查地址中的百分号编码和请求头。',
      '無法讀懂該請求。請檢查網址中的百分號編碼與請求標頭。',
      'The request cannot be read. Check the percent-encoding of the address and the headers.',
    ],
  ),
  'headers-too-large': problem(
    431,
    ['请求头过大', '請求標頭過大', 'Headers too large'],
    [
      '请求头超过 16 KB。请去掉不需要的请求头，或缩短其值。',
      '請求標頭超過 16 KB。請移除不需要的請求標頭，或縮短其值。',
      'The headers are larger than 16 KB. Leave out those that are not needed, or shorten their values.',
    ],
  ),
  invalid: problem(
    400,
    ['请求内容有误', '請求內容有誤', 'Invalid request'],
    [
      '有 {count} 处内容不符合要求，详见 `errors`（最多列出 100 处）。',
      '有 {count} 處內容不符合要求，詳見 `errors`（最多列出 100 處）。',
      '{count} value(s) are not as they must be; see errors, which lists at most 100.',
    ],
  ),
  'header-invalid': problem(
    400,
    ['请求头有误', '請求標頭有誤', 'Invalid header'],
    [
      '请求头 {header} 的值“{value}”无效；应为 {form}。',
      '請求標頭 {header} 的值「{value}」無效；應為 {form}。',
      "The header {header} is '{value}'; it must be {form}.",
    ],
  ),
  'person-not-known': problem(
    400,
    ['没有此联系人', '沒有此聯絡人', 'No such contact'],
    [
      '请求头 `Ledger-On-Behalf-Of` 的“{value}”不是任何联系人的标识。请检查该标识，或改写姓名。',
      '請求標頭 `Ledger-On-Behalf-Of` 的「{value}」不是任何聯絡人的識別碼。請檢查該識別碼，或改寫姓名。',
      "The header `Ledger-On-Behalf-Of` is '{value}', which is the id of no contact. Check it, or give the person's name.",
    ],
  ),
  'cursor-invalid': problem(
    400,
    ['游标无效', '游標無效', 'Invalid cursor'],
    [
      '`cursor` 不是此列表给出的值。请去掉 `cursor` 从头读取。',
      '`cursor` 不是此清單給出的值。請移除 `cursor` 從頭讀取。',
      'The cursor was not given by this list. Leave it out to read from the beginning.',
    ],
  ),
  'vendor-required': problem(
    400,
    ['未指明厂商', '未指明廠商', 'Vendor required'],
    [
      '此凭据可管理多个厂商。请用请求头 `Ledger-Vendor` 指明其中一个。',
      '此憑證可管理多個廠商。請用請求標頭 `Ledger-Vendor` 指明其中一個。',
      'This credential is for several vendors. Name one with the header `Ledger-Vendor`.',
    ],
  ),
  'vendor-unknown': problem(
    404,
    ['没有此厂商', '沒有此廠商', 'Unknown vendor'],
    [
      '没有厂商“{vendor}”。请检查请求头 `Ledger-Vendor`，或先发布该厂商的政策。',
      '沒有廠商「{vendor}」。請檢查請求標頭 `Ledger-Vendor`，或先發布該廠商的政策。',
      "There is no vendor '{vendor}'. Check the header `Ledger-Vendor`, or publish the vendor's policy first.",
    ],
  ),
  unauthenticated: problem(
    401,
    ['需要凭据', '需要憑證', 'Credential required'],
    [
      '没有有效的凭据。请发送 `Authorization: Bearer` 加 API 密钥；密钥可能已被吊销。',
      '沒有有效的憑證。請送出 `Authorization: Bearer` 加 API 金鑰；金鑰可能已被撤銷。',
      'There is no valid credential. Send `Authorization: Bearer` with an API key; the key may have been revoked.',
    ],
  ),
  forbidden: problem(
    403,
    ['无此权限', '無此權限', 'Not allowed'],
    [
      '角色“{role}”不能执行此操作；可执行的角色：{allowed}。',
      '角色「{role}」不能執行此操作；可執行的角色：{allowed}。',
      'The role {role} may not do this; those that may: {allowed}.',
    ],
    { factTexts: { role: roleTexts, allowed: roleTexts } },
  ),
  'not-found': problem(
    404,
    ['未找到', '找不到', 'Not found'],
    [
      '没有“{id}”。请检查该标识，以及凭据所属的厂商。',
      '沒有「{id}」。請檢查該識別碼，以及憑證所屬的廠商。',
      "There is nothing called '{id}'. Check it, and the vendor of your credential.",
    ],
  ),
  'not-recorded-yet': problem(
    404,
    ['当时尚无记录', '當時尚無記錄', 'Not recorded yet'],
    [
      '“{id}”最早于 {firstInSimplified} 记录，在此之前没有任何记录。请询问这一时刻及以后的情况。',
      '「{id}」最早於 {firstInTraditional} 記錄，在此之前沒有任何記錄。請查詢這個時間及以後的狀況。',
      "'{id}' was first recorded at {firstInEnglish}; nothing was known of it before. Ask for that instant or a later one.",
    ],
  ),
  'route-unknown': problem(
    404,
    ['没有此地址', '沒有此網址', 'No such route'],
    [
      '没有 {method} {path}。全部地址见 /docs。',
      '沒有 {method} {path}。全部網址見 /docs。',
      'There is no {method} {path}. /docs lists what there is.',
    ],
  ),
  'role-without-api': problem(
    404,
    ['此进程不提供接口', '此行程不提供介面', 'No API in this process'],
    [
      '此进程的角色是 {role}，只提供 /health 和 /metrics。请向角色为 api 的进程发送请求。',
      '此行程的角色是 {role}，只提供 /health 與 /metrics。請向角色為 api 的行程送出請求。',
      'The role of this process is {role}: it answers /health and /metrics alone. Send the request to a process with the role api.',
    ],
  ),
  'body-too-large': problem(
    413,
    ['请求正文过大', '請求內文過大', 'Body too large'],
    [
      '请求正文超过此地址的上限 {limit}。请分成几次发送。',
      '請求內文超過此網址的上限 {limit}。請分成幾次傳送。',
      'The body is larger than this route takes, {limit}. Send it in several parts.',
    ],
  ),
  'request-timeout': problem(
    408,
    ['请求未在限时内到达', '請求未在限時內到達', 'Request not complete in time'],
    [
      '请求头须在 {headers} 秒内、正文须在 {body} 秒内到达。请检查网络后重发。',
      '請求標頭須在 {headers} 秒內、內文須在 {body} 秒內到達。請檢查網路後重送。',
      'Headers must arrive within {headers} seconds and the body within {body} seconds. Check the network, then send it again.',
    ],
  ),
  'media-type-unsupported': problem(
    415,
    ['内容类型不支持', '內容類型不支援', 'Unsupported media type'],
    [
      '不支持内容类型“{contentType}”。请用 `Content-Type: application/json` 发送。',
      '不支援內容類型「{contentType}」。請用 `Content-Type: application/json` 傳送。',
      "The content type '{contentType}' is not supported. Send `Content-Type: application/json`.",
    ],
  ),
  'not-acceptable': problem(
    406,
    ['无法按所要的格式答复', '無法依所要的格式答覆', 'Not available in that form'],
    [
      '此地址不提供请求头 `Accept` 所要的“{accept}”；可提供：{offered}。请改用其中之一，或去掉该请求头。',
      '此網址不提供請求標頭 `Accept` 所要的「{accept}」；可提供：{offered}。請改用其中之一，或移除該請求標頭。',
      "This address does not answer with '{accept}', which `Accept` asks for. It offers: {offered}. Ask for one of these, or leave the header out.",
    ],
  ),
  'too-many-requests': problem(
    429,
    ['请求过多', '請求過多', 'Too many requests'],
    [
      '请求过多，请在 {seconds} 秒后再试。',
      '請求過多，請在 {seconds} 秒後再試。',
      'Too many requests; try again in {seconds} seconds.',
    ],
  ),
  'idempotency-key-reused': problem(
    422,
    ['幂等键已用过', '冪等鍵已用過', 'Idempotency key reused'],
    [
      '此 `Idempotency-Key` 曾与另一份内容一起使用。新的操作请换一个新键；重试请发送相同的内容。',
      '此 `Idempotency-Key` 曾與另一份內容一起使用。新的操作請換一個新鍵；重試請傳送相同的內容。',
      'This `Idempotency-Key` was used before with another body. Take a new key for a new command, or send the same body to retry.',
    ],
  ),
  'probably-repeated': problem(
    409,
    ['很可能是重复提交', '很可能是重複送出', 'Probably sent twice'],
    [
      '{seconds} 秒前已记录过相同的内容，本次未写入。确需再记一次的，请加上 `repeat`: true；重试请使用 `Idempotency-Key`。',
      '{seconds} 秒前已記錄過相同的內容，本次未寫入。確需再記一次的，請加上 `repeat`: true；重試請使用 `Idempotency-Key`。',
      'The same was recorded {seconds} seconds ago, so nothing was written. Add `repeat`: true to record it once more; use an `Idempotency-Key` to retry.',
    ],
    { ways: ['/repeat'] },
  ),
  stale: problem(
    412,
    ['版本已过期', '版本已過期', 'Stale revision'],
    [
      '当前修订号是 {actual}，而不是 {expected}。请重新读取后再修改。',
      '目前修訂號是 {actual}，而不是 {expected}。請重新讀取後再修改。',
      'The revision is {actual}, not {expected}. Read it again before you change it.',
    ],
  ),
  'stream-busy': problem(
    409,
    ['同时被修改', '同時被修改', 'Changed at the same time'],
    [
      '其他写入一直占先，本次未写入任何内容。请用同一个 `Idempotency-Key` 再试。',
      '其他寫入一直占先，本次未寫入任何內容。請用同一個 `Idempotency-Key` 再試。',
      'Other writes were first each time, so nothing was written. Try again with the same `Idempotency-Key`.',
    ],
  ),
  starting: problem(
    503,
    ['正在启动', '正在啟動', 'Starting'],
    [
      '服务进程正在启动，还不能答复。请稍后再试；/health/ready 给出进度。',
      '服務行程正在啟動，還不能答覆。請稍後再試；/health/ready 給出進度。',
      'The server is starting and does not answer yet. Try again shortly; /health/ready shows the progress.',
    ],
  ),
  'views-behind': problem(
    503,
    ['视图尚未跟上', '檢視尚未跟上', 'Views behind'],
    [
      '视图在 5 秒内尚未到达所要求的位置。请在几秒后重发。',
      '檢視在 5 秒內尚未到達所要求的位置。請在幾秒後重送。',
      'The views have not reached the position asked for within 5 seconds. Try again shortly.',
    ],
  ),
  'known-at-unsettled': problem(
    503,
    ['该时刻的所知尚未确定', '該時刻的所知尚未確定', 'State of knowledge not settled yet'],
    [
      '在“{knownAt}”及之前仍可能有记录到达，当时所知尚未确定。请在 {seconds} 秒后再问，或使用更早的 `knownAt`，或不带 `knownAt`。',
      '在「{knownAt}」及之前仍可能有記錄到達，當時所知尚未確定。請在 {seconds} 秒後再問，或使用更早的 `knownAt`，或不帶 `knownAt`。',
      'What was known at {knownAt} is not settled yet: records may still arrive at or before it. Ask again in {seconds} seconds, name an earlier `knownAt`, or leave it out.',
    ],
  ),
  'view-stopped': problem(
    503,
    ['视图已停止', '檢視已停止', 'View stopped'],
    [
      '视图 {view} 停在位置 {position} 之前：{cause}。其余视图照常，记录未丢失。请管理员启动能处理该事件的产品版本，再执行 `service-ledger rebuild {view}`。',
      '檢視 {view} 停在位置 {position} 之前：{cause}。其餘檢視照常，記錄未遺失。請管理員啟動能處理該事件的產品版本，再執行 `service-ledger rebuild {view}`。',
      'The view {view} stopped before position {position}: {cause}. The other views continue, and nothing is lost. Ask the administrator to start a version of the product that applies this event, and then to run `service-ledger rebuild {view}`.',
    ],
  ),
  'store-stopped': problem(
    503,
    ['暂时不能写入', '暫時不能寫入', 'No writing now'],
    [
      '服务台账目前不接受写入，本次是否写入未知；查询照常。请管理员检查磁盘与剩余空间并重新启动，然后用同一个 `Idempotency-Key` 再试。',
      '服務帳本目前不接受寫入，本次是否寫入未知；查詢照常。請管理員檢查磁碟與剩餘空間並重新啟動，然後用同一個 `Idempotency-Key` 再試。',
      'The ledger accepts no writes now. Whether this one was written is not known. Questions are answered. Ask the administrator to check the disk and its free space and to restart the server. Then repeat the request with the same `Idempotency-Key`.',
    ],
  ),
  'jobs-unreachable': problem(
    503,
    ['后台任务服务暂时不可用', '背景工作服務暫時無法使用', 'Jobs not reached'],
    [
      '后台任务的服务器没有应答，本次请求可能只完成了一部分；其余请求照常。请管理员启动该服务器或更正 `JOBS_URL`，然后用同一个 `Idempotency-Key` 再试。',
      '背景工作的伺服器沒有回應，本次請求可能只完成了一部分；其餘請求照常。請管理員啟動該伺服器或更正 `JOBS_URL`，然後用同一個 `Idempotency-Key` 再試。',
      'The server of the background jobs does not answer. This request may be done in part; other requests are answered. Ask the administrator to start that server or to correct `JOBS_URL`. Then repeat the request with the same `Idempotency-Key`.',
    ],
  ),
  'store-unreadable': problem(
    503,
    ['暂时不能读取', '暫時不能讀取', 'No reading now'],
    [
      '存储文件的磁盘读取失败，已记录为“{correlationId}”；没有任何内容丢失或改变。请稍后再试；若仍如此，请管理员检查磁盘，必要时从备份恢复。',
      '儲存檔案的磁碟讀取失敗，已記錄為「{correlationId}」；沒有任何內容遺失或改變。請稍後再試；若仍如此，請管理員檢查磁碟，必要時從備份還原。',
      'Reading the store from its disk failed; the log has the fault under `{correlationId}`. Nothing was changed. Try again shortly. If it fails again, ask the administrator to check the disk and, if needed, to restore the backup.',
    ],
  ),
  'person-key-missing': problem(
    503,
    ['缺少个人资料的密钥', '缺少個人資料的金鑰', 'Key of a person missing'],
    [
      '此处的个人资料已封存，而其密钥不在 keys.db 中。请管理员用当前的密钥副本（backup --keys）恢复 keys.db 并重新启动。',
      '此處的個人資料已封存，而其金鑰不在 keys.db 中。請管理員用目前的金鑰副本（backup --keys）還原 keys.db 並重新啟動。',
      'Data of a person is sealed here, and its key is not in keys.db. Ask the administrator to replace keys.db by the current copy of the keys (backup --keys) and to restart the server.',
    ],
  ),
  'key-copy-behind': problem(
    503,
    ['密钥副本未更新', '金鑰副本未更新', 'Copy of the keys not rewritten'],
    [
      '密钥已销毁，但密钥副本中仍有它。请管理员使副本文件可写，然后再次删除此人。',
      '金鑰已銷毀，但金鑰副本中仍有它。請管理員使副本檔案可寫入，然後再次刪除此人。',
      'The key is destroyed, but the copy of the keys still contains it. Ask the administrator to make the copy writable. Then erase the person again.',
    ],
  ),
  unexpected: problem(
    500,
    ['内部错误', '內部錯誤', 'Internal error'],
    [
      '发生了意外错误，已记录为“{correlationId}”。请把此编号告诉管理员。',
      '發生了意外錯誤，已記錄為「{correlationId}」。請把此編號告訴管理員。',
      'An unexpected fault occurred, logged as `{correlationId}`. Report this number to the administrator.',
    ],
  ),
} as const;
