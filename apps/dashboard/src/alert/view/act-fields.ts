import type { Fault } from '@tierline/contracts/problem'

/** The fields of a form that are empty but must not be. */
export function emptyFields(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).filter(([, value]) => value.trim() === '').map(([name]) => name)
}

/** The first fault that the server found at one of these paths; `$.`, and the envelope's name before the path, do not matter. */
export function faultAt(faults: readonly Fault[], ...paths: readonly string[]): Fault | null {
  return faults.find(({ path }) => paths.includes(plainPath(path))) ?? null
}

/** Faults that stand at none of the form's own paths. */
export function faultsElsewhere(faults: readonly Fault[], isOwn: (path: string) => boolean): Fault[] {
  return faults.filter(({ path }) => !isOwn(plainPath(path)))
}

/** `$.watch.condition.line` → `condition.line`. */
export function plainPath(path: string): string {
  return path.replace(/^\$\.?/, '').replace(/^(watch|channel|body)\./, '').replace(/\[(\d+)\]/g, '.$1')
}
