/** Words of alerts that every page may need: bell, flags, states, severities, the wall. They come after the first paint. */
export default {
  bell: 'Alerts', bellCount: 'Alerts, {n} not acknowledged', bellNone: 'Alerts, none to acknowledge', bellActive: '{active} open, {n} not acknowledged', bellFailed: 'Alerts could not be read; these are from the last reading', newest: 'Newest alerts', none: 'No alerts are open now', all: 'All alerts',
  came: 'New alert: {text}', cameMore: '{n} new alerts',
  flag: '{n} alerts', flagText: '{severity} {watch} ({state})', ofUnit: 'Alerts of this unit', open: 'Open the alert',
  severity: { notice: 'Notice', warning: 'Warning', critical: 'Critical' },
  state: {
    normal: 'Normal', pending: 'Pending', alerting: 'Alerting', recovering: 'Recovering', no_data: 'No data, which is no recovery', error: 'Cannot be judged, which is no recovery',
    recovered: 'Recovered', watch_changed: 'Watch changed, not recovered', watch_removed: 'Watch removed, not recovered', period_over: 'Period over, not recovered', unit_left: 'Unit left, not recovered', over: 'Ended',
  },
  acknowledged: 'Acknowledged by {by}', unacknowledged: 'Not acknowledged',
  sound: {
    label: 'Alert sound', enable: 'Touch to enable sound', barred: 'The browser does not allow sound', absent: 'This browser cannot play sound', on: 'Sound on', muted: 'Muted', mute: 'Mute', unmute: 'Unmute',
    threshold: 'Sounds from: {severity}', thresholdHint: 'Touch to change the lowest severity that sounds',
  },
}
