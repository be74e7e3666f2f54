import type { Person, DepartmentTexts } from './department-texts.js';

const jian: Person = { name: '簡佩珊', email: 'jian.peishan@huaruan.example', phone: '13600003001' };
const qiu: Person = { name: '邱柏翰', email: 'qiu.bohan@huaruan.example', phone: '13600003002' };

/** Invented firms and people. */
export const textsOfHuaruan: DepartmentTexts = {
  staff: { agent: '許雅雯', engineer: '羅志偉', lead: '鄧國棟' },
  cast: {
    plant: {
      code: 'HR91001',
      name: '廣州雲棲大酒店有限公司',
      level: 'key',
      region: 'city',
      manager: jian,
      contacts: [
        { name: '葉知秋', email: 'ye.zhiqiu@yunqi.example', phone: '13900004001', role: 'it' },
        { name: '方少華', email: 'fang.shaohua@yunqi.example', role: 'lead' },
      ],
    },
    outlying: {
      code: 'HR91002',
      name: '桂林漓畔度假村管理有限公司',
      level: 'standard',
      region: 'outside',
      manager: jian,
      contacts: [
        { name: '蘇曉嵐', email: 'su.xiaolan@lipan.example', phone: '13900004002', role: 'it' },
        { name: '韋建明', email: 'wei.jianming@lipan.example', role: 'lead' },
      ],
    },
    trader: {
      code: 'HR91003',
      name: '珠海拱濱國際酒店',
      level: 'vip',
      region: 'city',
      manager: qiu,
      contacts: [
        { name: '江映雪', email: 'jiang.yingxue@gongbin.example', phone: '13900004003', role: 'it' },
        { name: '莊子謙', email: 'zhuang.ziqian@gongbin.example', role: 'lead' },
      ],
    },
    returning: {
      code: 'HR91004',
      name: '廈門鷺灣商務酒店有限公司',
      level: 'standard',
      region: 'city',
      manager: qiu,
      contacts: [
        { name: '賴心怡', email: 'lai.xinyi@luwan.example', phone: '13900004004', role: 'user' },
        { name: '洪啟文', email: 'hong.qiwen@luwan.example', role: 'lead' },
      ],
    },
    expiring: {
      code: 'HR91005',
      name: '麗江雪嵩溫泉酒店',
      level: 'standard',
      region: 'suburb',
      manager: jian,
      contacts: [
        { name: '和靜文', email: 'he.jingwen@xuesong.example', phone: '13900004005', role: 'user' },
        { name: '木承宇', email: 'mu.chengyu@xuesong.example', role: 'lead' },
      ],
    },
    lost: {
      code: 'HR91006',
      name: '三亞椰影會議中心有限公司',
      level: 'standard',
      region: 'city',
      manager: qiu,
      contacts: [
        { name: '符海寧', email: 'fu.haining@yeying.example', phone: '13900004006', role: 'it' },
        { name: '唐若谷', email: 'tang.ruogu@yeying.example', role: 'lead' },
      ],
    },
  },
  matters: {
    login: {
      title: '櫃檯電腦無法登入系統',
      text: '早班三台櫃檯電腦輸入密碼後沒有反應，餐廳的電腦正常。',
      resolution: '櫃檯網段的憑證過期，已重新派送並逐台確認可以登入。',
    },
    sync: {
      title: '訂房中心的訂單沒有進來',
      text: '從中午開始，訂房中心的訂單沒有轉入，櫃檯只能手動輸入。',
      resolution: '介面帳號的密碼被改過，重新設定後已補轉十七筆訂單。',
    },
    import: {
      title: '會員名單匯入後積點歸零',
      text: '匯入上一季的會員名單後，約兩百位會員的積點變成零。',
      resolution: '匯入檔的積點欄位含千分位逗號，已還原並重新匯入。',
    },
    slow: {
      title: '夜審跑到早上還沒結束',
      text: '連續三天夜審到早上六點還沒結束，影響退房。',
      resolution: '已安裝 9.10 修補程式並重建索引，夜審四十分鐘完成。',
    },
    network: {
      title: '新大樓門鎖發卡失敗，請到場檢查',
      text: '新大樓啟用後，櫃檯發的房卡有三成打不開門，請派工程師到場。',
      resolution: '更換發卡機連接線，更新門鎖介面設定，五十間房逐一試卡成功。',
    },
    attachment: {
      title: '餐飲帳單轉房帳時出錯',
      text: '餐廳結帳轉房帳時顯示「房號不存在」，房客其實在住。',
      resolution: '換房後房號對照表沒有更新，已修正並補轉六筆帳單。',
    },
    expired: {
      title: '會議室報價單列印不出來',
      text: '會議室報價單按列印沒有反應。',
      resolution: '報價單範本的印表機已移除，改指到現有印表機。',
    },
    advice: {
      title: '想把早餐券改為掃碼核銷',
      text: '早餐券想改為掃碼核銷，不知道怎麼設定。',
      resolution: '續約後遠端示範掃碼核銷的設定，客戶已自行完成。',
    },
    print: {
      title: '發票列印的金額少一位',
      text: '電子發票列印出來金額少最後一位，畫面上是對的。',
      resolution: '列印範本的欄寬不足，已加寬並更新範本，試印十張正常。',
    },
    outage: {
      title: '全館系統無法使用',
      text: '晚上八點起櫃檯、餐廳和房務都連不上系統，正值入住高峰。',
      resolution: '交易記錄檔塞滿磁碟，清理後恢復，並設定每日自動備份後截斷。',
    },
    move: {
      title: '機房冷氣故障後主機不穩，請到場',
      text: '機房冷氣壞了一晚，主機早上重開兩次，希望儘快派人來看。',
      resolution: '',
    },
    pending: {
      title: '房務平板看不到待清房間',
      text: '房務平板從昨天起看不到待清房間，櫃檯畫面正常。',
      resolution: '推播憑證到期，已更換；請房務人員登出平板後重新登入一次。',
    },
    question: {
      title: '溫泉票券報表與櫃檯對不上',
      text: '十月的溫泉票券報表比櫃檯少了二十幾張。',
      resolution: '',
    },
    archive: {
      title: '去年的宴會訂單查不到',
      text: '宴會訂單查詢看不到去年的資料。',
      resolution: '查詢預設只列今年，已移除篩選條件，全部訂單都查得到。',
    },
    rights: {
      title: '離職人員仍可登入餐廳系統',
      text: '上個月離職的兩位同仁還能登入餐廳系統。',
      resolution: '餐廳帳號沒有與人事同步，已停用並改為每日同步。',
    },
    mistake: { title: '找不到房價日曆', text: '首頁的房價日曆不見了。', resolution: '' },
  },
  usual: [
    {
      title: '新進人員無法開班',
      text: '新進櫃檯人員按開班沒有反應。',
      resolution: '帳號沒有指定收銀機，補上後可以開班。',
    },
    {
      title: '團體帳拆帳金額有誤',
      text: '團體帳拆成四份，尾差多了一元。',
      resolution: '改用尾差併入主帳的設定，重新拆帳正確。',
    },
    {
      title: '房態顯示待修但已完工',
      text: '三間房完工後仍顯示待修。',
      resolution: '工單沒有結案，已協助結案並說明步驟。',
    },
    {
      title: '早餐人數報表少了兒童',
      text: '早餐人數沒有算到兒童。',
      resolution: '報表的客層篩選漏了兒童，已更新報表。',
    },
    {
      title: '訂金沒有帶入帳單',
      text: '客人已付訂金，退房帳單沒有扣。',
      resolution: '訂金掛在另一張訂單，已轉入並更正帳單。',
    },
    {
      title: '匯出的入住名單缺少國籍',
      text: '匯出給主管機關的名單缺國籍欄位。',
      resolution: '匯出範本是舊版，更新後欄位齊全。',
    },
  ],
  backup: {
    ask: '遠端處理前請先備份資料庫，並告知備份時間與存放位置。',
    place: '備份主機 E 槽 \\backup\\his',
    waived: '退房尖峰，客戶同意不等備份先恢復開立發票。',
  },
  information: {
    ask: '請提供匯入檔，或其中五位會員的資料。',
    answer: '抱歉回得晚，匯入檔已上傳，姓名已遮蔽。',
    open: '請提供十月報表的匯出檔，以及櫃檯的日結單。',
  },
  memo: {
    text: '夜審資料量大，目前版本未分日處理，執行時間過長。',
    solution: '安裝 9.10 修補程式（夜審分日處理），並於離峰時段重建索引。',
  },
  visit: '更換發卡機連接線，更新門鎖介面設定，試卡五十間，客戶簽名確認。',
  goodwill: '老客戶，續約洽談中，先行協助。',
  reopened: '今天早上開的發票又少一位，請再看一下。',
  withdrawn: '是我們自己把區塊收起來了，已恢復。',
  followUp: {
    action: '為該客戶安排代理窗口，郵件案件半小時內無人受理即轉值班主管。',
    text: '蘇小姐，上次回應太慢造成困擾，非常抱歉。我們已安排代理窗口，往後半小時內一定有人與您聯絡。',
  },
  intakes: {
    spam: '代辦貸款，三天放款。',
    wrongNumber: '要找洗衣廠，撥錯號碼。',
    unread: '想瞭解 10.00 版的行動入住功能，方便請回電。',
  },
  comments: {
    2: ['下午寄的信隔天才有人處理，櫃檯手動輸入了一整晚。'],
    3: ['第一次沒修好，第二次才好。', '可以解決，但等得有點久。'],
    4: ['處理得不錯，希望夜審不要再變慢。', '專線很好打，說明清楚。', '沒有意見。'],
    5: ['非常及時，謝謝羅工程師！', '工程師很專業，還順便檢查了備份。', '回應快，一次就解決。'],
  },
};
