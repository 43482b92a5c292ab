/** Words of the pages of channels. */
export default {
  title: '通知渠道', lead: '预警和通报送到哪里。地址和密钥只写不读，保存后只显示遮盖过的一部分。', add: '添加渠道', none: '还没有通知渠道', noneNext: '没有渠道时，预警只在本系统内显示。',
  kinds: { wecom: '企业微信群机器人', dingtalk: '钉钉群机器人', feishu: '飞书群机器人', webhook: '通用 Webhook（带签名）', email: '电子邮件' },
  columns: { title: '渠道', kind: '方式', address: '地址', least: '最低级别', waiting: '待发', last: '最近一次', act: '操作' },
  waiting: '{n} 条待发', waitingNone: '无待发', barred: '对方限制发送，至 {time}', off: '已停用', never: '还没有发送过', edit: '修改', hasSecret: '有密钥', noSecret: '无密钥',
  outcome: { sent: '已送达', failed: '未送达', unknown: '没有回音，可能已送达' },
  form: {
    addTitle: '添加渠道', editTitle: '修改“{title}”', back: '全部渠道', id: '标识', idHint: '小写字母、数字和连字符，保存后不能改', idInvalid: '只用小写字母、数字和连字符，最多 64 个', titleZh: '名称（中文）', titleEn: '名称（英文）', kind: '方式', language: '通知语言', languages: { zh: '中文', en: '英文' }, least: '最低级别', leastHint: '低于此级别的预警不送到这里', enabled: '启用',
    url: '机器人或接收地址', urlHint: '含密钥的完整地址，保存后不再显示', secret: '签名密钥', secretOptional: '签名密钥（未设加签可不填）', to: '收件人', toHint: '每行一个邮箱', keep: '不改地址和密钥', change: '重新填写地址和密钥', kept: '现在的地址：{address}', urlInvalid: '请填写以 http:// 或 https:// 开头的地址', toInvalid: '请至少填写一个邮箱', reason: '修改理由', submit: '保存', saved: '已保存', remove: '删除渠道', removeLead: '删除后不再送到这里，待发的也不再发送。', removeConfirm: '确认删除',
  },
  test: { button: '发送测试', title: '发送测试', hint: '立即发送一条测试消息，不排队。', sent: '对方已接受', failed: '没有送达', unknown: '没有回音，可能已送达', status: 'HTTP {status}' },
  deliveries: { title: '发送记录', none: '还没有发送记录', at: '时间', subject: '内容', attempt: '第几次', outcome: '结果', detail: '对方答复', alerts: '预警' },
  notFound: '没有渠道 {id}',
}
