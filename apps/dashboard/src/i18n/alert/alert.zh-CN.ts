/** Words of the alert pages. */
export default {
  nav: { label: '预警', alerts: '预警', watches: '预警规则', channels: '通知渠道' },
  title: '预警', lead: '按预警规则发现的情况；请具名签收并说明处理意向，签收不等于恢复。', counts: '进行中 {active} 条，未签收 {unacknowledged} 条', csv: '导出 CSV', newSome: '新增 {n} 条预警', 
  filters: { label: '筛选', state: '状态', active: '进行中', ended: '已结束', all: '全部', severity: '级别', anySeverity: '全部级别', board: '榜单', anyBoard: '全部榜单', unit: '单位', anyUnit: '全部单位', clear: '清除筛选', watch: '只看规则“{watch}”' },
  empty: { active: '现在没有进行中的预警', activeNext: '规则正在按时检查；要增加检查内容，请到“预警规则”。', ended: '还没有结束的预警', endedNext: '预警结束后会列在这里，不会删除。', narrowed: '没有符合筛选条件的预警', narrowedNext: '可清除筛选条件。', watches: '查看预警规则' },
  older: '更早的预警', loadingOlder: '正在读取更早的预警',
  card: {
    indicator: '指标', value: '数值', fraction: '分子 ÷ 分母', line: '预警线', declared: '本局自定', declaredBy: '{by}，{on}：{basis}', tier: '等次', tierMove: '{from} → {to}', score: '得分', rank: '名次', rankFell: '下降 {n} 位', rankRose: '上升 {n} 位', rankSame: '名次不变', rankHint: '与榜单基准时点相比',
    fired: '发生', since: '“{state}”自', ended: '结束', reasons: '主要原因', reasonsSince: '与 {time} 相比，变动最大的几项', reasonsNone: '没有可列出的变化项', clause: '依据：{clause}', watch: '规则', escalations: '已升级 {n} 次',
    atInstant: '查看当时的榜单', details: '详情与签收', seen: '详情', demo: '演示数据', silenced: '静默中', muted: '因第 {id} 号预警暂不通知', noData: '无数据，不等于恢复：预警仍然有效，数据恢复后继续判断。', error: '暂时无法判断，不等于恢复：请检查预警规则。', seq: '序号 {seq}', frozen: '以上为发生时的数值，此后不再改变。',
  },
  detail: { title: '第 {id} 号预警', back: '全部预警', timeline: '经过', timelineLead: '从早到晚，逐条记录，不会修改。', notFound: '没有第 {id} 号预警', byMachine: '系统', acts: '处理' },
  step: {
    fired: '报警', recovering: '恢复观察', fired_again: '再次报警', recovered: '恢复', no_data: '无数据', error: '无法判断', data_back: '数据恢复', acknowledged: '签收', note: '备注', escalated: '升级', silenced: '静默', muted: '暂不通知', ended: '结束', sent: '已通知', failed: '通知失败',
  },
  form: { by: '姓名', reason: '理由或处理意向', key: 'API 密钥', keyHint: '只在本次打开期间保留，不存入浏览器。', keyNeeded: '请填写密钥。', missing: '请填写', working: '正在提交', cancel: '取消', failed: '没有办成：{reason}', marked: '没有保存：请按上面标出的各项修改。', fault: '应为{expected}，实为 {found}。{mend}' },
  acknowledge: { title: '签收', lead: '签收表示已知悉并着手处理；预警仍会继续，直到数据恢复。', submit: '签收', done: '{by} 于 {time} 签收', reason: '理由：{reason}', already: '已由 {by} 签收' },
  note: { title: '添加备注', text: '备注', submit: '添加备注' },
  silence: {
    title: '静默', lead: '静默期间不发送通知；预警照常发生，照常列出。', scope: '范围', scopes: { alert: '只这一条预警', unit: '该单位在本规则下的预警', watch: '本规则的全部预警', board: '本榜单的全部预警' }, until: '到何时', ends: { hour: '1 小时', four_hours: '4 小时', morning: '明早 9 点', day: '24 小时', week: '7 天' }, clock: '按系统时钟，现在是 {now}', reason: '理由', submit: '开始静默',
    list: '静默', listNone: '现在没有静默。', covers: '涉及 {n} 条预警', span: '{from} 至 {until}', end: '结束静默', endTitle: '结束第 {id} 号静默', who: '{by}：{reason}', ofAlert: '第 {id} 号预警', ofWatch: '规则 {watch}', ofUnits: '单位 {units}', ofBoard: '榜单 {board}', current: '静默至 {until}', invalid: '请填写日期和时间',
  },
}
