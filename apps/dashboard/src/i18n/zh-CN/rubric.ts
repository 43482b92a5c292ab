/** Words of the rubric pages. */
export default {
  listTitle: '评分细则', listLead: '每份办法一份细则；点开可看评分表、口径与待定事项。', listNone: '还没有细则', indicators: '{n} 项指标', ambiguities: '{n} 处待定', discrepancies: '{n} 处不一致',
  back: '全部细则', board: '榜单',
  version: '版本 {version}', hash: '校验 {hash}', since: '自 {from} 起施行', between: '{from} 至 {until} 施行',
  status: { in_force: '在用', draft: '草案', superseded: '已被替代' }, example: '示例', exampleHint: '权重、等次线或规则为示例，可替换',
  download: '下载', notActive: '这不是当前版本', toActive: '看当前版本',
  parts: { nav: '本页内容', table: '评分表', definitions: '口径', ambiguities: '待定事项', discrepancies: '原文不一致', parameters: '参数', versions: '版本', sources: '依据文件', facts: '要点' },
  linkTo: '条款 {number} 的链接', indicator: '指标',
  chosen: '本系统取', why: '理由', otherReadings: '其他读法', try: '试算', tryHint: '在榜单上试算“{reading}”', notScorable: '不影响得分', tryOn: '试算所用榜单', noBoards: '还没有可试算的榜单', touches: '涉及 {number}',
  printed: '原文', computed: '重算', where: '位置', note: '说明', none: '无',
  parameter: '参数', from: '起始日', value: '取值', clause: '依据',
  loaded: '载入 {time}', open: '查看', compare: '对照', whatIf: '试算', current: '当前', shown: '正在查看',
  compared: { title: '与版本 {version} 对照', same: '评分表没有差别', close: '结束对照', changed: '有改动', added: '新增', removed: '删去', before: '所选版本', after: '正在查看的版本', column: '栏目' },
}
