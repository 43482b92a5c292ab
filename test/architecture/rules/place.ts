import ts from 'typescript'
import { eachNode, importsOf, isTest } from '../source.ts'
import type { Source } from '../source.ts'

const SQL = /^\s*(with\s+\w+[\s\S]*\bas\s*\(|select\s[\s\S]*\bfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(unique\s+)?(table|index)\s|truncate\s|lock\s+table\s)/i
/** The platform's database folder speaks to PostgreSQL itself (sessions, migrations), not about our tables. */
const SQL_PLACE = /(\.store\.ts|^libs\/platform\/src\/database\/[a-z-]+\.ts)$/

/** SQL text outside a store. */
export function sqlOutsideStore(source: Source): string[] {
  if (SQL_PLACE.test(source.path) || isTest(source) || source.path.startsWith('apps/')) return []
  const found: string[] = []
  eachNode(source.tree, (node) => {
    const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.head.text : ''
    if (SQL.test(text)) found.push(`${source.path}: holds the statement "${text.trim().split(/\s+/).slice(0, 4).join(' ')} …"; SQL lives in *.store.ts and the migrations.`)
  })
  return found
}

/** The environment is read in one file. */
export const ENVIRONMENT_READER = 'libs/platform/src/config.ts'

export function environmentRead(source: Source): string[] {
  if (source.path === ENVIRONMENT_READER || isTest(source) || source.path.endsWith('vite.config.ts')) return []
  const found: string[] = []
  eachNode(source.tree, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'process.env') found.push(`${source.path}: reads process.env; settings are read once, in ${ENVIRONMENT_READER}.`)
  })
  return found
}

/** Drivers that one file each may import, so that the port is the only door to them. */
const SOLE_IMPORT = ['pg', 'kafkajs', 'ioredis']

export function driverSpread(sources: readonly Source[]): string[] {
  return SOLE_IMPORT.flatMap((driver) => {
    const files = sources.filter((source) => !isTest(source) && importsOf(source).some(({ from, isType }) => from === driver && !isType)).map(({ path }) => path)
    return files.length > 1 ? [`${driver} is imported by ${files.join(', ')}; one file is the door to it.`] : []
  })
}
