import { problem, refusal } from '../platform/http/problems/texts.js';

declare module '../platform/http/problems/catalogue.js' {
  interface FeatureProblems {
    imports: typeof importProblems;
  }
}

/** Refusals about imports and their uploads. */
export const importProblems = {
  'upload-expected': problem(
    415,
    ['需要上传文件', '需要上傳檔案', 'Upload expected'],
    [
      '内容类型“{contentType}”不是文件上传。请用 `multipart/form-data`，把文件放在字段 `file` 中。',
      '內容類型「{contentType}」不是檔案上傳。請用 `multipart/form-data`，把檔案放在欄位 `file` 中。',
      "The content type '{contentType}' is no upload. Send `multipart/form-data` with the file in the field `file`.",
    ],
  ),
  'upload-malformed': problem(
    400,
    ['上传内容有误', '上傳內容有誤', 'Malformed upload'],
    [
      '无法读懂上传的内容：{reason}。请以 `multipart/form-data` 重发，只含一个名为 `file` 的文件。',
      '無法讀懂上傳的內容：{reason}。請以 `multipart/form-data` 重送，只含一個名為 `file` 的檔案。',
      'The upload cannot be read: {reason}. Send it again as `multipart/form-data` with one file, named `file`.',
    ],
  ),
  'upload-too-large': problem(
    413,
    ['文件过大', '檔案過大', 'File too large'],
    [
      '文件超过上限 {limit} MB。请分成几个文件导入，或请管理员调高 `UPLOAD_LIMIT_MB`。',
      '檔案超過上限 {limit} MB。請分成幾個檔案匯入，或請管理員調高 `UPLOAD_LIMIT_MB`。',
      'The file is larger than the limit of {limit} MB. Import it in several files, or ask the administrator to raise `UPLOAD_LIMIT_MB`.',
    ],
  ),
  'imports-waiting': problem(
    429,
    ['等待中的导入过多', '等待中的匯入過多', 'Too many imports waiting'],
    [
      '本厂商已有 {limit} 个导入在等待或进行中。请等其中一个结束（GET /imports）后再上传。',
      '本廠商已有 {limit} 個匯入在等待或進行中。請等其中一個結束（GET /imports）後再上傳。',
      'There are {limit} imports of this vendor that wait or run. Wait until one of them has ended (GET /imports), then upload again.',
    ],
  ),
  'import-unknown': problem(
    404,
    ['没有此导入', '沒有此匯入', 'Unknown import'],
    ['没有此导入。请检查标识。', '沒有此匯入。請檢查識別碼。', 'There is no such import. Check the id.'],
  ),
  'import-running': refusal(
    ['导入尚未结束', '匯入尚未結束', 'Import under way'],
    [
      '此导入尚未结束。请等其结束后再撤销。',
      '此匯入尚未結束。請等其結束後再復原。',
      'The import has not ended. Undo it once it has.',
    ],
  ),
  'import-not-undoable': refusal(
    ['试运行无可撤销', '試匯入無可復原', 'Nothing to undo'],
    [
      '这是试运行，没有写入任何内容，无需撤销。',
      '這是試匯入，沒有寫入任何內容，無需復原。',
      'This was a dry run and recorded nothing: there is nothing to undo.',
    ],
  ),
  'later-facts': refusal(
    ['其后已有记录', '其後已有記錄', 'Later facts stand on it'],
    [
      '此导入之后另有 {count} 项记录以其为依据（见 `errors`，最多列出 100 项，各附撤回办法）。请先逐项撤回，再撤销导入；或逐项更正合同。',
      '此匯入之後另有 {count} 項記錄以其為依據（見 `errors`，最多列出 100 項，各附撤回辦法）。請先逐項撤回，再復原匯入；或逐項更正合約。',
      'After this import, {count} fact(s) were recorded that stand on it (see `errors`: at most 100 are listed, each with the call that takes it back). Take them back, then undo the import; or correct the contracts one by one.',
    ],
  ),
  'report-gone': problem(
    404,
    ['报告已不在', '報告已不在', 'Report gone'],
    [
      '此导入的报告已不在（保留 30 天）。合同与客户在服务台账中仍可查询。',
      '此匯入的報告已不在（保留 30 天）。合約與客戶在服務帳本中仍可查詢。',
      'The report of this import is gone (it is kept for 30 days). Contracts and customers stand in the ledger.',
    ],
  ),
} as const;
