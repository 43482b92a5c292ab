import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document, Node } from 'yaml'

/** A place in a text, both counted from 1. */
export interface Place {
  line: number
  column: number
}

/** Where a fault's path (`indicators[3].rule.steps`) lies in a YAML text: its key, or the nearest one above it that is there; null where the text has nothing of it. */
export function placesIn(yamlText: string): (path: string) => Place | null {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { schema: 'failsafe', lineCounter: lines })
  return (path) => {
    const said = /^line (\d+), column (\d+)$/.exec(path)
    if (said) return { line: Number(said[1]), column: Number(said[2]) }
    const offset = offsetOf(document, path)
    if (offset === null) return null
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
}

function offsetOf(document: Document.Parsed, path: string): number | null {
  let node: unknown = document.contents
  let offset: number | null = null
  for (const part of path.split(/\.|(?=\[)/)) {
    const step = childOf(isAlias(node) ? node.resolve(document) : node, part)
    if (!step) break
    offset = step.offset ?? offset
    node = step.value
  }
  return offset
}

function childOf(node: unknown, part: string): { value: unknown; offset: number | undefined } | null {
  const index = /^\[(\d+)\]$/.exec(part)?.[1]
  if (index !== undefined) {
    const item = isSeq(node) ? node.items[Number(index)] : undefined
    return item === undefined ? null : { value: item, offset: startOf(item as Node) }
  }
  const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === part) : undefined
  return pair ? { value: pair.value, offset: startOf(pair.key as Node) } : null
}

function startOf(node: Node): number | undefined {
  return node.range?.[0]
}
