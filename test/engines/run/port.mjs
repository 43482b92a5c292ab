import { randomInt } from 'node:crypto'
import { connect, createServer } from 'node:net'

/** Below the range from which Linux draws the ports of outgoing connections: a client that keeps trying a killed engine would else connect to itself one day and hold its port. */
const LOWEST = 20_000
const HIGHEST = 32_000

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort() {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await canListen(port)) return port
  }
  throw new Error(`No free port between ${LOWEST} and ${HIGHEST} of 127.0.0.1 was found in 100 tries; end what holds them.`)
}

/**
 * Sends bytes to a port of 127.0.0.1 and tells whether the answer is the one of an engine that is up.
 * @param {number} port
 * @param {Buffer} question
 * @param {(answer: Buffer) => boolean} isAnswer
 */
export function answers(port, question, isAnswer) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    let heard = Buffer.alloc(0)
    const end = (is) => { socket.destroy(); resolve(is) }
    socket.setTimeout(2_000, () => end(false))
    socket.on('connect', () => socket.write(question)).on('error', () => end(false)).on('close', () => end(false))
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk])
      if (isAnswer(heard)) end(true)
    })
  })
}

/** Whether something accepts connections there. */
export function reaches({ host, port }) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 10_000 })
    const end = (is) => { socket.destroy(); resolve(is) }
    socket.on('connect', () => end(true)).on('error', () => end(false)).on('timeout', () => end(false))
  })
}

function canListen(port) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)))
  })
}
