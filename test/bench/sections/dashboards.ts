import { WebSocket } from 'ws'
import type { Asked, Told } from './sockets.ts'

/** How many connections are opened at a time. */
const AT_ONCE = 100
const JOIN = '42/live,0["join",{"rubric":"liuan-2021","group":"liuan-counties","period":"2021"}]'

/** Socket.io by hand, so that this process costs as little as possible beside the one that is measured. */
const markers: { text: string; sentAt: number }[] = []
const delays: number[] = []

process.on('message', (asked: Asked) => {
  if (asked === 'report') return tell({ delays })
  if ('marker' in asked) markers.unshift({ text: asked.marker, sentAt: asked.sentAt })
  else void openAll(asked.url, asked.sockets).then((open) => tell({ open }), (error: unknown) => tell({ refused: String(error) }))
})

const tell = (message: Told): void => { process.send?.(message) }

async function openAll(url: string, count: number): Promise<number> {
  let open = 0
  for (let at = 0; at < count; at += AT_ONCE) {
    const joined = await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, () => openOne(url)))
    open += joined.filter(Boolean).length
    // The kernel's limit is told by the count, not by an error.
    if (joined.includes(false)) break
  }
  return open
}

/** Opens one dashboard's socket and joins the board; false where it is refused. */
function openOne(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })
    socket.on('error', () => resolve(false))
    socket.on('close', () => resolve(false))
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8')
      if (text === '2') socket.send('3')
      else if (text.startsWith('0{')) socket.send('40/live,')
      else if (text.startsWith('40/live')) socket.send(JOIN)
      else if (text.startsWith('43/live')) resolve(true)
      else if (text.startsWith('42/live,["delta"')) note(text)
    })
  })
}

function note(delta: string): void {
  const now = Date.now()
  const newest = markers.find(({ text }) => delta.includes(text))
  if (newest) delays.push(now - newest.sentAt)
}
