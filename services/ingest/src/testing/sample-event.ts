/** A sound event of the tests' door, with changes. */
export function event(id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { specversion: '1.0', source: 'test', id, type: 'code.claimed', subject: '金安', time: '2021-12-15T08:00:00+08:00', data: { person: '340102' }, ...changes }
}
