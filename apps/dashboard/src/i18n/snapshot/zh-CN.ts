/** Words of the pages of snapshots (快照与通报). */
export default {
  title: '快照与通报', lead: '榜单在截止时刻冻结成快照，经核对、异议后定稿、签发；定稿之后的数字不再随后到的数据变化。', plans: '冻结计划', all: '全部快照', board: '实时榜单', live: '按截止时刻看榜单',
  name: '{board} {period}',
  states: { draft: '草稿', checking: '核对', objections: '异议', final: '定稿', issued: '签发', withdrawn: '已撤回', superseded: '已被修订' },
  filter: { label: '筛选', board: '榜单', allBoards: '全部榜单', period: '考核期', allPeriods: '全部考核期', state: '状态', allStates: '全部状态' },
  columns: { period: '考核期', state: '状态', revision: '版次', cutoff: '截止时刻', units: '单位数', hash: '校验', issued: '签发', due: '自动进入下一步' },
  revision: '第 {n} 版', revisionOf: '修订自第 {id} 号', number: '第 {id} 号', units: '{n} 个单位', hash: '校验 {hash}', byAt: '{by}，{time}', byPlan: '按计划“{plan}”冻结', byHand: '人工冻结', count: '{n} 份',
  none: '还没有快照', noneNext: '可以按计划自动冻结，也可以现在人工冻结一份。', noneFound: '没有符合筛选条件的快照', clear: '清除筛选',
  says: '{what}：{words}', and: '{one}，{other}', demo: '演示数据', unofficial: '非正式：尚未签发', printed: '快照第 {id} 号，第 {revision} 版，{state}',
  freeze: {
    open: '冻结一份', title: '冻结一份', lead: '把所选榜单在截止时刻的样子存成草稿。', board: '榜单', period: '考核期', cutoff: '截止时刻（北京时间）', cutoffHint: '不填为现在；不能晚于现在。', reason: '理由', reasonHint: '为什么在计划之外冻结', send: '冻结', done: '已冻结', choose: '请选择',
  },
  form: { by: '姓名', key: 'API 密钥', keyHint: '只在本次打开期间保留，不存入浏览器。', missing: '请填写', keyNeeded: '请填写密钥。', decimal: '请填写数字，如 0.5、-1。', working: '正在提交', failed: '没有办成：{reason}', cancel: '取消', none: '无', expected: '应为{expected}，实为 {found}。{mend}' },
  life: {
    title: '办理进程', line: '{state}：{standing}', done: '已办', now: '当前', ahead: '待办', left_out: '未设此步', never: '不再进行', frozen: '冻结 {time}', until: '{time} 自动进入下一步', system: '系统',
    withdrawn: '本快照已撤回，不得引用', superseded: '本快照已被修订，不得再引用', withdrawnBy: '{by} 于 {time} 撤回：{note}', toRevision: '看第 {n} 版', history: '经过', note: '说明', who: '办理人', when: '时间', step: '步骤',
  },
  move: {
    title: '下一步', lead: '签发是具名人员的行为，不自动进行。', none: '没有可走的下一步。', to: { draft: '退回草稿', checking: '发各单位核对', objections: '转入异议期', final: '定稿', issued: '签发', withdrawn: '撤回', superseded: '标为已被修订' }, note: '说明', send: '确认：{move}', done: '已转入“{state}”',
    hints: { checking: '各单位核对各自的数字。', objections: '各单位可对单项得分提出异议。', final: '按已接受的异议重新计分并固定校验值，之后数字不再变化。', issued: '签发人对外发布，文件按计划送出。', withdrawn: '撤回后不能恢复；需要时另做修订版。' },
    open: '还有 {n} 件异议没有裁定，裁定后才能定稿。',
  },
  table: {
    title: '冻结的榜单', caption: '{board}，截止 {cutoff}，{n} 个单位按名次排列', rank: '名次', unit: '单位', score: '得分', tier: '等次', before: '环比', year: '同比', beforeHint: '与{period}快照第 {revision} 版相比', noBefore: '没有上一期的已定稿快照，不作环比。', noYear: '没有上年同期的已定稿快照，不作同比。',
    points: '{change} 分', up: '升 {n} 位', down: '降 {n} 位', same: '名次不变', fresh: '上次未参与', unranked: '不排名', apart: '不参与排名', explain: '{unit}，查看冻结的得分说明', max: '满分 {max}', fraction: '{numerator} ÷ {denominator}', range: '{low}–{high}', hint: '点开一行看这份快照里的得分说明。',
    foot: { cutoff: '截止 {time}', frozen: '冻结 {time}', version: '细则版本 {version}', rubric: '细则校验 {hash}', calendar: '日历校验 {hash}', previous: '前一份 第 {id} 号 {hash}', source: '依据 {source}', algorithm: '{algorithm} {hash}', draftHash: '未定稿，校验值还会变' },
  },
  adjusted: { title: '调整', lead: '已接受的异议和已录入的调整都在数字里，前后如下。', unit: '单位', indicator: '指标', points: '调整', leaf: '该项得分', score: '总分', why: '理由与依据', by: '办理人', objection: '异议第 {id} 号', entered: '录入的调整' },
  drawer: { frozen: '冻结于 {time}，不随实时榜单变化', noEvents: '快照保留数字与依据；逐条事件请到实时榜单查看。', facts: '数据与依据' },
  files: {
    title: '文件', download: '下载', preview: '预览', close: '收起预览', open: '在新标签页打开', more: '另有 {n} 行，见下载的文件', image: '{name}的图片', failed: '预览没有取到', loading: '正在生成预览', sheets: '预览内容', lead: '每份文件都印有截止时刻和校验值。',
    names: { xlsx: '表格 xlsx', csv: '数据 csv', docx: '通报 docx', pdf: '存档 pdf', png: '图片 png', json: '原件 json' },
    uses: { xlsx: '正式排名表，附口径和调整，可直接打印', csv: '交给其他系统的纯数据', docx: '通报正文，在文字处理软件里修改、排版', pdf: '存档副本，字体内嵌，处处同样', png: '发到群里看的榜单图', json: '完整原件，可独立核验校验值' },
    watermark: '尚未签发，文件标有“非正式”。',
  },
  objections: {
    title: '异议', none: '没有异议。', closed: '只在异议这一步提出异议。', raise: '提出异议', lead: '对某单位的一项得分提出异议，附理由和证据；接受后记作调整，不改动任何事件。', unit: '单位', indicator: '指标', reason: '理由', evidence: '证据', send: '提交异议', choose: '请选择', done: '已提交异议',
    states: { open: '待裁定', accepted: '已接受', rejected: '已驳回', withdrawn: '已撤回' }, raised: '{by} 于 {time} 提出', decided: '{by} 于 {time} 裁定', decide: '裁定', decideTitle: '裁定异议第 {id} 号', accept: '接受', reject: '驳回', adjustment: '调整分（带正负号）', adjustmentHint: '加到该项得分上，如 0.50、-1；不超过满分和零分。', verdict: '结论', why: '裁定理由', sendDecision: '确认裁定',
    withdraw: '撤回异议', withdrawTitle: '撤回异议第 {id} 号', withdrawWhy: '撤回理由', sendWithdrawal: '确认撤回', beforeAfter: '该项得分 {before} → {after}', adjusted: '调整 {points} 分', pending: '{n} 件待裁定', evidenceOf: '证据：{evidence}', reasonOf: '理由：{reason}',
  },
  late: { title: '如果现在计算', lead: '把截止时刻之前发生、冻结之后才到的数据也算进去，逐项比较。冻结的数字不因此改变；要采用请做修订版。', show: '现在计算', again: '重新计算', working: '正在计算', events: '后到的事件 {n} 条', same: '没有差别：现在计算的结果与快照一致。', before: '快照', after: '现在计算', failed: '没有算成' },
  verify: {
    title: '核验', lead: '重新计算校验值，查前后相接的快照链、细则原文、数字与事件。', run: '开始核验', again: '再次核验', working: '正在核验', holds: '全部成立', broken: '有不成立的项', partly: '已查的都成立，有 {n} 项未能检查', failed: '核验没有完成',
    checks: { hash: '校验值', chain: '快照链', rubric: '细则原文', figures: '数字', events: '事件' }, outcomes: { holds: '成立', broken: '不成立', skipped: '未能检查' },
  },
  deliveries: { title: '送出', none: '签发后按计划送出。', nonePlanned: '没有设送出去向。', target: '去向', format: '文件', state: '状态', states: { waiting: '待送出', sent: '已送出', failed: '没有送成' }, at: '时间', detail: '说明' },
  revisions: { title: '版次', this: '正在查看', compare: '对照', make: '做修订版', lead: '按同一截止时刻重新冻结，后到的数据计算在内；签发后，前一版标为“已被修订”。', reason: '修订理由', send: '确认修订', done: '已做出修订版', open: '第 {n} 版', other: '与其他快照对照' },
  difference: {
    title: '快照对照', lead: '两份快照逐个数字比较；没有差别的数字不列出。', pick: '选择对照的快照', with: '对照', same: '两份快照的数字完全一致。', otherRubric: '两份快照所用细则不同，数字不能直接相比。', unit: '单位', figure: '数字', change: '增减', units: '{n} 个单位有差别', none: '没有可以对照的其他快照', one: '这一份', other: '另一份', percentPoints: '{change} 个百分点', caption: '逐个数字的差别',
    what: { score: '总分', rank: '名次', tier: '等次', points: '{title}得分', value: '{title}', unit: '单位' }, gone: '无', sides: '所比较的两份快照', swap: '左右互换', text: '小结',
  },
  plan: {
    title: '冻结计划', lead: '到截止时刻自动把上一期的榜单冻结成草稿；停机期间错过的，开机后按顺序补上。', none: '还没有冻结计划', noneNext: '新建一份后，每期到时自动冻结。', add: '新建计划', edit: '修改', editTitle: '修改计划“{id}”', addTitle: '新建冻结计划', remove: '删除', removeTitle: '删除计划“{id}”', removeHint: '已冻结的快照不受影响。', removeSend: '确认删除', save: '保存', saved: '已保存', removed: '已删除',
    next: '下次截止 {cutoff}，冻结 {period}', noNext: '没有下一次', off: '已停用', on: '启用', fault: '现在不能执行', version: '第 {n} 次改动', who: '{by}，{time}', file: '来自规则文件夹，在文件里修改', entered: '界面录入', see: '看快照',
    id: '标识', idHint: '小写字母、数字和连字符', titleZh: '名称（中文）', titleEn: '名称（英文）', board: '榜单', period: '考核期', periods: { month: '每月', quarter: '每季', year: '每年' }, schedule: '截止时刻', scheduleHint: 'cron 五栏或六栏，北京时间：分 时 日 月 星期。例：0 9 5 * * 为每月 5 日 9 时。', steps: '步骤', checkingDays: '核对天数', objectionDays: '异议天数', daysHint: '不填则不设此步', algorithm: '校验算法',
    bulletin: '通报', addressees: '主送', issuer: '发文单位', number: '发文字号', praise: '表扬线', name: '点名线', lineScore: '总分', lineBy: '由谁划定', lineOn: '划定日期', lineHint: '三栏都不填则不设。', linePart: '三栏要么都填，要么都不填。', daysWrong: '请填 1 至 365 的整数，或不填。',
    deliver: '送出', to: '去向', folder: '导出文件夹', channel: '通知渠道', folderName: '文件夹', channelName: '渠道标识', formats: '文件', addDelivery: '添加去向', dropDelivery: '去掉这个去向', reason: '理由', needFormats: '至少选一种文件。', toFolder: '文件夹 {name}', toChannel: '渠道 {name}', days: '{n} 天', noStep: '不设',
    every: { month: '每月 {day} 日 {time}', months: '{months}月 {day} 日 {time}', day: '每天 {time}', other: 'cron {cron}' },
  },
  periodWords: { month: '{year} 年 {month} 月', quarter: '{year} 年第 {n} 季度', year: '{year} 年' },
}
