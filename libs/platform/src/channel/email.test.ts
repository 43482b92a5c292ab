import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import type { OutMessage } from './channel-adapter.ts'
import { Outbound } from './outbound.ts'

const MESSAGE: OutMessage = { id: 'tierline-message-7', subject: '榜线预警：一镇', text: '一镇 跌破优秀线', markdown: '', json: {}, language: 'zh' }
const TARGET = { kind: 'email' as const, to: ['zhang@bureau.example', 'li@bureau.example'] }

/** What the server says to a step of the talk. */
class Refusal extends Error {
  constructor(readonly responseCode: number) {
    super(`no for zhang@bureau.example, ${responseCode}`)
  }
}

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function send(options: SMTPServerOptions, { login = '', message = MESSAGE }: { login?: string; message?: OutMessage } = {}): Promise<{ answer: Awaited<ReturnType<Outbound['send']>>; mails: string[] }> {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false, closeTimeout: 50,
    onData: (stream, _, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => { mails.push(Buffer.concat(chunks).toString()); done() })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.server.address() as AddressInfo
  const outbound = new Outbound({ proxy: null, smtp: { url: `smtp://${login}127.0.0.1:${port}`, from: '榜线 <tierline@bureau.example>' } }, { now: () => 0, times: { connectMs: 1_000, wholeMs: 1_000 } })
  open.push(async () => { await outbound.close(); await new Promise<void>((resolve) => { server.close(resolve) }) })
  return { answer: await outbound.send(TARGET, message), mails }
}

describe('a mail', () => {
  it('is taken, with files, and has the same Message-ID at every attempt', async () => {
    const message = { ...MESSAGE, attachments: [{ name: '通报.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF') }] }
    const { answer, mails: [mail = ''] } = await send({}, { message })
    expect(answer).toMatchObject({ outcome: 'sent', status: 250, isWorthRetrying: false })
    expect(mail).toContain('Message-ID: <tierline-message-7@bureau.example>')
    expect(mail).toContain(Buffer.from('%PDF').toString('base64'))
    expect(mail).toMatch(/Content-Type: application\/pdf/)
    expect(mail).toContain(Buffer.from('一镇 跌破优秀线').toString('base64').slice(0, 16))
  })

  it.each<[what: string, options: SMTPServerOptions, answer: object]>([
    ['that is refused for now comes again', { onMailFrom: (_, __, done) => done(new Refusal(451)) }, { outcome: 'failed', status: 451, isWorthRetrying: true }],
    ['that is refused does not', { onMailFrom: (_, __, done) => done(new Refusal(550)) }, { outcome: 'failed', status: 550, isWorthRetrying: false }],
    ['to people who are all unknown does not', { onRcptTo: (_, __, done) => done(new Refusal(550)) }, { outcome: 'failed', status: 550, isWorthRetrying: false }],
    ['of which one reader is unknown is sent, and says so', { onRcptTo: ({ address }, _, done) => done(address.startsWith('li') ? new Refusal(550) : null) }, { outcome: 'sent', detail: '邮件服务器已收下，但 2 个收件人中有 1 个被拒' }],
    ['whose content was taken without an answer may have arrived', { onData: (stream, session) => { stream.resume(); stream.on('end', () => { (session as unknown as { connection?: unknown }).connection = null }) } }, { outcome: 'unknown', status: null, isWorthRetrying: true }],
  ])('%s', async (_, options, expected) => {
    const { answer } = await send(options)
    expect(answer).toMatchObject(expected)
    expect(answer.detail).not.toMatch(/zhang@|li@/)
  })

  it('with a wrong password is not sent, and the password is not told', async () => {
    const { answer } = await send({ onAuth: ({ username, password }, _, done) => done(new Error(`no ${username} ${password}`)) }, { login: 'tierline:hunter2hunter2@' })
    expect(answer).toMatchObject({ outcome: 'failed', isWorthRetrying: false, status: 535 })
    expect(answer.detail).not.toContain('hunter2')
  })

  it('without a server says what is to be set', async () => {
    const outbound = new Outbound({ proxy: null, smtp: null })
    expect(await outbound.send(TARGET, MESSAGE)).toMatchObject({ outcome: 'failed', isWorthRetrying: false, detail: '未设置邮件服务器：请设置 TIERLINE_SMTP_URL 和 TIERLINE_MAIL_FROM 后重启' })
    await outbound.close()
  })

  it('to a server that is not there comes again', async () => {
    const outbound = new Outbound({ proxy: null, smtp: { url: 'smtp://127.0.0.1:1', from: 'a@b.example' } })
    expect(await outbound.send(TARGET, { ...MESSAGE, language: 'en' })).toMatchObject({ outcome: 'failed', isWorthRetrying: true, status: null })
    await outbound.close()
  })
})
