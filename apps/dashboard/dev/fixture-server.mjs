// Serves the built dashboard over invented boards that move: `npm run build:only && node dev/fixture-server.mjs [port]`.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Server } from 'socket.io'
import { createServer as createVite } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = process.env.FIXTURE_DIST ?? join(root, 'dist')
const MEDIA = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.md': 'text/plain' }
const vite = await createVite({ root, server: { middlewareMode: true, hmr: false, ws: false, watch: null }, appType: 'custom', logLevel: 'error' })
const { fixtureBoard, fixtureDelta } = await vite.ssrLoadModule('/src/testing/fixture-board.ts')
const { fixtureEvents, fixtureExplanation } = await vite.ssrLoadModule('/src/testing/fixture-explanation.ts')
const { withEverything } = await vite.ssrLoadModule('/src/testing/fixture-rich.ts')
const { fixtureJudgements, fixtureListed, fixtureListedUnits, fixtureRubric, fixtureWhatIf } = await vite.ssrLoadModule('/src/testing/fixture-rubric.ts')
const { BALANCED, QUARANTINE } = await vite.ssrLoadModule('/src/quality/view/quality-fixture.ts')
const { openFixtureAlerts } = await vite.ssrLoadModule('/src/alert/testing/fixture-answers.ts')
const { fixtureAnswer } = await vite.ssrLoadModule('/src/snapshot/testing/fixture-answers.ts')
const { fixtureRandom } = await vite.ssrLoadModule('/src/testing/fixture-random.ts')
const random = fixtureRandom(11)

const boards = [
  fixtureBoard({ units: 10, unranked: 2, seed: 3 }),
  fixtureBoard({ units: 8, hasTiers: false, hasUnknown: true, rubric: 'luan-2021', seed: 5 }),
  fixtureBoard({ units: 19, hasTiers: false, rubric: 'ningguo-2020', group: 'towns', seed: 9 }),
  withEverything(fixtureBoard({ units: 9, rubric: 'everything', seed: 12 })),
  fixtureBoard({ units: 200, rubric: 'many', group: 'two-hundred' }),
  fixtureBoard({ units: 900, rubric: 'many', group: 'nine-hundred' }),
  { ...fixtureBoard({ units: 0, rubric: 'many', group: 'nobody' }), provisional: true },
]
const alerts = openFixtureAlerts(boards[0])
const everyMs = Number(process.env.FIXTURE_EVERY_MS ?? 1500)
const touched = Number(process.env.FIXTURE_TOUCHED ?? 2)
let isBeating = true
let build = 'fixture'
let snapshotRevision = 0

const http = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://fixture.test')
  if (url.pathname.startsWith('/v1/') || url.pathname === '/readyz') return api(url, response, request.method)
  const asked = join(dist, normalize(url.pathname))
  const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(dist, 'index.html')
  response.writeHead(200, {
    'content-type': MEDIA[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; base-uri 'none'",
  })
  createReadStream(file).pipe(response)
})

const live = new Server(http).of('/live')
live.on('connection', (socket) => {
  socket.on('join', (key, reply) => {
    const board = boards.find((one) => one.key.rubric === key.rubric && one.key.group === key.group)
    if (!board) return
    void socket.join(roomOf(board))
    reply({ seq: board.seq, asOf: board.asOf })
  })
  socket.on('leave', (key) => socket.leave(`${key.rubric}/${key.group}`))
  socket.emit('heartbeat', heartbeat())
})
setInterval(() => isBeating && live.emit('heartbeat', heartbeat()), 5000)
setInterval(() => isBeating && boards.forEach(move), everyMs)
http.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`http://127.0.0.1:${http.address().port}`))

function move(board, index) {
  if (board.rows.length === 0) return
  const delta = fixtureDelta(board, random, board.rows.length > 100 ? Math.max(touched, 20) : touched)
  const changed = new Map(delta.changes.map((row) => [row.unit, row]))
  boards[index] = { ...board, seq: delta.seq, asOf: delta.asOf, watermark: delta.watermark, rows: board.rows.map((row) => changed.get(row.unit) ?? row).sort((a, b) => (a.rank ?? 1e9) - (b.rank ?? 1e9)) }
  live.to(roomOf(board)).emit('delta', delta)
}

