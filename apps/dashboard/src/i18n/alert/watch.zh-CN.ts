/** Words of the pages of watches. */
export default {
  title: '预警规则', lead: '查什么、过哪条线报警、通知到哪里。改动规则会重新开始判断，并在经过中写明。', add: '添加规则', none: '还没有预警规则', noneNext: '可在这里添加，或在规则目录 rubrics/watches/ 下放入文件。', notFound: '没有规则 {id}',
  columns: { title: '规则', board: '榜单', line: '检查内容', severity: '级别', states: '各单位现状', origin: '来源' },
  kinds: { tier_drop: '掉等次（跌破分数线）', indicator: '指标过线', rank_drop: '名次下降', missing_reporter: '中断上报', headroom: '离线不远（余量不足）' },
  periods: { month: '本月', quarter: '本季', year: '本年', to_date: '本年累计' },
  origin: { file: '文件', entered: '页面录入' }, fileNote: '本规则写在规则目录 rubrics/watches/ 下的文件中，只能在文件里修改，这里只读。', since: '{by} 于 {time}', reasonOf: '理由：{reason}', off: '已停用', declared: '本局自定', fault: '暂时无法判断：{fault}', statesNone: '还没有判断过', alertsOf: '查看本规则的预警', version: '第 {n} 版', allUnits: '全部单位', someUnits: '{n} 个单位',
  form: {
    addTitle: '添加规则', editTitle: '修改“{title}”', back: '全部规则', resets: '保存后本规则重新开始判断：进行中的预警以“规则已变更，未恢复”结束。',
    what: '查什么', condition: '报警条件', timing: '何时报警', tell: '通知', sign: '由谁修改', id: '标识', idHint: '小写字母、数字和连字符，保存后不能改', titleZh: '名称（中文）', titleEn: '名称（英文）', board: '榜单', period: '考核期', units: '单位', unitsAll: '全组单位', unitsSome: '只看选中的单位', kind: '条件', enabled: '启用本规则',
    lineOf: '分数线', lineTier: '细则划定的等次线', lineDeclared: '本局自定的线', tier: '等次', tierNone: '本细则没有划定等次线，请改用本局自定的线。', score: '分数', lineZh: '线的名称（中文）', lineEn: '线的名称（英文）', declaredBy: '由谁定', declaredOn: '定于', basis: '依据',
    indicator: '指标', of: '比什么', ofValue: '指标数值（如 98.5 表示 98.5 %）', ofPoints: '该项得分', side: '哪一侧报警', below: '低于线', above: '高于线', line: '线', recovery: '恢复线', recoveryHint: '回到此线才算恢复；不填即为同一条线', places: '下降位数', placesHint: '与榜单基准时点的名次相比', recoveryPlaces: '恢复时不多于', type: '事件类型', typeHint: '不填即任何类型', source: '来源', sourceHint: '不填则按单位判断', within: '超过多少分钟没有上报', cases: '再有几件就会过线', casesHint: '再有这么多件不利办件即过线时提前报警', recoveryCases: '恢复时至少还差',
    hold: '持续多少分钟才报警', keep: '恢复观察多少分钟', sample: '最小样本', sampleHint: '分母小于此数时不判断', severity: '级别', quiet: '免打扰', quietOn: '设免打扰时段', hours: '时段', from: '从', until: '到', addHours: '增加时段', workingDays: '非工作日全天免打扰', upTo: '最高免打扰到', upToHint: '高于此级别的通知不受免打扰限制',
    channels: '通知渠道', channelsNone: '还没有通知渠道，预警只在本系统内显示。', escalation: '升级', escalationHint: '无人签收时逐级通知', after: '多少分钟无人签收', escalateTo: '通知', raise: '升为', raiseNone: '级别不变', addStep: '增加一级', remove: '移除', mutedBy: '中断上报时暂不通知', mutedByHint: '这些规则对同一单位报警时，本规则的通知暂缓', reason: '修改理由', submit: '保存规则', saved: '已保存，已重新开始判断', delete: '删除规则', deleteLead: '删除后进行中的预警以“规则已删除，未恢复”结束。', deleteConfirm: '确认删除', number: '请填写数字', choose: '请选择', invalid: '请检查此项', minutes: '分钟',
  },
  preview: { title: '试算', lead: '用已有历史试算，不保存、不通知。', span: '时段', spans: { last_month: '上个月', this_month: '本月至今', week: '近 7 天', thirty: '近 30 天' }, run: '试算', working: '正在试算', result: '{span}会报警 {n} 次', none: '{span}不会报警', listed: '列出最早的 {n} 次', looked: '查看了 {seqs} 个版本的榜单', history: '历史自 {time} 起才有，之前的没有查看。', historyNone: '这段时间没有榜单历史。', unit: '单位', fired: '发生', ended: '结束', open: '到时段末仍未结束', text: '情况', missing: '请先填好上面标出的项。' },
}
