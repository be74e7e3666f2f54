import { problem, refusal } from '../platform/http/problems/texts.js';
import { actTexts, stateTexts, visitActTexts, visitStateTexts } from './request-texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    requests: typeof requestProblems;
  }
}

/** Refusals about requests for service. */
export const requestProblems = {
  'request-unknown': problem(
    404,
    ['没有此服务请求', '沒有此服務案件', 'Unknown request'],
    ['服务请求不存在。请检查标识。', '服務案件不存在。請檢查識別碼。', 'The request does not exist. Check the id.'],
  ),
  'visit-unknown': problem(
    404,
    ['没有此次上门', '沒有此次到場', 'Unknown visit'],
    ['上门不存在。请检查标识。', '到場不存在。請檢查識別碼。', 'The visit does not exist. Check the id.'],
  ),
  'at-in-future': refusal(
    ['时间在将来', '時間在將來', 'In the future'],
    [
      '{at} 晚于现在 {now}。请更正 `at`，或在发生后登记。',
      '{at} 晚於現在 {now}。請更正 `at`，或在發生後登記。',
      '{at} lies after now, {now}. Correct `at`, or record it once it has happened.',
    ],
    { ways: ['/at', '/requestedAt', '/receivedAt'] },
  ),
  'at-too-early': refusal(
    ['时间过早', '時間過早', 'Too early'],
    [
      '{at} 早于此前的登记 {since}。请更正 `at`。',
      '{at} 早於此前的登記 {since}。請更正 `at`。',
      '{at} lies before what led to the present state, at {since}. Correct `at`.',
    ],
    { ways: ['/at'] },
  ),
  'request-state': refusal(
    ['当前状态不允许', '目前狀態不允許', 'Not in this state'],
    [
      '服务请求 {no} {state}，不能{act}。可以：{possible}。',
      '服務案件 {no} {state}，不能{act}。可以：{possible}。',
      'Request {no} is {state}: it cannot {act}. Possible are: {possible}.',
    ],
    { factTexts: { state: stateTexts, act: actTexts, possible: actTexts } },
  ),
  'request-merged': refusal(
    ['服务请求已合并', '服務案件已合併', 'Request merged'],
    [
      '服务请求已并入 {survivor}。请改用它。',
      '服務案件已併入 {survivor}。請改用它。',
      'The request was merged into {survivor}. Use that one.',
    ],
    { ways: ['/intoRequestId'] },
  ),
  'request-into-itself': refusal(
    ['不能并入自身', '不能併入自身', 'Into itself'],
    [
      '服务请求不能并入自身。请更正 `intoRequestId`。',
      '服務案件不能併入自身。請更正 `intoRequestId`。',
      'A request cannot be merged into itself. Correct `intoRequestId`.',
    ],
    { ways: ['/intoRequestId'] },
  ),
  'requests-of-two-customers': refusal(
    ['两个客户的服务请求', '兩個客戶的服務案件', 'Of two customers'],
    [
      '两个服务请求属于不同客户。若为同一客户，请先合并客户。',
      '兩個服務案件屬於不同客戶。若為同一客戶，請先合併客戶。',
      'The requests are of two customers. Merge the customers first where they are one.',
    ],
    { ways: ['/intoRequestId'] },
  ),
  'survivor-merged': refusal(
    ['并入的服务请求也已合并', '併入的服務案件也已合併', 'Survivor merged'],
    [
      '它并入的服务请求又已并入 {survivor}，后者仍代它答复。请先撤销那次合并。',
      '它併入的服務案件又已併入 {survivor}，後者仍代它答覆。請先撤銷那次合併。',
      'The request it was merged into was itself merged into {survivor}, which answers for all. Undo that merge first.',
    ],
  ),
  'request-entitled': refusal(
    ['客户享有此服务', '客戶享有此服務', 'Entitled'],
    [
      '客户对此服务请求享有权益，只有管理员可以婉拒。请处理，或由管理员办理。',
      '客戶對此服務案件享有權益，只有管理員可以婉拒。請處理，或由管理員辦理。',
      'The customer is entitled to this request: only an admin may decline it, and there is nothing to grant. Serve it.',
    ],
  ),
  'backup-not-confirmed': refusal(
    ['备份未确认', '備份未確認', 'Backup not confirmed'],
    [
      '没有 {hours} 小时以内的已确认备份。请先确认备份，或由管理员免除。',
      '沒有 {hours} 小時以內的已確認備份。請先確認備份，或由管理員免除。',
      'No backup of the last {hours} hours is confirmed. Confirm one first, or have an admin waive it.',
    ],
  ),
  'backup-in-future': refusal(
    ['备份时间在将来', '備份時間在將來', 'Backup in the future'],
    [
      '备份时间 {takenAt} 晚于 {at}。请更正 `takenAt`。',
      '備份時間 {takenAt} 晚於 {at}。請更正 `takenAt`。',
      'The backup time {takenAt} lies after {at}. Correct `takenAt`.',
    ],
    { ways: ['/takenAt'] },
  ),
  'planned-in-past': refusal(
    ['计划日期已过', '計畫日期已過', 'Planned in the past'],
    [
      '计划日期 {plannedOn} 早于当日 {today}。请更正 `plannedOn`。',
      '計畫日期 {plannedOn} 早於當日 {today}。請更正 `plannedOn`。',
      'The planned day {plannedOn} lies before {today}. Correct `plannedOn`.',
    ],
    { ways: ['/plannedOn'] },
  ),
  'memo-missing': refusal(
    ['没有备忘', '沒有備忘錄', 'No memo'],
    ['该服务请求没有备忘。请先写入。', '該服務案件沒有備忘錄。請先寫入。', 'The request has no memo. Write one first.'],
  ),
  'memo-hash-differs': refusal(
    ['备忘已变', '備忘錄已變', 'Another text'],
    [
      '`sha256` 不是备忘第 {version} 版的。请重新读取后确认。',
      '`sha256` 不是備忘錄第 {version} 版的。請重新讀取後確認。',
      '`sha256` is not that of version {version} of the memo. Read it again, then confirm.',
    ],
    { ways: ['/sha256'] },
  ),
  'memo-same-person': refusal(
    ['须由两人确认', '須由兩人確認', 'Two people confirm'],
    [
      '双方须由不同的人确认。若为同名的两人，请以 `differentPeople` 说明。',
      '雙方須由不同的人確認。若為同名的兩人，請以 `differentPeople` 說明。',
      'Two different people confirm a memo. State `differentPeople` where two of one name do.',
    ],
    { ways: ['/person', '/differentPeople'] },
  ),
  'memo-side-confirmed': refusal(
    ['该方已确认', '該方已確認', 'Side confirmed'],
    [
      '该方已确认备忘第 {version} 版，无须再次确认。',
      '該方已確認備忘錄第 {version} 版，無須再次確認。',
      'That side has confirmed version {version} of the memo. Nothing is left to do.',
    ],
  ),
  'visit-state': refusal(
    ['上门状态不允许', '到場狀態不允許', 'Not in this state of the visit'],
    [
      '此次上门{state}。可以：{possible}。',
      '此次到場{state}。可以：{possible}。',
      'The visit is {state}. Possible are: {possible}.',
    ],
    { factTexts: { state: visitStateTexts, possible: visitActTexts } },
  ),
  'visit-not-accepted': refusal(
    ['报价未接受', '報價未接受', 'Quotation not accepted'],
    [
      '客户尚未接受报价。请先报价并登记接受。',
      '客戶尚未接受報價。請先報價並登記接受。',
      'The customer has not accepted a quotation. Quote the visit and record the acceptance first.',
    ],
  ),
  'visit-open': refusal(
    ['上门未结束', '到場未結束', 'Visit open'],
    [
      '此次上门{state}，尚未结束。请先完成或取消上门。',
      '此次到場{state}，尚未結束。請先完成或取消到場。',
      'A visit is {state} and not over. Finish or cancel it first.',
    ],
    { factTexts: { state: visitStateTexts } },
  ),
  'survey-not-sent': problem(
    404,
    ['没有此满意度调查', '沒有此滿意度調查', 'No such survey'],
    [
      '此服务请求的满意度调查尚未发出。请在收到邮件后使用其中的链接。',
      '此服務案件的滿意度調查尚未寄出。請在收到郵件後使用其中的連結。',
      'The survey of this request was not sent yet. Use the link of its mail once that has arrived.',
    ],
  ),
  'survey-answered': problem(
    410,
    ['满意度调查已填写', '滿意度調查已填寫', 'Survey answered'],
    [
      '此次调查已经填写过，感谢您的评价。如需补充，请致电厂商的热线。',
      '此次調查已經填寫過，感謝您的評價。如需補充，請致電廠商的服務專線。',
      'This survey was answered already; thank you. To add something, call the hotline of the vendor.',
    ],
  ),
  'survey-closed': problem(
    410,
    ['满意度调查已结束', '滿意度調查已結束', 'Survey closed'],
    [
      '此次调查已经结束。如有意见，请致电厂商的热线。',
      '此次調查已經結束。如有意見，請致電廠商的服務專線。',
      'This survey is closed. To comment on the service, call the hotline of the vendor.',
    ],
  ),
  'survey-superseded': problem(
    410,
    ['满意度调查已取消', '滿意度調查已取消', 'Survey superseded'],
    [
      '服务请求已重新打开，此次调查不再需要。再次解决后会另发调查。',
      '服務案件已重新開啟，此次調查不再需要。再次解決後會另寄調查。',
      'The request was reopened, so this survey is over. Another one follows once it is resolved again.',
    ],
  ),
  'follow-up-none': refusal(
    ['没有待回访', '沒有待回訪', 'No follow-up'],
    [
      '此服务请求没有需要回访的评分。可登记沟通。',
      '此服務案件沒有需要回訪的評分。可登記聯繫。',
      'No answer to a survey of this request asks for a follow-up. Record an interaction instead.',
    ],
  ),
  'follow-up-replied': refusal(
    ['已回访', '已回訪', 'Follow-up replied'],
    [
      '此回访已经答复过，无需再做。后续沟通请另行登记。',
      '此回訪已經回覆過，無需再做。後續聯繫請另行登記。',
      'Somebody has replied already. Record what follows as an interaction.',
    ],
  ),
  'text-erased': problem(
    410,
    ['文字已清除', '文字已清除', 'Texts erased'],
    [
      '服务请求 {id} 的文字与附件已清除，无法查看，也不再接收附件。请不带附件登记，或登记新的服务请求。',
      '服務案件 {id} 的文字與附件已清除，無法查看，也不再接收附件。請不帶附件登記，或登記新的服務案件。',
      'The texts and files of request {id} were erased. They cannot be read, and it takes no more files. Record without files, or register a new request.',
    ],
  ),
  'form-malformed': problem(
    400,
    ['表单有误', '表單有誤', 'Malformed form'],
    [
      '无法读懂所发的表单：{reason}。请以 `multipart/form-data` 重发：一个 JSON 部分 `body`，以及若干文件部分 `files`。',
      '無法讀懂所送的表單：{reason}。請以 `multipart/form-data` 重送：一個 JSON 部分 `body`，以及若干檔案部分 `files`。',
      'The form cannot be read: {reason}. Send it again as `multipart/form-data` with one part `body`, which is JSON, and parts `files`.',
    ],
  ),
  'file-too-large': problem(
    413,
    ['附件过大', '附件過大', 'File too large'],
    [
      '附件“{file}”超过上限 {limit} MB。请压缩或拆分，或改用其他方式传送并在文字中说明。',
      '附件「{file}」超過上限 {limit} MB。請壓縮或拆分，或改用其他方式傳送並在文字中說明。',
      "The file '{file}' is larger than the limit of {limit} MB. Compress or split it, or send it another way and name that in the text.",
    ],
  ),
  'files-too-large': problem(
    413,
    ['附件总量过大', '附件總量過大', 'Files too large'],
    [
      '一次所带的附件合计超过上限 {limit} MB。请分几次登记沟通并附上。',
      '一次所帶的附件合計超過上限 {limit} MB。請分幾次登記聯繫並附上。',
      'The files are larger together than the limit of {limit} MB. Attach them to several interactions.',
    ],
  ),
  'file-damaged': problem(
    500,
    ['附件损坏', '附件損毀', 'File damaged'],
    [
      '附件 {sha256} 的存储字节缺失或已被更改。请管理员运行 `verify`，并从备份恢复附件。',
      '附件 {sha256} 的儲存位元組缺失或已被更改。請管理員執行 `verify`，並從備份還原附件。',
      'The stored bytes of the file {sha256} are missing or altered. Ask the administrator to run `verify` and to restore the files from a backup.',
    ],
  ),
  'reopen-too-late': refusal(
    ['已过重新打开期限', '已過重新開啟期限', 'Too late to reopen'],
    [
      '重新打开的期限为 {lastDay}。请登记新的服务请求，并以 `follows` 指明此请求。',
      '重新開啟的期限為 {lastDay}。請登記新的服務案件，並以 `follows` 指明此案件。',
      'It could be reopened through {lastDay}. Register a new request that names this one in `follows`.',
    ],
  ),
} as const;
