/** Words of the judgement page. */
export default {
  title: '录入认定', lead: '评定、自报、据报数字与不适用认定，均由具名人员录入，附理由和依据；录入后不改，只能撤回。', link: '录入认定',
  rubric: '细则', period: '考核期', unit: '单位', unitHint: '输入名称、代码或拼音首字母', indicator: '指标', item: '清单项', veto: '一票否决', choose: '请选择',
  kind: '性质', kinds: { points: '评定分', claimed: '单位自报', met: '符合·不符合', figure: '据报数字', not_applicable: '不适用', adjusted: '调整', withdrawn: '撤回' },
  kindHints: {
    points: '由评审人给出的得分', claimed: '单位自己主张的得分，待审核', met: '清单项或一票否决事实是否成立', figure: '最近一次据报的数字', not_applicable: '该指标对本单位不适用', adjusted: '在得分上加减，带正负号，不超过上下限', withdrawn: '撤销此前录入的一条',
  },
  value: '取值', range: '{least} 至 {most} 分', step: '以 {step} 分为一档', signed: '带正负号，如 -0.5、+1', figure: '小数或百分数，如 12.5、89.4%', met: '符合', unmet: '不符合',
  reason: '理由', evidence: '依据材料', by: '录入人', effective: '生效日', key: 'API 密钥', keyHint: '只在本次打开期间保留，不存入浏览器。', keyNeeded: '请填写密钥。',
  fault: { found: '实为', expected: '应为', mend: '改法' },
  enter: '录入', working: '正在录入', failed: '没有录入：{reason}', expected: '应为{expected}，实为 {found}。{mend}', missing: '请填写',
  done: '已录入第 {ids} 号认定', rescored: '已重新计分', rescoredNone: '榜单正在重新计分，稍后可见。', seq: '序号 {seq}',
  list: '本单位本期的认定', listNone: '本单位本期还没有认定。', listStart: '选定细则、考核期和单位后，这里列出已有的认定。', listFailed: '认定没有取到',
  columns: { id: '编号', indicator: '指标', what: '内容', why: '理由与依据', who: '录入人', when: '生效', act: '操作' },
  withdraw: '撤回', withdrawn: '已由第 {id} 号撤回', withdraws: '撤回第 {id} 号', withdrawTitle: '撤回第 {id} 号认定', confirm: '确认撤回', cancel: '取消', entered: '录入 {time}',
  claims: '自评对照', claimsLead: '单位自报与计入得分逐项对照，差额为自报减计入。', claimsNone: '本单位没有自报得分。', full: '满分', claimed: '自报', counted: '计入', difference: '差额', state: '状态', total: '合计', claimsAll: '显示全部指标', claimsOnly: '只看自报项', adjustment: '含调整 {points}',
}
