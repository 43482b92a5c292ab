import type { FrozenRow, SnapshotHead } from '@tierline/contracts/snapshot/content'

/** Below it a rate is luck as much as work. */
const SMALL_SAMPLE = 30

/** What has to be said about a row beside its figures; empty where nothing has. */
export function notesOf({ board }: SnapshotHead, row: FrozenRow): string {
  const vetoes = row.vetoes.map((id) => `一票否决：${board.vetoes.find((veto) => veto.id === id)?.title.zh ?? id}`)
  const gated = row.gated.map((id) => `加分未计：${board.indicators.find((indicator) => indicator.id === id)?.title.zh ?? id}`)
  return [
    ...(row.unrankedBecause ? [row.unrankedBecause.zh.replace(/。$/, '')] : []), ...vetoes, ...gated,
    ...(row.unknownLeaves > 0 ? [`${row.unknownLeaves} 项未定`] : []),
    ...(row.claimedLeaves > 0 ? [`${row.claimedLeaves} 项为自报分`] : []),
    ...(row.sample !== null && row.sample < SMALL_SAMPLE ? [`样本不足 ${SMALL_SAMPLE}（${row.sample}）`] : []),
  ].join('；')
}
