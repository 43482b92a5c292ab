/** Words of the pages of channels. */
export default {
  title: 'Channels', lead: 'Where alerts and bulletins are sent. Addresses and secrets are written, never read: once saved, only a masked part is shown.', add: 'Add a channel', none: 'No channels yet', noneNext: 'Without a channel, alerts are shown only here.',
  kinds: { wecom: 'WeCom robot', dingtalk: 'DingTalk robot', feishu: 'Feishu robot', webhook: 'Webhook, signed', email: 'E-mail' },
  columns: { title: 'Channel', kind: 'Kind', address: 'Address', least: 'From severity', waiting: 'Waiting', last: 'Last', act: 'Act' },
  waiting: '{n} waiting', waitingNone: 'none waiting', barred: 'barred by the other side until {time}', off: 'switched off', never: 'nothing sent yet', edit: 'Edit', hasSecret: 'has a secret', noSecret: 'no secret',
  outcome: { sent: 'Delivered', failed: 'Not delivered', unknown: 'No answer, may have arrived' },
  form: {
    addTitle: 'Add a channel', editTitle: 'Edit “{title}”', back: 'All channels', id: 'Id', idHint: 'Small letters, digits and hyphens; it cannot be changed later', idInvalid: 'Only small letters, digits and hyphens, at most 64', titleZh: 'Name (Chinese)', titleEn: 'Name (English)', kind: 'Kind', language: 'Language of messages', languages: { zh: 'Chinese', en: 'English' }, least: 'From severity', leastHint: 'Alerts below it are not sent here', enabled: 'Enabled',
    url: 'Address of the robot or receiver', urlHint: 'The whole address with its key; not shown again once saved', secret: 'Signing secret', secretOptional: 'Signing secret (leave empty where signing is off)', to: 'Recipients', toHint: 'One e-mail address a line', keep: 'Keep address and secret', change: 'Enter address and secret anew', kept: 'Address now: {address}', urlInvalid: 'Enter an address that begins with http:// or https://', toInvalid: 'Enter at least one e-mail address', reason: 'Reason of the change', submit: 'Save', saved: 'Saved', remove: 'Remove the channel', removeLead: 'Nothing is sent here afterwards; what waits is dropped.', removeConfirm: 'Remove it',
  },
  test: { button: 'Send a test', title: 'Send a test', hint: 'Sends one message at once, past the queue.', sent: 'The other side accepted it', failed: 'It was not delivered', unknown: 'No answer came, it may have arrived', status: 'HTTP {status}' },
  deliveries: { title: 'Deliveries', none: 'Nothing was sent yet', at: 'Time', subject: 'Message', attempt: 'Attempt', outcome: 'Outcome', detail: 'Answer', alerts: 'Alerts' },
  notFound: 'There is no channel {id}',
}
