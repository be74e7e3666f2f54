import type { Three } from '../http/problems/texts.js';

/** What is wrong with EVENTS_URL or VIEWS_URL, whose value is never repeated. In zh-CN, zh-TW and en. */
export const urlTexts = {
  'url-unusable': ['`{setting}`：{what}', '`{setting}`：{what}', '{setting}: {what}'],
  'url-engine-unknown': [
    '`EVENTS_URL` 指定的存储本版本没有；可用 sqlite:（`LEDGER_HOME` 中）和 sqlite:/folder',
    '`EVENTS_URL` 指定的儲存本版本沒有；可用 sqlite:（`LEDGER_HOME` 中）和 sqlite:/folder',
    'EVENTS_URL names an engine that this version does not have; it supports sqlite: (in LEDGER_HOME) and ' +
      'sqlite:/folder',
  ],
  'url-events-form': [
    '应为 esdb://user:password@host:2113，或 esdb+discover:// 加集群名',
    '應為 esdb://user:password@host:2113，或 esdb+discover:// 加叢集名稱',
    'must be esdb://user:password@host:2113, or esdb+discover:// with the name of a cluster',
  ],
  'url-events-user': [
    '使用 TLS 时须有 user:password@；不设用户的服务器请加 ?tls=false',
    '使用 TLS 時須有 user:password@；不設使用者的伺服器請加 ?tls=false',
    'with TLS it needs user:password@; a server without users is reached with ?tls=false',
  ],
  'url-mongo-form': [
    '应为 mongodb://[user:password@]host[:port][,host…]/[prefix][?options] 或 mongodb+srv://…，其中 prefix 是本服务台账各数据库名称的开头（未给出时为 {prefix}）；密码中的 @ : / 等字符须写成 % 编码',
    '應為 mongodb://[user:password@]host[:port][,host…]/[prefix][?options] 或 mongodb+srv://…，其中 prefix 是本服務帳本各資料庫名稱的開頭（未給出時為 {prefix}）；密碼中的 @ : / 等字元須寫成 % 編碼',
    'must be mongodb://[user:password@]host[:port][,host…]/[prefix][?options] or mongodb+srv://…, where prefix begins ' +
      "the names of the ledger's databases ({prefix} where absent); characters like @ : / in a password are %-encoded",
  ],
  'url-one-host': [
    'mongodb+srv:// 之后只有一个主机，没有端口',
    'mongodb+srv:// 之後只有一個主機，沒有連接埠',
    'mongodb+srv:// has one host and no port',
  ],
  'url-mongo-host': [
    '主机应为主机名或地址，可带端口；多个主机以逗号分隔',
    '主機應為主機名稱或位址，可帶連接埠；多個主機以逗號分隔',
    'a host is a name or an address, with a port; several are separated by commas',
  ],
  'url-prefix': [
    '主机之后的前缀应为 1 到 40 个字母、数字、- 和 _',
    '主機之後的前綴應為 1 到 40 個字母、數字、- 和 _',
    'the prefix after the host has 1 to 40 letters, digits, - and _',
  ],
  'url-events-host': [
    '主机应为主机名或 IPv4 地址，可带从 1 到 65535 的端口',
    '主機應為主機名稱或 IPv4 位址，可帶從 1 到 65535 的連接埠',
    'a host is a name or an IPv4 address, with a port from 1 to 65535',
  ],
  'url-percent': [
    '有一个 % 不是 % 编码的开头；请把 % 写成 %25',
    '有一個 % 不是 % 編碼的開頭；請把 % 寫成 %25',
    'has a % that begins no %-encoded character; write % as %25',
  ],
  'url-option-unknown': [
    '有不认识的选项；认识的有 {known}',
    '有不認得的選項；認得的有 {known}',
    'has an unknown option; the known ones are {known}',
  ],
  'url-option-empty': ['选项 {name} 没有值', '選項 {name} 沒有值', 'option {name} has no value'],
  'url-option-only': [
    '选项 {name} 只能是 {only}：{why}',
    '選項 {name} 只能是 {only}：{why}',
    'option {name} must be {only}: {why}',
  ],
  'url-option-truth': [
    '选项 {name} 只能是 true 或 false',
    '選項 {name} 只能是 true 或 false',
    'option {name} must be true or false',
  ],
  'url-option-number': [
    '选项 {name} 应为大于 0 的整数',
    '選項 {name} 應為大於 0 的整數',
    'option {name} must be a whole number above 0',
  ],
  'url-option-file': [
    '选项 {name} 的文件无法读取（{cause}）',
    '選項 {name} 的檔案無法讀取（{cause}）',
    'the file of option {name} cannot be read ({cause})',
  ],
  'url-certificate-and-key': [
    '选项 {certificate} 和 {key} 须一起给出',
    '選項 {certificate} 和 {key} 須一起給出',
    'options {certificate} and {key} belong together',
  ],
  'why-leader': ['命令必须读得到自己的记录', '命令必須讀得到自己的記錄', 'a command must read what it recorded'],
  'why-failing-append': [
    '被拒绝的写入会看似修订号 1',
    '被拒絕的寫入會看似修訂號 1',
    'a refused append would look like revision 1',
  ],
  'why-certificate': [
    '驱动程序不能不校验；请给出 {instead}',
    '驅動程式不能不驗證；請給出 {instead}',
    'the client cannot do without; give {instead}',
  ],
  'why-primary': [
    '每个进程都必须读得到任一进程所存的内容',
    '每個行程都必須讀得到任一行程所存的內容',
    'a process must read what any process has stored',
  ],
  'why-read-majority': [
    '已读到的内容，在失去一台服务器之后必须还在',
    '已讀到的內容，在失去一台伺服器之後必須還在',
    'what was read must outlive the loss of a server',
  ],
  'why-write-majority': [
    '已存入的内容，在失去一台服务器之后必须还在',
    '已存入的內容，在失去一台伺服器之後必須還在',
    'what was stored must outlive the loss of a server',
  ],
  'why-journal': [
    '已存入的内容，在断电之后必须还在',
    '已存入的內容，在斷電之後必須還在',
    'what was stored must outlive a power cut',
  ],
  'why-retries': [
    '服务器改选主节点时，调用不得因此失败',
    '伺服器改選主節點時，呼叫不得因此失敗',
    'an election must not fail a call',
  ],
} as const satisfies Readonly<Record<string, Three>>;
