/** Words of alerts that every page may need: bell, flags, states, severities, the wall. They come after the first paint. */
export default {
  bell: '预警', bellCount: '预警，{n} 条未签收', bellNone: '预警，没有未签收的', bellActive: '{active} 条进行中，{n} 条未签收', bellFailed: '预警没有取到，显示的是上次读到的', newest: '最新预警', none: '现在没有进行中的预警', all: '查看全部预警',
  came: '新预警：{text}', cameMore: '新增 {n} 条预警',
  flag: '预警 {n} 条', flagText: '{severity} {watch}（{state}）', ofUnit: '本单位的预警', open: '查看预警',
  severity: { notice: '提示', warning: '警告', critical: '严重' },
  state: {
    normal: '正常', pending: '待确认', alerting: '报警中', recovering: '恢复观察中', no_data: '无数据，不等于恢复', error: '无法判断，不等于恢复',
    recovered: '已恢复', watch_changed: '规则已变更，未恢复', watch_removed: '规则已删除，未恢复', period_over: '考核期已结束，未恢复', unit_left: '单位已退出，未恢复', over: '已结束',
  },
  acknowledged: '{by} 已签收', unacknowledged: '未签收',
  sound: {
    label: '报警声音', enable: '点此启用声音', barred: '浏览器未允许播放声音', absent: '此浏览器不能播放声音', on: '声音已开', muted: '已静音', mute: '静音', unmute: '取消静音',
    threshold: '{severity}及以上出声', thresholdHint: '点按切换出声的最低级别',
  },
}
