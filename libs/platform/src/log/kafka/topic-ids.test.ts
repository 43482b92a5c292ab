import { expect, it } from '@jest/globals'
import { decodeMetadataResponse, encodeMetadataRequest } from './topic-ids.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const ID = '000102030405060708090a0b0c0d0e0f'

it('asks for topics by name as version 12 of the request has it', () => {
  expect(encodeMetadataRequest(['ab'])).toEqual(hex(`00 02 ${'00'.repeat(16)} 03 6162 00 00 00 00`))
  expect(encodeMetadataRequest(['x'.repeat(200)]).subarray(18, 20)).toEqual(hex('c901'))
})

/** One broker, cluster `c`, and one topic; tags wherever Kafka may put some. */
const answer = ({ error = '0000', id = ID } = {}): Buffer => hex(`
  00 00000000
  02 00000001 05 68 6f 73 74 00002384 00 01 05 02 abcd
  02 63 00000001
  02 ${error} 03 6162 ${id} 00
    03 0000 00000001 00000001 00000000 02 00000001 02 00000001 01 00
       0000 00000000 00000001 00000000 02 00000001 02 00000001 01 00
    80000000 00
  00`)

it('reads a topic with its id and partitions', () => {
  expect(decodeMetadataResponse(answer())).toEqual([{ topic: 'ab', log: `c/${hex(ID).toString('base64url')}`, partitions: [0, 1] }])
})

it('leaves out a topic that is not there, and refuses other errors and answers that end early', () => {
  expect(decodeMetadataResponse(answer({ error: '0003', id: '00'.repeat(16) }))).toEqual([])
  expect(() => decodeMetadataResponse(answer({ error: '001d' }))).toThrow('topic ab: found error code 29')
  expect(() => decodeMetadataResponse(answer().subarray(0, 40))).toThrow('expected at least')
})
