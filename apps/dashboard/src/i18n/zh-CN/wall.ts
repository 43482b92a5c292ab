export default {
  title: '大屏',
  bump: '近 30 期名次', order: '行政区划顺序', changes: '最新变化', distribution: '得分分布',
  none: '暂无变化', more: '另有 {n} 个单位',
  page: '第 {n} 屏，共 {of} 屏', source: '依据', rubric: '细则', hash: '校验', asOf: '截至',
  leave: '退出大屏',
}