function api(url, response, method) {
  if (url.pathname === '/v1/fixture/alert') return send(response, 200, live.emit('alerts', alerts.fire()))
  if (url.pathname === '/v1/fixture/snapshot') return send(response, 200, live.emit('snapshots', { revision: (snapshotRevision += 1) }))
  if (/^\/v1\/(alerts|watches|channels|silences)\b/.test(url.pathname)) return answered(response, alerts.answer(method, url, { by: '王敏', reason: '已转承办单位' }))
  if (url.pathname === '/readyz') return send(response, 200, { ready: true, build, bureau: '六安市数据资源管理局' })
  if (url.pathname === '/v1/boards') return send(response, 200, { demo: true, instant: boards[0].asOf, boards: boards.map(listed) })
  if (url.pathname === '/v1/fixture/heart') return send(response, 200, { beating: (isBeating = !isBeating) })
  if (url.pathname === '/v1/fixture/build') return send(response, 200, { build: (build += '+') })
  if (/^\/v1\/(snapshots|snapshot-plans|objections)\b/.test(url.pathname)) return frozen(response, fixtureAnswer(method, url))
  const told = rubrics(url)
  if (told) return send(response, 200, told)
  const [, rubric, group, rest] = /^\/v1\/boards\/([^/]+)\/([^/]+)(\/.*)?$/.exec(url.pathname) ?? []
  const board = boards.find((one) => one.key.rubric === rubric && one.key.group === group)
  if (board && !rest) return send(response, 200, board)
  if (board && rest === '/what-if') return send(response, 200, fixtureWhatIf(board, url.searchParams.getAll('reading')))
  if (board && rest.endsWith('/events')) return send(response, 200, fixtureEvents(board))
  const row = board?.rows.find((one) => rest === `/units/${one.unit}`)
  if (row) return send(response, 200, fixtureExplanation(board, row))
  if (url.pathname === '/v1/reconciliation') return send(response, 200, BALANCED)
  if (url.pathname === '/v1/quarantine') return send(response, 200, QUARANTINE)
  if (rubric === 'forbidden') return problem(response, { status: 403, code: 'forbidden', detail: 'This key may not see boards of group “forbidden”; ask for the role judge.' })
  if (rubric === 'calendar') return problem(response, { status: 409, code: 'calendar_unpublished', detail: 'Board calendar/2027-01: no calendar for 2027 was found; expected rubrics/calendars/2027.yaml; add it once the State Council has published it.' })
  if (rubric === 'broken') return problem(response, { status: 500, code: 'internal', detail: 'Board broken: the server failed; expected a board; see its log.' })
  return problem(response, { status: 404, code: 'not_found', detail: `Path ${url.pathname}: found nothing; expected a board of GET /v1/boards.` })
}

/** What is asked of rubrics, units and judgements, or nothing. */
function rubrics({ pathname, searchParams }) {
  const named = (id) => boards.find((one) => one.key.rubric === id)
  if (pathname === '/v1/rubrics') return [...new Set(boards.map((one) => one.key.rubric))].map((id) => fixtureListed(named(id)))
  if (pathname === '/v1/units') return fixtureListedUnits(boards[0])
  if (pathname === '/v1/judgements') return fixtureJudgements(Object.fromEntries(searchParams))
  const board = named(/^\/v1\/rubrics\/([^/.]+)$/.exec(pathname)?.[1])
  return board && fixtureRubric(board)
}

function listed(board) {
  const periods = [{ id: '2021-11', title: { zh: '2021 年 11 月', en: 'November 2021' } }, { id: '2021-10', title: { zh: '2021 年 10 月', en: 'October 2021' } }, { id: 'ytd', title: { zh: '本年累计', en: 'Year to date' } }]
  return { key: board.key, title: board.title, groupTitle: board.group.title, periodTitle: board.period.title, periods, units: board.rows.length, seq: board.seq, asOf: board.asOf, demo: true }
}

function answered(response, answer) {
  if (answer) return send(response, 200, answer)
  return problem(response, { status: 404, code: 'not_found', detail: 'Alert: found none; expected one of GET /v1/alerts.' })
}

function frozen(response, answer) {
  if (answer) return send(response, 200, answer)
  return problem(response, { status: 404, code: 'not_found', detail: 'Snapshot: found none; expected one of GET /v1/snapshots.' })
}

function heartbeat() {
  return { now: Date.now(), build, demo: true, watermark: boards[0].watermark }
}
function roomOf(board) {
  return `${board.key.rubric}/${board.key.group}`
}
function send(response, status, value) {
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(value))
}
function problem(response, about) {
  send(response, about.status, { type: 'about:blank', title: about.code, ...about })
}
