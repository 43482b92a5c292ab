/** Words of the data-quality page. */
export default {
  title: '数据质量',
  lead: '每一条收到的事件都有一个去向。',
  asOf: '数据截至 {time}',
  balance: {
    title: '对账', received: '收到', counted: '计入', duplicate: '重复', conflicting: '冲突', quarantined: '隔离', held: '暂存',
    ok: '平衡：每条事件都有且只有一个去向。', missing: '不平衡：有 {count} 条没有去向。', surplus: '不平衡：去向多出 {count} 条。', doubted: '不平衡：服务器核对台账时发现不符。',
    inFlight: '另有 {count} 条正在处理', replays: '其中重放 {count} 次', mend: '请运行 tierline reconcile 查明差额，并保留日志。', position: '日志位置',
  },
  outcome: { counted: '计入', duplicate: '重复', conflicting: '冲突', quarantined: '隔离', held: '暂存' },
  hint: {
    counted: '改变了统计', duplicate: '来源和编号相同、内容相同，只计一次', conflicting: '来源和编号相同而内容不同，以先到的为准', quarantined: '未通过检查，修正后可重放', held: '早于可核对的身份期限',
  },
  sources: { title: '按来源和小时', caption: '每个来源的事件去向', source: '来源', received: '收到', last: '最近到达', hours: '每小时', all: '全部来源', hourCaption: '{source} 每小时的事件去向', hour: '到达时间', chart: '最近 {count} 小时到达的事件：计入、重复、搁置', aside: '搁置', empty: '还没有收到事件。', emptyNext: '向 POST /v1/events 送入第一批事件，或运行 npm run demo。', show: '看每小时', hide: '收起' },
  quarantine: {
    title: '隔离区', caption: '未计入的事件', total: '共 {count} 条', code: '原因', source: '来源', arrived: '到达', event: '事件', subject: '单位原文', state: '状态', all: '全部', empty: '隔离区是空的。', emptyFilter: '没有符合筛选条件的事件。', clear: '清除筛选',
    open: '待处理', replayed: '已重放', expired: '已过期', more: '下一页', back: '上一页', page: '{from}–{until}，共 {total} 条', detail: '明细', hide: '收起', mend: '原因与改法', payload: '事件原文（个人信息已替换为散列）', sealed: '无法区分个人信息，原文已加密封存，30 天内可重放。', noPayload: '没有保存原文。', select: '选择 {id}', selectAll: '选择本页待处理的事件',
    eventId: '编号', loading: '正在取隔离区',
  },
  code: {
    unknown_unit: '单位不认识', unknown_type: '类型不认识', wrong_field: '字段有误', missing_field: '缺少字段', unknown_field: '多余字段', absurd_time: '时间荒谬', nul_character: '含空字符', not_permitted: '密钥无权',
    correction_unsupported: '更正不受支持', conflicting: '内容冲突', held: '暂存', case_full: '办件事实过多', unstorable: '无法存储', unreadable: '无法读取',
  },
  replay: {
    title: '重放', what: '将重放：{what}', chosen: '选中的 {count} 条', filtered: '筛选出的全部待处理事件', everything: '全部待处理事件', dry: '先试跑', run: '正式重放', key: 'API 密钥（需管理员角色）', keyHint: '只用于这一次操作，不会保存。', keyNeeded: '请先填入密钥。',
    wouldPass: '试跑：{tried} 条中 {pass} 条可以计入，{fail} 条仍不能。', done: '已重放 {tried} 条，{pass} 条计入，{fail} 条仍在隔离区。', needDry: '请先试跑，看清结果后再正式重放。', failed: '重放没有完成：{reason}', result: '逐条结果', passes: '可以计入', fails: '仍不能', id: '序号', working: '正在进行…', nothing: '没有可重放的事件。',
  },
  implausible: { title: '不合情理的办件', caption: '事实互相矛盾的办件：计入件数，不计时长', total: '共 {count} 件', shown: '显示 {shown} 件，共 {total} 件', empty: '没有事实互相矛盾的办件。', kind: '类别', key: '办件', unit: '单位', flag: '矛盾', opened: '受理', closed: '办结', unknown: '无' },
  flag: { closed_before_opened: '办结早于受理', other: '{flag}' },
  kind: { ticket: '工单', appeal: '申诉', claim: '代领', duty: '报送任务', other: '{kind}' },
  provisional: { title: '回填中的数据项', caption: '新数据项正在由历史事件回填，完成前相关得分为暂定', measure: '数据项', done: '进度', progress: '{done} / {total}', empty: '全部数据项均已回填完毕。' },
  failed: '数据质量没有取到',
  retry: '重试',
  notConnected: '连接不到服务器',
  notConnectedNext: '显示的是 {time} 的数据，恢复后自动更新。',
  gaps: {
    title: '日志缺口', lead: '日志中有一段已无法读取。所在分区已停止计数，其他分区照常；不会自动跳过，须由管理员查明原因并确认。',
    trimmed: '从 {from} 到 {until} 之前的记录在计入前已被删除。', rewound: '日志的末尾低于已计入的位置 {from}。', recreated: '同名主题已重建，原日志自 {from} 起未计入的部分可能丢失。', since: '发现于 {time}',
  },
  keptFrom: '原始事件保留自 {time}；此前的得分照旧，但不能再由事件重算。',
  noSignal: '信号服务不可用，刷新改为每秒一次，数据不受影响。',
}
