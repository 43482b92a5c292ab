import type { Bilingual } from '../../rubric/text.schema.ts'
import { sideTables } from './side-tables.ts'
import { rowSpans } from './spans.ts'
import type { RubricSheets, SheetTable } from './types.ts'

type Language = keyof Bilingual

/** A rubric's sheets as one HTML page that needs nothing else and prints on A4 across. */
export function htmlOf(sheets: RubricSheets, language: Language): string {
  const facts = sheets.facts.map(({ title, text }) => `<dt>${escaped(title[language])}</dt><dd>${escaped(text[language])}</dd>`).join('')
  const further = [sheets.definitions, ...sideTables(sheets)].map((table) => `<h2>${escaped(table.title[language])}</h2>${tableOf(table, language)}`).join('\n')
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><title>${escaped(sheets.title[language])}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(sheets.title[language])}</h1>
<dl>${facts}</dl>
${tableOf(sheets.table, language)}
${further}
<footer>${escaped(`${sheets.id} ${sheets.version} ${sheets.hash}`)}</footer>
</body>
</html>
`
}

const STYLE = `@page{size:A4 landscape;margin:14mm}
body{font:14px/1.6 "Microsoft YaHei UI","PingFang SC","Noto Sans CJK SC",sans-serif;color:#12161c;margin:24px auto;max-width:1200px}
h1{font-size:20px;text-align:center}h2{font-size:16px;margin-top:32px;break-after:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}dt{color:#5a6472}dd{margin:0}
table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}
th,td{border:1px solid #5a6472;padding:4px 8px;text-align:left;vertical-align:top}th{background:#f6f7f9}
footer{margin-top:24px;color:#5a6472;font-size:12px;word-break:break-all}`

function tableOf(table: SheetTable, language: Language): string {
  const head = table.columns.map((column) => `<th scope="col">${escaped(column[language])}</th>`).join('')
  const spans = rowSpans(table, language)
  const body = table.rows.map((row, at) => {
    const cells = row.cells.map((cell, column) => cellOf(cell[language], spans[at]?.[column] ?? 1)).join('')
    return `<tr id="${escaped(`${table.id}-${row.indicator}`)}">${cells}</tr>`
  }).join('\n')
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`
}

function cellOf(text: string, span: number): string {
  if (span === 0) return ''
  return `<td${span > 1 ? ` rowspan="${span}"` : ''}>${escaped(text)}</td>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
