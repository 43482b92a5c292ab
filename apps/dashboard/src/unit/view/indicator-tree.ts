import type { Cell, IndicatorHead } from '@tierline/contracts/board'
import type { LeafExplanation, UnitExplanation } from '@tierline/contracts/explanation'

/** One line of the indicator tree, in document order. */
export interface TreeRow {
  readonly head: IndicatorHead
  readonly depth: number
  readonly cell: Cell
  readonly max: string | null
  readonly lost: string | null
  readonly missing: LeafExplanation['missing']
  /** Ids of the branches above, outermost first. */
  readonly above: readonly string[]
}

/** The whole tree of one unit as lines: heads from the board, figures from the explanation; heads without figures are left out. */
export function treeRows(heads: readonly IndicatorHead[], { branches, leaves }: Pick<UnitExplanation, 'branches' | 'leaves'>): TreeRow[] {
  const leafOf = new Map(leaves.map((leaf) => [leaf.indicator, leaf]))
  const branchOf = new Map(branches.map((branch) => [branch.indicator, branch]))
  const rows: TreeRow[] = []

  function add(parent: string | null, above: readonly string[]): void {
    for (const head of heads) {
      if (head.parent !== parent || above.includes(head.id)) continue
      const leaf = leafOf.get(head.id)
      const figures = leaf ?? branchOf.get(head.id)
      if (figures) rows.push({ head, depth: above.length, cell: figures.cell, max: leaf?.adjustedMax ?? figures.max, lost: leaf?.lost ?? null, missing: leaf?.missing ?? null, above })
      if (!head.leaf) add(head.id, [...above, head.id])
    }
  }
  add(null, [])
  return rows
}

/** What the tree is narrowed to: branches folded together, and whether only lines with a loss are wanted. */
export interface TreeView { readonly folded: ReadonlySet<string>; readonly onlyLost: boolean }

/** The lines to show: none below a folded branch; with `onlyLost` the leaves that lost points or are unknown, and the branches above them. */
export function visibleRows(rows: readonly TreeRow[], { folded, onlyLost }: TreeView): TreeRow[] {
  const losing = rows.filter((row) => row.head.leaf && hasLoss(row))
  const wanted = new Set(losing.flatMap((row) => [row.head.id, ...row.above]))
  return rows.filter((row) => (!onlyLost || wanted.has(row.head.id)) && !row.above.some((id) => folded.has(id)))
}

function hasLoss({ lost, cell }: TreeRow): boolean {
  return lost === null ? cell.low !== cell.high : /[1-9]/.test(lost) && !lost.startsWith('-')
}
