/**
 * What an editor shows over a key of a rubric file: by key, and by `place.key` where a key means something else in one place. A place is a kind
 * (`linear`), a definition of the schema (`leaf`) or the key that holds it (`ranking`).
 */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  // The scheme
  'top.id': '细则的标识：小写字母、数字、连字符，与文件名一致', version: '版本号，内容一改就换', status: '状态：in_force 生效（不写即生效）；draft 草案，只供试算',
  'top.title': '细则名称', sources: '所据文件，逐份列出；各条依据由此引用', zone: '时区，固定为 Asia/Shanghai', effective: '施行起止日期', 'effective.from': '自何日起施行（含当日）', 'effective.until': '施行至何日（含当日）；不写为长期',
  periods: '考核周期', official: '正式周期：year 年、quarter 季、month 月、to_date 年初至今', also: '另外可看的周期', groups: '参加考核的单位分组，按标识', example: '示例标记：true 表示权重、界线或规则供替换，非官方规定',
  note: '说明，随细则一起显示', rates: '比率怎样比较：exact 不取舍；percent_2dp 先取舍到 0.01 % 再比', columns: '官方表格各栏的标题，按原表次序', small_sample: '样本小于此数的比率加注“样本少”',
  // Sources and citations
  'sources.id': '文件的标识，供依据引用', document: '文件名称', issuer: '发文单位', 'sources.number': '文号', dated: '发文日期', 'sources.note': '关于这份文件的说明',
  cite: '依据：出自哪份文件的哪一条', source: '文件的标识，须在 sources 中', clause: '条款：表、行、项或条',
  // Points, ranking, tiers
  'top.points': '总分与取舍；不写表示文件未规定分值', total: '总分，等于各一级指标分值之和', 'points.cap': '连同加分至多多少分', decimals: '分数保留几位小数', 'discrepancies.decimals': '算得的数保留几位小数', mode: '取舍：half_up 四舍五入；half_even 四舍六入五成双；truncate 截去',
  ranking: '怎样排名', 'ranking.by': '按什么排：score 总分；value 某项指标的数值；none 不排名', 'ranking.indicator': '按其数值排名的指标', direction: '次序：desc 高者在前；asc 低者在前', 'ranking.ties': '并列：competition 并列占位（1-1-3）；dense 名次连续（1-1-2）；then_by 再比其他数',
  then_by: '并列时依次再比的数', 'then_by.indicator': '再比哪个指标', 'then_by.by': '比得分（points）还是数值（value）', small_samples: '样本少的单位：flag 加注；apart 单列不排', 'ranking.title': '排名的名称，显示在榜上', own: 'true 表示文件未规定次序，排序为本系统所设',
  tiers: '等次：undeclared 文件未规定；或逐档列出', declared_by: '谁规定的等次线', reads: '等次线与什么比：score 本表得分（不写即是）；converted 折算分', lines: '各等次，从好到差；最后一档不写线', 'lines.id': '等次的标识', 'lines.title': '等次名称', line: '该等次的最低分',
  conversion: '折算计入其他考核：得分 × 权重 ÷ 总分', 'conversion.title': '折算的名称', 'conversion.weight': '在其他考核中的分值；undeclared 文件未印',
  vetoes: '一票否决或降档', 'vetoes.id': '否决事项的标识', 'vetoes.title': '否决事项名称', when: '何种事实即生效；不写则由指定人员认定', effect: '后果：zero 计零分；cap 至多若干分；tier 直接定为某等次', 'effect.cap': '至多多少分', 'effect.tier': '定为哪个等次',
  parameters: '随时间变动的数；规则中写 $名称 引用', 'parameters.title': '参数名称', 'parameters.dated': '各时期的值，按日期先后', 'dated.from': '自何日起用这个值', 'dated.value': '值，例如 80%、12', 'dated.cite': '这个值的依据',
  // Registers, measures, duties
  attributes: '基数：人口、目标等由登记而来的数', measures: '数据项：由事件或案件累计的数', title: '名称', counted_in: '计量单位，例如 件、人', 'attributes.note': '关于这个基数的说明',
  'measure.from': '自何日起计（含当日）；不写按考核周期', 'measure.until': '计至何日（含当日）；不写按考核周期', window: '取哪段时间：不写为考核周期；before 周期之前全部（结转）；until_end 截至周期末全部',
  'measure.of': '累计什么：某类事件，或某类案件', event: '事件类型，须在事件目录中；可列多个', case: '案件种类，例如 ticket、appeal、duty', aggregate: '怎样累计：count 次数；sum 求和；distinct 去重计数；hours 时长',
  field: '求和或去重所用的字段', between: '时长的起止时点', within: '两个时点相隔不超过多久才计', hours: '小时数', minutes: '分钟数', 'measure.at': '按哪个时点归入周期', state: '案件状态；列多个须同时满足', 'measure.by': '按哪个字段分开计（一家医院、一篇稿件）',
  'where.at_least': '不小于', 'where.at_most': '不大于', present: '该字段有没有填',
  duties: '报送任务：到期由时钟立案，报送即销案', 'duties.id': '任务的标识', 'duties.title': '任务名称', report: '哪种报送完成此任务', group: '由哪个分组承担', units: '由哪些单位承担', schedule: '频次：monthly、quarterly、yearly、once', 'duties.from': '首期，例如 2021-01、2021-Q1、2021', 'duties.until': '末期；不写为一直', opens: '何时开始：start 期初、end 期末，可加减天数（5）或工作日（5wd）', due: '何时到期（含当日），写法同上',
  // Indicators
  indicators: '指标，逐级列出', children: '下级指标', number: '编号，照原表', definition: '口径：一句话说清怎么算', 'leaf.id': '指标的标识，全文唯一', 'branch.id': '指标的标识，全文唯一', 'leaf.points': '分值：至多得多少；减分项为至多扣多少', 'branch.points': '分值，等于下级之和（按合成方式）', weight: '权重，例如 30%；上级写 combine: weigh 时用',
  bonus: 'true 为加分项，在基础分之外', penalty: 'true 为减分项，在基础分之外，得分从 −分值 到 0', gate: '加分的门槛', 'gate.indicator': '看哪个指标的得分；不写看基础分', 'gate.at_least': '达到多少分才计加分', value: '数值怎样形成', rule: '数值怎样变成分数', references: '评议时并列显示的参考数，不计分', 'references.id': '参考数的标识', 'references.title': '参考数名称', 'references.value': '参考数怎样形成',
  applies_to: '适用哪些单位；其余单位为不适用', only: '只适用这些单位，按编码或别名', except: '除这些单位外都适用', not_applicable: '认定不适用时怎样处理；不写则不得认定', redistribute: '分值摊给适用的指标：proportional 按比例；equal 平均', scope: '在哪个上级指标之内分摊；不写为全部基础分',
  combine: '合成方式：add 相加；weigh 加权；lowest 取最低；average 取平均；pool 从总额中扣', 'branch.cap': '至多得多少分',
  // Values
  kind: '种类；每种的写法见文档', of: '取什么数：数据项、基数或算式', numerator: '分子', denominator: '分母', part: '其中的部分', whole: '全体', 'mean.total': '合计', 'mean.count': '个数', people: '人数', target: '目标数', passed: '合格数', inspected: '抽查数', per: '每多少；比率的分母',
  zero_denominator: '分母为零时：unknown 未定；full_marks 满分；no_points 零分', show: '怎样显示：percent 百分比、number 数、hours 小时、minutes 分钟、yes_no 是否、points 分', when_none: '没有任何事件时：zero 算作零；unknown 未知（不写即是）', more: '“再多一个”怎么说，{n} 处填数字',
  against: '与什么比：previous_year 同比；previous_period 环比；mean_of_previous 前几期平均', mean_of_previous: '前几期的平均', 'change.as': 'percent 增减率；difference 增减量', 'to_peers_mean.as': 'ratio 相当于均值的多少；difference 与均值之差', 'points_of.indicator': '取哪个指标的得分', all: '全部条件须同时满足',
  plus: '相加', minus: '前者减后者', times: '相乘', 'operand.by': '前者除以后者', round_up: '进一取整', keys_of: '这些数据项中出现过的键，去重计数', 'operand.except': '除去这些数据项中的键',
  at_least: '不小于（含）', above: '大于（不含）', at_most: '不大于（含）', below: '小于（不含）',
  // Rules
  steps: '各档：界线与得分，须覆盖所有数值且不重叠', points: '得分', better: '高者好（higher）还是低者好（lower）', base: '基准值', 'linear.per': '每差多少算一步', change: '每步扣多少分', at_base: '恰在基准值得多少分；不写为满分', gain: '每好一步加多少分', partial: '不足一步：pro_rata 按比例；whole 满一步才算；started 不足一步按一步', floor: '最低多少分',
  full: '达到多少得满分', 'proportional.from': '低于此值不得分', 'rank.ties': '并列：competition 占位；dense 连续', bands: '名次段与得分', 'bands.from': '从第几名', 'bands.to': '到第几名；不写为以后全部', list: '第 1、2、3…名各得多少分', rest: '其后各名得多少分', to_best: '与最好者之比 × 分值',
  each: '每次或每个多少分', streams: '分类计次，各扣各的', 'streams.of': '计什么', 'streams.at_most': '这一类至多扣多少分', once_per_key: 'true 表示同一键只扣一次，取扣得最多的', escalation: '超过次数的加重处理', 'escalation.above': '超过几次', 'escalation.points': '得多少分', consequence: '其他后果', triggers: '任何一项发生即扣完',
  items: '各项', evidence: '以什么为证', met_when: '事实满足此条件即视为做到', required: '应有多少个', 'award.from': '从第几个起加分；不写为第一个', levels: '各级别，从高到低；每项只按最高级计一次', 'levels.at_least': '至少几项才达到', pays: 'flat 该级只计一次；each 每项都计', least: '至少多少分', step: '打分的间隔', unpublished: 'true 表示评分规则未公布', scheme: '哪项考核', 'imported.of': '取其得分（score）还是名次（rank）',
  // Summaries, ambiguities, discrepancies
  summaries: '全组合计数', among: '只看满足这些条件的单位', counted: '其中计入的条件', attribute: '看哪个基数', indicator: '看哪个指标', once_per: '此基数相同的单位合为一个', ambiguities: '文件未说清之处：问题、读法、所选、理由', 'ambiguities.id': '歧义的标识', leaf: '所涉指标', question: '问题', options: '各种读法', 'options.id': '读法的标识', 'options.rule': '此读法下改动的规则', 'options.value': '此读法下改动的数值', 'options.indicators': '此读法下改动的其他指标', 'options.rubric': '此读法下改动的排名、等次、折算、否决、取舍', changes_nothing: '此读法为何不改变计分', chosen: '所选读法', why: '为何这样选',
  discrepancies: '文件中不符的数字：印出的与算得的并列', 'discrepancies.id': '不符之处的标识', unit: '关于哪个单位；不写为全部', where: '出自何处', printed: '印出的数', compute: '由印出的数算得', 'discrepancies.against': '与之矛盾的另一说法', 'measure.where': '只计满足这些条件的：字段 → 值、值的列表或界线',
  id: '标识', zh: '中文原文', en: '英文译文',
}
