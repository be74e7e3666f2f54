import type { Three } from '../http/problems/texts.js';

/**
 * Faults of the operating system and of SQLite by their codes: their own messages, which are English, are kept there.
 * In zh-CN, zh-TW and en.
 */
export const systemTexts = {
  'fault-ENOENT': ['没有这个文件或文件夹，ENOENT', '沒有這個檔案或資料夾，ENOENT', '{message}'],
  'fault-EACCES': ['没有权限，EACCES', '沒有權限，EACCES', '{message}'],
  'fault-EPERM': ['不允许这样做，EPERM', '不允許這樣做，EPERM', '{message}'],
  'fault-EEXIST': ['已经存在，EEXIST', '已經存在，EEXIST', '{message}'],
  'fault-EISDIR': ['这是文件夹，EISDIR', '這是資料夾，EISDIR', '{message}'],
  'fault-ENOTDIR': ['路径中有一段不是文件夹，ENOTDIR', '路徑中有一段不是資料夾，ENOTDIR', '{message}'],
  'fault-ENAMETOOLONG': ['名称太长，ENAMETOOLONG', '名稱太長，ENAMETOOLONG', '{message}'],
  'fault-ELOOP': ['链接太多，ELOOP', '連結太多，ELOOP', '{message}'],
  'fault-ENOSPC': ['磁盘没有空间了，ENOSPC', '磁碟沒有空間了，ENOSPC', '{message}'],
  'fault-EDQUOT': ['磁盘配额已用完，EDQUOT', '磁碟配額已用完，EDQUOT', '{message}'],
  'fault-EROFS': ['磁盘是只读的，EROFS', '磁碟是唯讀的，EROFS', '{message}'],
  'fault-EIO': ['磁盘读写出错，EIO', '磁碟讀寫出錯，EIO', '{message}'],
  'fault-EBUSY': ['正被占用，EBUSY', '正被佔用，EBUSY', '{message}'],
  'fault-EMFILE': ['本进程打开的文件太多，EMFILE', '本行程開啟的檔案太多，EMFILE', '{message}'],
  'fault-EADDRINUSE': ['端口已被占用，EADDRINUSE', '連接埠已被佔用，EADDRINUSE', '{message}'],
  'fault-EADDRNOTAVAIL': ['本机没有这个地址，EADDRNOTAVAIL', '本機沒有這個位址，EADDRNOTAVAIL', '{message}'],
  'fault-ECONNREFUSED': ['连接被拒绝，ECONNREFUSED', '連線被拒絕，ECONNREFUSED', '{message}'],
  'fault-ECONNRESET': ['连接被对方中断，ECONNRESET', '連線被對方中斷，ECONNRESET', '{message}'],
  'fault-EPIPE': ['连接已被对方关闭，EPIPE', '連線已被對方關閉，EPIPE', '{message}'],
  'fault-ETIMEDOUT': ['连接超时，ETIMEDOUT', '連線逾時，ETIMEDOUT', '{message}'],
  'fault-EHOSTUNREACH': ['主机无法到达，EHOSTUNREACH', '主機無法到達，EHOSTUNREACH', '{message}'],
  'fault-ENETUNREACH': ['网络无法到达，ENETUNREACH', '網路無法到達，ENETUNREACH', '{message}'],
  'fault-ENOTFOUND': ['没有这个主机名，ENOTFOUND', '沒有這個主機名稱，ENOTFOUND', '{message}'],
  'fault-EAI_AGAIN': ['主机名暂时无法解析，EAI_AGAIN', '主機名稱暫時無法解析，EAI_AGAIN', '{message}'],
  'fault-UND_ERR_SOCKET': ['连接被对方中断，UND_ERR_SOCKET', '連線被對方中斷，UND_ERR_SOCKET', '{message}'],
  'fault-UND_ERR_CONNECT_TIMEOUT': [
    '连接超时，UND_ERR_CONNECT_TIMEOUT',
    '連線逾時，UND_ERR_CONNECT_TIMEOUT',
    '{message}',
  ],
  'fault-UND_ERR_HEADERS_TIMEOUT': [
    '等待回复超时，UND_ERR_HEADERS_TIMEOUT',
    '等待回覆逾時，UND_ERR_HEADERS_TIMEOUT',
    '{message}',
  ],
  'fault-ERR_SSL_WRONG_VERSION_NUMBER': [
    '对方没有使用 TLS，ERR_SSL_WRONG_VERSION_NUMBER',
    '對方沒有使用 TLS，ERR_SSL_WRONG_VERSION_NUMBER',
    '{message}',
  ],
  'fault-DEPTH_ZERO_SELF_SIGNED_CERT': [
    '证书是自签的，DEPTH_ZERO_SELF_SIGNED_CERT',
    '憑證是自簽的，DEPTH_ZERO_SELF_SIGNED_CERT',
    '{message}',
  ],
  'fault-UNABLE_TO_VERIFY_LEAF_SIGNATURE': [
    '证书的签发者不受信任，UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    '憑證的簽發者不受信任，UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    '{message}',
  ],
  'fault-CERT_HAS_EXPIRED': ['证书已过期，CERT_HAS_EXPIRED', '憑證已過期，CERT_HAS_EXPIRED', '{message}'],
  'fault-ERR_DLOPEN_FAILED': ['程序库不能装入，ERR_DLOPEN_FAILED', '程式庫不能載入，ERR_DLOPEN_FAILED', '{message}'],
  'fault-SQLITE_FULL': ['磁盘没有空间了，SQLITE_FULL', '磁碟沒有空間了，SQLITE_FULL', '{message}'],
  'fault-SQLITE_IOERR': ['磁盘读写出错，SQLITE_IOERR', '磁碟讀寫出錯，SQLITE_IOERR', '{message}'],
  'fault-SQLITE_CORRUPT': ['文件内容已损坏，SQLITE_CORRUPT', '檔案內容已損壞，SQLITE_CORRUPT', '{message}'],
  'fault-SQLITE_NOTADB': ['不是 SQLite 文件，SQLITE_NOTADB', '不是 SQLite 檔案，SQLITE_NOTADB', '{message}'],
  'fault-SQLITE_READONLY': ['文件是只读的，SQLITE_READONLY', '檔案是唯讀的，SQLITE_READONLY', '{message}'],
  'fault-SQLITE_CANTOPEN': ['文件无法打开，SQLITE_CANTOPEN', '檔案無法開啟，SQLITE_CANTOPEN', '{message}'],
  'fault-SQLITE_BUSY': ['文件正被占用，SQLITE_BUSY', '檔案正被佔用，SQLITE_BUSY', '{message}'],
} as const satisfies Readonly<Record<string, Three>>;
