import type { Person, DepartmentTexts } from './department-texts.js';

const shao: Person = { name: '邵平', email: 'shao.ping@seeyon.example', phone: '13600002001' };
const feng: Person = { name: '冯一凡', email: 'feng.yifan@seeyon.example', phone: '13600002002' };

/** Invented firms and people. */
export const textsOfSeeyon: DepartmentTexts = {
  staff: { agent: '韩敏', engineer: '杜远', lead: '石磊' },
  cast: {
    plant: {
      code: 'KH91001',
      name: '青岛海棠制造有限公司',
      level: 'key',
      region: 'city',
      manager: shao,
      contacts: [
        { name: '李晓薇', email: 'li.xiaowei@haitang.example', phone: '13900001001', role: 'it' },
        { name: '王秋实', email: 'wang.qiushi@haitang.example', role: 'lead' },
      ],
    },
    outlying: {
      code: 'KH91002',
      name: '临沂云岭医药有限公司',
      level: 'standard',
      region: 'outside',
      manager: shao,
      contacts: [
        { name: '陈若木', email: 'chen.ruomu@yunling.example', phone: '13900001002', role: 'it' },
        { name: '孙佳音', email: 'sun.jiayin@yunling.example', role: 'lead' },
      ],
    },
    trader: {
      code: 'KH91003',
      name: '上海远帆国际贸易有限公司',
      level: 'vip',
      region: 'city',
      manager: feng,
      contacts: [
        {
          name: 'Nora Whitfield',
          email: 'nora.whitfield@yuanfan.example',
          phone: '13900001003',
          role: 'it',
          language: 'en',
        },
        { name: '赵启明', email: 'zhao.qiming@yuanfan.example', role: 'lead' },
      ],
    },
    returning: {
      code: 'KH91004',
      name: '杭州青禾食品有限公司',
      level: 'standard',
      region: 'city',
      manager: feng,
      contacts: [
        { name: '周予安', email: 'zhou.yuan@qinghe.example', phone: '13900001004', role: 'it' },
        { name: '何静宜', email: 'he.jingyi@qinghe.example', role: 'lead' },
      ],
    },
    expiring: {
      code: 'KH91005',
      name: '济南知行教育咨询有限公司',
      level: 'standard',
      region: 'suburb',
      manager: shao,
      contacts: [
        { name: '苏文青', email: 'su.wenqing@zhixing.example', phone: '13900001005', role: 'user' },
        { name: '林舒', email: 'lin.shu@zhixing.example', role: 'lead' },
      ],
    },
    lost: {
      code: 'KH91006',
      name: '武汉江纸纸业有限公司',
      level: 'standard',
      region: 'city',
      manager: feng,
      contacts: [
        { name: '吴立夏', email: 'wu.lixia@jiangzhi.example', phone: '13900001006', role: 'it' },
        { name: '郑一鸣', email: 'zheng.yiming@jiangzhi.example', role: 'lead' },
      ],
    },
  },
  matters: {
    login: {
      title: '车间电脑无法登录协同系统',
      text: '三号车间十几台电脑输入密码后一直停在登录页，办公楼正常。',
      resolution: '车间网段的代理缓存了旧证书，已清除并重新下发，逐台确认可以登录。',
    },
    sync: {
      title: '组织架构同步后少了两个部门',
      text: '昨晚与人事系统同步后，质检部和设备部不见了，审批找不到人。',
      resolution: '同步任务漏取了停用后又启用的部门，已补同步，并把任务改为按编号比对。',
    },
    import: {
      title: 'Supplier list cannot be imported',
      text: 'The import stops at row 1,204 of our supplier list, without a message.',
      resolution: 'Row 1,204 had a line break inside a cell. The import template now accepts it; all rows are in.',
    },
    slow: {
      title: '月末报表打开要五分钟',
      text: '每到月末，成本报表打开要五分钟以上，平时十几秒。',
      resolution: '已安装 4.20 补丁并重建索引，月末报表二十秒内打开。',
    },
    network: {
      title: '新机房搬迁后请到现场检查',
      text: '机房上周搬到新楼，系统时断时续，请派工程师到现场看看。',
      resolution: '更换一台交换机，调整数据库服务器的网卡设置，连续观察四小时无中断。',
    },
    attachment: {
      title: '合同审批的附件打不开',
      text: '合同审批里的 PDF 附件点开是空白页，今天上午开始的。',
      resolution: '预览服务磁盘已满，清理并加了容量告警，附件恢复正常。',
    },
    expired: {
      title: '表单保存时报错',
      text: '采购申请表单保存时提示“字段长度超限”。',
      resolution: '把备注字段放宽到 2000 字，并提醒管理员今后在表单设计器中自行调整。',
    },
    advice: {
      title: '请假流程想加一级审批',
      text: '请假三天以上想加分管领导审批，不知道怎么配。',
      resolution: '续费后远程演示了条件分支的配置，客户已自行完成。',
    },
    print: {
      title: '公文打印时页眉错位',
      text: '套红公文打印出来页眉偏到左边，预览是好的。',
      resolution: '打印模板缺少一种字体，已安装并更新模板，三台打印机试印正常。',
    },
    outage: {
      title: '全公司无法访问协同系统',
      text: '晚上八点起所有人打不开系统，夜班的出库审批全部停住。',
      resolution: '日志分区写满导致服务停止，清理后恢复，并设置日志按天滚动。',
    },
    move: {
      title: '分厂服务器异响，请到现场',
      text: '分厂的服务器有异响，偶尔自己重启，担心丢数据，希望尽快来人。',
      resolution: '',
    },
    pending: {
      title: '移动端收不到待办提醒',
      text: '部分同事手机上收不到待办提醒，电脑端正常。',
      resolution: '推送证书到期，已更换；请让收不到提醒的同事退出后重新登录一次。',
    },
    question: {
      title: '考勤数据与门禁对不上',
      text: '十几名老师的考勤记录比门禁少一条。',
      resolution: '',
    },
    archive: {
      title: 'Old purchase orders are missing from the archive',
      text: 'Purchase orders of last year do not show up in the archive.',
      resolution: 'The archive showed the current year only. The filter is removed, and all orders are listed.',
    },
    rights: {
      title: '离职人员仍能收到待办',
      text: '上月离职的两位同事还在收到审批待办。',
      resolution: '流程里直接指定了个人，已改为按岗位指定，并转交未处理的待办。',
    },
    mistake: { title: '找不到公告栏', text: '首页的公告栏不见了。', resolution: '' },
  },
  usual: [
    {
      title: '新员工账号无法分配角色',
      text: '新建的账号选不到“财务复核”角色。',
      resolution: '该角色限定了部门范围，调整后可以选择。',
    },
    {
      title: '会议室预订显示冲突',
      text: '明明空着的会议室提示时间冲突。',
      resolution: '删除了一条已离职人员的循环预订。',
    },
    {
      title: '流程退回后看不到意见',
      text: '审批退回后，发起人看不到退回意见。',
      resolution: '意见设为仅审批人可见，已改为参与人可见。',
    },
    {
      title: '报销单汇总金额不对',
      text: '报销汇总少了两张单据的金额。',
      resolution: '两张单据的币种为空，补上后合计一致。',
    },
    {
      title: '文档库搜索不到新文件',
      text: '昨天上传的制度文件搜索不到。',
      resolution: '全文索引任务停了一天，已重启并补建索引。',
    },
    {
      title: '表单导出缺少一列',
      text: '导出的 Excel 少了“项目编号”一列。',
      resolution: '导出模板是旧版，更新后列已齐全。',
    },
  ],
  backup: {
    ask: '远程处理前请先备份数据库，并告知备份时间和存放位置。',
    place: '备份服务器 D 盘 \\backup\\ekp',
    waived: '月底关账，客户同意不等备份先恢复打印。',
  },
  information: {
    ask: 'Please send us the file, or rows 1,200 to 1,210 of it.',
    answer: 'Sorry for the delay. The rows are attached; names are replaced.',
    open: '请提供其中一位老师当天的门禁记录，以及考勤机的型号。',
  },
  memo: {
    text: '月末成本报表数据量大，现版本查询未分月，打开缓慢。',
    solution: '安装 4.20 补丁（查询按月分区），并在非工作时间重建索引。',
  },
  visit: '更换交换机一台，调整网卡设置，观察四小时，客户签字确认。',
  goodwill: '老客户，续费事宜正在商谈，先行协助。',
  reopened: '今天打印第二份公文，页眉又偏了。',
  withdrawn: '是我们自己把栏目隐藏了，已恢复。',
  followUp: {
    action: '为该客户指定了备岗，邮件请求半小时内无人受理即转值班主管。',
    text: '陈先生，上次响应慢耽误了您的工作，很抱歉。我们已安排备岗，今后半小时内必有人与您联系。',
  },
  intakes: {
    spam: '低价代开发票，量大从优。',
    wrongNumber: '找快递公司，拨错了号码。',
    unread: '想了解一下 5.00 版有哪些新功能，方便的话请回电。',
  },
  comments: {
    2: ['下午发的邮件，第二天才有人理，出库耽误了一晚上。'],
    3: ['第一次没有修好，第二次才好。', '能解决，就是等得有点久。'],
    4: ['处理得不错，希望报表以后不再变慢。', '热线好打，讲得清楚。', '没有意见。'],
    5: ['非常及时，谢谢杜工！', '工程师很专业，还顺手查了备份。', '响应快，问题一次解决。'],
  },
};
