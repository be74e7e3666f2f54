/** In zh-CN and zh-TW; English is in the setting itself. */
export interface SettingTexts {
  readonly meaning: readonly [zhCN: string, zhTW: string];
  readonly form: readonly [zhCN: string, zhTW: string];
}

/** What each setting means, and what a good value looks like; the form completes “设置 NAME 应为…”. */
export const settingTexts = {
  port: {
    meaning: ['监听的端口；0 表示任取一个空闲的', '監聽的連接埠；0 表示任取一個空閒的'],
    form: ['从 0 到 65535 的整数', '從 0 到 65535 的整數'],
  },
  host: {
    meaning: ['监听的地址', '監聽的位址'],
    form: ['不含空格的地址或主机名，例如 127.0.0.1 或 0.0.0.0', '不含空格的位址或主機名稱，例如 127.0.0.1 或 0.0.0.0'],
  },
  home: {
    meaning: ['内置存储、密钥和待发邮件所在的文件夹', '內建儲存、金鑰和待寄郵件所在的資料夾'],
    form: ['文件夹的路径', '資料夾的路徑'],
  },
  eventsUrl: {
    meaning: [
      '事件存放处；sqlite: 即 `LEDGER_HOME` 中，esdb: 或 esdb+discover: 为 EventStoreDB 服务器',
      '事件存放處；sqlite: 即 `LEDGER_HOME` 中，esdb: 或 esdb+discover: 為 EventStoreDB 伺服器',
    ],
    form: [
      'sqlite:、sqlite:/folder、esdb://… 或 esdb+discover://…',
      'sqlite:、sqlite:/folder、esdb://… 或 esdb+discover://…',
    ],
  },
  viewsUrl: {
    meaning: [
      '视图存放处；sqlite: 即 `LEDGER_HOME` 中，mongodb: 或 mongodb+srv: 为服务器，密钥、访问权限和编号也在其中',
      '檢視存放處；sqlite: 即 `LEDGER_HOME` 中，mongodb: 或 mongodb+srv: 為伺服器，金鑰、存取權限和編號也在其中',
    ],
    form: [
      'sqlite:、sqlite:/folder、mongodb://… 或 mongodb+srv://…',
      'sqlite:、sqlite:/folder、mongodb://… 或 mongodb+srv://…',
    ],
  },
  jobsUrl: {
    meaning: [
      '由什么运行后台工作；embedded: 为 `LEDGER_HOME` 中的文件，redis: 或 rediss: 为服务器（BullMQ）',
      '由什麼執行背景工作；embedded: 為 `LEDGER_HOME` 中的檔案，redis: 或 rediss: 為伺服器（BullMQ）',
    ],
    form: [
      'embedded:、redis://[user:password@]host[:port][/database] 或 rediss://…（TLS）；几个服务台账共用一个数据库时加 ?prefix=NAME',
      'embedded:、redis://[user:password@]host[:port][/database] 或 rediss://…（TLS）；幾個服務帳本共用一個資料庫時加 ?prefix=NAME',
    ],
  },
  mailUrl: {
    meaning: [
      '邮件送往何处；outbox: 写成 `LEDGER_HOME` 中的文件，smtp: 或 smtps: 为邮件服务器',
      '郵件送往何處；outbox: 寫成 `LEDGER_HOME` 中的檔案，smtp: 或 smtps: 為郵件伺服器',
    ],
    form: [
      'outbox:、smtp://[user:password@]host[:port] 或 smtps://…（TLS）',
      'outbox:、smtp://[user:password@]host[:port] 或 smtps://…（TLS）',
    ],
  },
  publicUrl: {
    meaning: [
      '客户访问本服务的地址，用于邮件中的链接；MAIL_URL 为 smtp: 时必须给出',
      '客戶存取本服務的網址，用於郵件中的連結；MAIL_URL 為 smtp: 時必須給出',
    ],
    form: [
      'https://service.example.com 这样的地址，其后不带路径以外的内容',
      'https://service.example.com 這樣的網址，其後不帶路徑以外的內容',
    ],
  },
  mailFrom: {
    meaning: [
      '邮件的发件人，厂商政策未指明时使用；MAIL_URL 为 smtp: 时必须给出',
      '郵件的寄件人，廠商政策未指明時使用；MAIL_URL 為 smtp: 時必須給出',
    ],
    form: [
      'service@example.com 这样的地址，或名称加地址：示例 <service@example.com>',
      'service@example.com 這樣的地址，或名稱加地址：範例 <service@example.com>',
    ],
  },
  filesUrl: {
    meaning: [
      '上传的文件和报告存放处；files: 即 `LEDGER_HOME` 中，gridfs: 即 `VIEWS_URL` 的服务器中',
      '上傳的檔案和報告存放處；files: 即 `LEDGER_HOME` 中，gridfs: 即 `VIEWS_URL` 的伺服器中',
    ],
    form: ['files:、files:/folder 或 gridfs:', 'files:、files:/folder 或 gridfs:'],
  },
  adminKey: {
    meaning: [
      '首次启动时设立的、可管理各厂商的 API 密钥；未设置时自动生成，写入 `LEDGER_HOME` 中的一个文件',
      '首次啟動時設立的、可管理各廠商的 API 金鑰；未設定時自動產生，寫入 `LEDGER_HOME` 中的一個檔案',
    ],
    form: ['32 到 200 个可见的 ASCII 字符，不含空格', '32 到 200 個可見的 ASCII 字元，不含空格'],
  },
  uploadLimit: {
    meaning: ['通过 HTTP 导入的文件的上限，单位 MB', '透過 HTTP 匯入的檔案的上限，單位 MB'],
    form: ['从 1 到 16384 的整数', '從 1 到 16384 的整數'],
  },
  webhookHosts: {
    meaning: [
      '允许事件推送发往的内部主机或不用 https 的主机（host 或 host:port，以逗号分隔）',
      '允許事件推送發往的內部主機或不用 https 的主機（host 或 host:port，以逗號分隔）',
    ],
    form: ['以逗号分隔的主机名或地址，不含空格', '以逗號分隔的主機名稱或位址，不含空格'],
  },
  trustProxy: {
    meaning: [
      '服务器前面的代理，其 X-Forwarded-For 指出来访者；未设置时一律不采信',
      '伺服器前面的代理，其 X-Forwarded-For 指出來訪者；未設定時一律不採信',
    ],
    form: [
      '以逗号分隔的地址或网段（10.1.2.3、10.0.0.0/8、2001:db8::/32），不能是所有地址（/0）',
      '以逗號分隔的位址或網段（10.1.2.3、10.0.0.0/8、2001:db8::/32），不能是所有位址（/0）',
    ],
  },
  logLevel: {
    meaning: [
      '记入日志的最低级别：fatal、error、warn、info、debug、trace、silent',
      '記入日誌的最低級別：fatal、error、warn、info、debug、trace、silent',
    ],
    form: [
      'fatal、error、warn、info、debug、trace、silent 之一',
      'fatal、error、warn、info、debug、trace、silent 之一',
    ],
  },
  keysBackup: {
    meaning: [
      '另一磁盘上的文件，存放唯一的密钥副本；启动时生成，每登记一个新的人即更新',
      '另一磁碟上的檔案，存放唯一的金鑰副本；啟動時產生，每登記一個新的人即更新',
    ],
    form: ['`LEDGER_HOME` 以外的文件的路径', '`LEDGER_HOME` 以外的檔案的路徑'],
  },
  policies: {
    meaning: [
      '服务政策文件所在的文件夹；未设置时用随产品提供的两份',
      '服務政策檔案所在的資料夾；未設定時用隨產品提供的兩份',
    ],
    form: ['文件夹的路径', '資料夾的路徑'],
  },
} satisfies Readonly<Record<string, SettingTexts>>;
