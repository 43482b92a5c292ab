import type { SentTally } from './door.ts'

/** What is said once the server listens and before the year is told. */
export function demoGreeting(url: string, key: string | null, startMs: number): string {
  return [
    '', `  榜线演示已启动 / The Tierline demo is running   ${url}`, '',
    `  启动用时 ${seconds(startMs)} 秒。看板现在就可以打开：一年的事件正在模拟时钟上回放，榜单随之变动。`,
    `  Started in ${seconds(startMs)} s. Open the board now: a year of events is being replayed on a simulated clock, and the boards move with it.`, '',
    '  演示数据：六安经开区的数字照其自评报告，宁国的目标照印发文件，其余均为虚构。',
    "  Demo figures: the zone's are those of its self-report, Ningguo's targets are the printed ones, the rest is invented.",
    ...(key === null ? [] : ['', `  密钥 / API key   ${key}`]), '', '  按 Ctrl-C 停止 / Press Ctrl-C to stop', '', '',
  ].join('\n')
}

/** What is said once the year has been told. */
export function replayedWords({ sent, duplicates, quarantined }: SentTally, ms: number): string {
  return [
    '', `  一年已回放：${sent} 条事件，其中重复 ${duplicates}、隔离 ${quarantined}，用时 ${seconds(ms)} 秒（每秒 ${Math.round(sent / (ms / 1_000))} 条）。`,
    `  The year is told: ${sent} events, ${duplicates} of them duplicates and ${quarantined} quarantined, in ${seconds(ms)} s (${Math.round(sent / (ms / 1_000))} a second).`, '', '',
  ].join('\n')
}

/** What is said once the stream is live. */
export function liveWords(url: string, speed: number): string {
  return [
    `  现在实时推送：模拟时钟以 ${speed} 倍速前进，夜间跳过。月度热线榜常有单位越过等次线：`,
    `  Live now: the simulated clock runs ${speed} times as fast as a real one, nights are skipped. Units cross a line of the monthly hotline board now and then:`,
    `  ${url}/boards/hotline-12345/liuan-counties`, '',
    `  跌线即报警：${url}/alerts     上月通报已签发，可下载：${url}/snapshots`,
    `  Alerts when a line is crossed: ${url}/alerts     Last month's bulletin, issued: ${url}/snapshots`, '', '',
  ].join('\n')
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1)
