/** Words of the trial page. */
export default {
  title: '试算', badge: '试算，非正式', lead: '按同一批事实重新计分，不存储，也不影响榜单。', board: '返回榜单', rubric: '查看细则',
  before: '榜单现行', after: '试算', under: '试算口径', readings: '待定事项的读法', readingsNone: '这份细则没有可试算的读法。', asChosen: '现行',
  versions: '其他版本', versionsNone: '没有其他版本或草案。', versionNow: '现行版本', draft: '草案文件', draftHint: '选取一份细则 YAML 文件，只用来试算，不会载入。', draftFile: '选择文件', draftName: '已选 {name}', draftClear: '取消草案', draftKey: 'API 密钥', draftKeyHint: '服务要求凭密钥试算时填写，只在本次打开期间保留。',
  draftFaults: '草案有 {n} 处错误，没有计分',
  start: '选一种读法、一个版本或一份草案，即可看到名次和得分的变化。', pick: '试算条件', reset: '恢复现行',
  moved: '{n} 个单位有变化', none: '没有单位的名次、得分或等次变化', all: '显示全部 {n} 个单位', movers: '只看有变化的单位',
  caption: '各单位在现行口径与试算口径下的名次、得分、等次', unit: '单位', rank: '名次', score: '得分', tier: '等次', leaves: '变化的指标', change: '增减', noLeaves: '指标不变', unranked: '不排名', same: '不变',
  asBoard: '看整榜', asOf: '事实截至 {time}', working: '正在试算', failed: '试算没有完成',
}
