import { unitPath, type BoardAddress } from '../../api/board-address.ts'

/** Path of the sample of events behind one measure of a leaf. */
export function eventsPath(address: BoardAddress, { unit, indicator, measure }: { unit: string; indicator: string; measure: string }): string {
  const [path = '', query = ''] = unitPath(address, unit).split('?')
  const parts = new URLSearchParams(query)
  parts.set('indicator', indicator)
  parts.set('measure', measure)
  return `${path}/events?${parts.toString()}`
}
