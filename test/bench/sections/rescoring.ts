import { scoreBoard, scoreUnit } from '@tierline/scoring'
import { planFor } from '@tierline/scoring-service/score/board-plan'
import { readFacts } from '@tierline/scoring-service/facts/read-facts'
import type { TakenFacts } from '@tierline/scoring-service/facts/read-facts'
import { raw } from '@tierline/platform/database/database'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { NOW, openBigBoard } from '../big-board.ts'
import type { BigBoard } from '../big-board.ts'
import { against, told } from '../report/figure.ts'
import type { Section } from '../report/figure.ts'

const UNITS = 40_000
const LEAVES = 40
const CHUNK = 2_000

/** A whole board of 40,000 units × 40 indicators: compute, load and store, each beside a bare peer. */
export const rescoring: Section = {
  title: `Re-scoring ${UNITS.toLocaleString('en')} units × ${LEAVES} indicators`,
  async run() {
    const small = await timed(UNITS / 4)
    const big = await timed(UNITS)
    return [
      against('compute', big.computeS, { most: 3, aim: 1.5, unit: ' s', decimals: 2, note: 'points of every leaf, peers\' ranks, totals, board ranks' }),
      against('linearity: four times the units take', big.computeS / small.computeS, { most: 5, unit: ' ×', decimals: 2 }),
      told('load', `${big.loadS.toFixed(2)} s = ${(big.loadS / big.packedS).toFixed(1)} × a bare packed read`, `the packed read alone ${big.packedS.toFixed(2)} s; the load also reads attributes, judgements and newest events, and makes facts of them`),
      told('store', `${big.storeS.toFixed(2)} s = ${(big.storeS / big.copyS).toFixed(1)} × COPY`, `COPY of the same rows into equally indexed twins ${big.copyS.toFixed(2)} s; the store also makes the rows' JSON and their digests`),
      told('a whole board to its new seq', `${big.wholeS.toFixed(2)} s`, 'load, compute and store in one transaction'),
    ]
  },
}

interface Timed {
  packedS: number
  loadS: number
  computeS: number
  storeS: number
  wholeS: number
  copyS: number
}

async function timed(units: number): Promise<Timed> {
  const board = await openBigBoard(units, LEAVES)
  try {
    const planned = planFor(board.rubric, board.record, { instant: NOW })
    if (!planned) throw new Error('the period has no plan')
    const packedS = await seconds(() => board.db.rows(raw(), `select unit, string_agg(measure || ' ' || value, ',') as packed from rollup_day group by unit`))
    const taken: TakenFacts[] = []
    const loadS = await seconds(() => board.db.transaction(async (tx) => {
      const members = board.unitIds.map((id) => ({ id, code: `u${id}` }))
      for (let at = 0; at < members.length; at += CHUNK) taken.push(...await readFacts(tx, planned.plan, { units: members.slice(at, at + CHUNK), instant: NOW }))
    }, 'repeatable read'))
    const compute = (): Promise<unknown> => Promise.resolve(scoreBoard(planned.plan, taken.map(({ facts }) => scoreUnit(planned.plan, facts, NOW)), NOW))
    // Once to warm the compiler up, as a running program is.
    await compute()
    const computeS = await seconds(compute)
    taken.length = 0
    const wholeS = await seconds(() => board.scorer().score())
    return { packedS, loadS, computeS, wholeS, storeS: wholeS - loadS - computeS, copyS: await copySeconds(board) }
  } finally {
    await board.close()
  }
}

async function copySeconds({ db }: BigBoard): Promise<number> {
  const sql = new pg.Client(db.address)
  await sql.connect()
  let all = 0
  for (const table of ['score', 'score_history']) {
    await sql.query(`create table bench_${table} (like ${table} including all)`)
    const chunks: Buffer[] = []
    await pipeline(sql.query(copyTo(`copy ${table} to stdout`)), async (stream: AsyncIterable<Buffer>) => { for await (const chunk of stream) chunks.push(chunk) })
    all += await seconds(() => pipeline(Readable.from(chunks), sql.query(copyFrom(`copy bench_${table} from stdin`))))
  }
  await sql.end()
  return all
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}
