import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { WatchFile } from '@tierline/contracts/alert/watch'
import { SnapshotPlanFile } from '@tierline/contracts/snapshot/plan'
import { parse } from 'yaml'

const examplesIn = (guide: string): unknown[] => [...readFileSync(`docs/${guide}`, 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text) as unknown)

describe('the examples of the guides', () => {
  it('to alerts are watches as a file holds them', () => {
    const [file, ...others] = examplesIn('alerts.md')
    expect(others).toEqual([])
    expect(WatchFile.parse(file).watches.map(({ id, severity }) => [id, severity])).toEqual([['hotline-excellent', 'warning']])
  })

  it('to snapshots are plans as a file holds them', () => {
    const [file, ...others] = examplesIn('snapshots.md')
    expect(others).toEqual([])
    expect(SnapshotPlanFile.parse(file).plans.map(({ id, schedule }) => [id, schedule])).toEqual([['hotline-monthly', '0 9 5 * *']])
  })
})
