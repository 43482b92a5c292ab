import type { FileFormat } from '@tierline/contracts/snapshot/plan'

/** Whether a file can be looked at in the page: tables and the bulletin as they will be printed, the picture itself. A pdf opens in its own tab; the original is for machines. */
export function isPreviewed(format: FileFormat): boolean {
  return format !== 'pdf' && format !== 'json'
}

/** Reads the previewed format from the address. */
export function previewOf(asked: unknown): FileFormat | null {
  const formats: readonly FileFormat[] = ['xlsx', 'csv', 'docx', 'png']
  return formats.find((format) => format === asked) ?? null
}
