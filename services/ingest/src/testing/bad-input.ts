import { event } from './sample-event.ts'

const AGAIN = 'Add the field and send the event again with the same id.'
const MEND = 'Mend the value and send the event again with the same id.'
const data = (type: string, fields: Record<string, unknown>): Record<string, unknown> => event(`${type} ${JSON.stringify(fields)}`.slice(0, 200), { type, data: fields })

/** Events that can be read and are set aside: name, code, event, the sentence of the reply. */
export const badEvents: [name: string, code: string, event: object, sentence: string][] = [
  ['an unknown unit', 'unknown_unit', event('q1', { subject: '河沥' }), 'subject: found "河沥", expected the code or an alias of a unit. Add the alias with POST /v1/units/{code}/aliases and replay.'],
  ['no subject', 'missing_field', event('q2', { subject: undefined }), 'subject: found nothing, expected the code or an alias of a unit. Add the subject and send the event again with the same id.'],
  ['a subject that is a number', 'wrong_field', event('q3', { subject: 341502 }), `subject: found a number, expected a text of 1 to 256 characters. ${MEND}`],
  ['an unknown type', 'unknown_type', event('q4', { type: 'code.clamed' }), 'type: found "code.clamed", expected a type of the event catalogue (GET /v1/catalogue). Mend the spelling, or add the type to the catalogue and replay.'],
  ['no time', 'missing_field', event('q5', { time: undefined }), 'time: found nothing, expected the instant at which it happened, like 2021-12-15T10:30:00+08:00. Add the time and send the event again with the same id.'],
  ['a time without offset', 'wrong_field', event('q6', { time: '2021-12-15T10:30:00' }), `time: found "2021-12-15T10:30:00", expected an instant with offset, like 2021-12-15T10:30:00+08:00. ${MEND}`],
  ['a day that is none', 'wrong_field', event('q7', { time: '2021-02-30T10:30:00Z' }), `time: found "2021-02-30T10:30:00Z", expected an instant with offset, like 2021-12-15T10:30:00+08:00. ${MEND}`],
  ['a time in 1970', 'absurd_time', event('q8', { time: '1970-01-01T08:00:00+08:00' }), 'time: found 1970-01-01T00:00:00.000Z, expected an instant from 2000-01-01T00:00:00Z to 24 hours from now (2021-12-16T02:00:00.000Z). Mend the clock of the sender and send the event again with the same id.'],
  ['a time in 2099', 'absurd_time', event('q9', { time: '2099-01-01T00:00:00Z' }), 'time: found 2099-01-01T00:00:00.000Z, expected an instant from 2000-01-01T00:00:00Z to 24 hours from now (2021-12-16T02:00:00.000Z). Mend the clock of the sender and send the event again with the same id.'],
  ['a time just over 24 hours ahead', 'absurd_time', event('q10', { time: '2021-12-16T02:00:00.001Z' }), 'time: found 2021-12-16T02:00:00.001Z, expected an instant from 2000-01-01T00:00:00Z to 24 hours from now (2021-12-16T02:00:00.000Z). Mend the clock of the sender and send the event again with the same id.'],
  ['a NUL character', 'nul_character', event('q11', { data: { person: 'a\0b' } }), 'data.person: found a NUL character (\\u0000), expected a text without it. Remove the character and send the event again with the same id.'],
  ['a NUL character in the source', 'nul_character', event('q12', { source: 'te\0st' }), 'source: found a NUL character (\\u0000), expected a text without it. Remove the character and send the event again with the same id.'],
  ['half a character', 'unstorable', event('q13', { data: { person: 'a\ud83d' } }), 'data.person: found half of a surrogate pair, expected whole characters. Send the text in UTF-8 without cutting characters, with the same id.'],
  ['no data', 'missing_field', event('q14', { data: undefined }), 'data: found nothing, expected an object with the fields of the type. Add data and send the event again with the same id.'],
  ['data that is a list', 'wrong_field', event('q15', { data: [1] }), `data: found a list of 1, expected an object with the fields of the type. ${MEND}`],
  ['binary data', 'wrong_field', event('q16', { data: undefined, data_base64: 'AAAA' }), 'data_base64: found binary data, expected data as a JSON object. Send the fields in data.'],
  ['data that is XML', 'wrong_field', event('q17', { datacontenttype: 'text/xml' }), 'datacontenttype: found "text/xml", expected application/json. Send the fields in data as JSON.'],
  ['a missing field', 'missing_field', data('code.claimed', {}), `data.person: found nothing, expected a code: a text of 1 to 128 characters without spaces around it. ${AGAIN}`],
  ['a person that is a number, unquoted in the sentence', 'wrong_field', data('code.claimed', { person: 34010219900101 }), `data.person: found a number, expected a code: a text of 1 to 128 characters without spaces around it. ${MEND}`],
  ['a person with a space, unquoted in the sentence', 'wrong_field', data('code.claimed', { person: '340102 ' }), `data.person: found a text of 7 characters, expected a code: a text of 1 to 128 characters without spaces around it. ${MEND}`],
  ['an unknown field', 'unknown_field', data('code.claimed', { person: '1', persn: '2' }), 'data.persn: found a field that code.claimed does not have, expected only channel, code, person. Remove or rename it, or add it to the catalogue and replay.'],
  ['a field of the prototype', 'unknown_field', data('code.claimed', { person: '1', constructor: 1 }), 'data.constructor: found a field that code.claimed does not have, expected only channel, code, person. Remove or rename it, or add it to the catalogue and replay.'],
  ['a count of zero', 'wrong_field', data('code.verified', { count: 0 }), `data.count: found 0, expected an integer from 1 to 1000000000. ${MEND}`],
  ['a count with a fraction', 'wrong_field', data('code.verified', { count: 1.5 }), `data.count: found 1.5, expected an integer from 1 to 1000000000. ${MEND}`],
  ['a count as text', 'wrong_field', data('code.verified', { count: '5' }), `data.count: found "5", expected an integer from 1 to 1000000000. ${MEND}`],
  ['a boolean as text, digits not shown', 'wrong_field', data('survey.answered', { respondent: '1', satisfied: '13812345678' }), `data.satisfied: found "…", expected true or false. ${MEND}`],
  ['an enum value that is none', 'wrong_field', data('article.published', { piece: 'p', level: 'county' }), `data.level: found "county", expected one of province, city, district, website. ${MEND}`],
  ['a due time without offset', 'wrong_field', data('ticket.opened', { ticket: 't', due: '2021-12-20 17:00' }), `data.due: found "2021-12-20 17:00", expected an instant with offset between 2000 and 2099, like 2021-12-15T10:30:00+08:00. ${MEND}`],
  ['a day that is a time', 'wrong_field', data('scenario.completed', { scenario: 's', planned: true, accepted_on: '2021-12-01T00:00:00Z' }), `data.accepted_on: found "2021-12-01T00:00:00Z", expected a day between 2000 and 2099, like 2021-12-15. ${MEND}`],
  ['a list that is a text', 'wrong_field', data('facility.enabled', { facility: 'f', kind: 'hospital', functions: 'register' }), `data.functions: found "register", expected a list of at most 50 codes. ${MEND}`],
  ['a correction of what has no case', 'correction_unsupported', event('q31', { corrects: 'q1' }), 'corrects: found a correction of code.claimed, expected corrections only of types that belong to a case. Send it without corrects; what is not of a case cannot be taken back.'],
  ['a correction of itself', 'wrong_field', event('q32', { type: 'ticket.closed', corrects: 'q32', data: { ticket: 't' } }), "corrects: found the event's own id, expected the id of an earlier fact of the same source and case. Give the correction an id of its own."],
  ['several faults, all said at once', 'unknown_unit', event('q33', { subject: 'x', time: 'y', data: { person: '1', channel: 5 } }), `subject: found "x", expected the code or an alias of a unit. Add the alias with POST /v1/units/{code}/aliases and replay. time: found "y", expected an instant with offset, like 2021-12-15T10:30:00+08:00. ${MEND} data.channel: found 5, expected a code: a text of 1 to 128 characters without spaces around it. ${MEND}`],
]

const good = JSON.stringify(event('r'))
/** Byte at which a part of the good event stands. */
const byteOf = (part: string): number => Buffer.byteLength(good.slice(0, good.indexOf(part)))
const PERSON_AT = byteOf('"340102"')

/** Bodies that cannot be read as an event: name, code, bytes, the sentence of the reply. */
export const badBodies: [name: string, code: string, body: string | Buffer, sentence: string][] = [
  ['a broken object', 'not_json', good.slice(0, -1), `byte ${Buffer.byteLength(good) - 1}: found the end of the text, expected a comma or the end of the object. Part the members by commas and close the object with }.`],
  ['plain text', 'not_json', 'hello', 'byte 0: found another character, expected a value. Write a text in double quotes, a number, true, false, null, an object or a list.'],
  ['a comma too many', 'not_json', '{"id":"1",}', 'byte 10: found another character, expected a name in double quotes. Put names of members in double quotes, and no comma after the last one.'],
  ['NaN', 'number_out_of_range', good.replace('"340102"', 'NaN'), `data.person (byte ${PERSON_AT}): found NaN or Infinity, expected a finite number. Leave the field out where there is no value.`],
  ['1e400', 'number_out_of_range', good.replace('"340102"', '1e400'), `data.person (byte ${PERSON_AT}): found a number that cannot be kept exactly, expected a number of at most 9007199254740991 either way. Send long numbers and codes as text, in double quotes.`],
  ['a long integer', 'number_out_of_range', good.replace('"340102"', '340102199001011234'), `data.person (byte ${PERSON_AT}): found a number that cannot be kept exactly, expected a number of at most 9007199254740991 either way. Send long numbers and codes as text, in double quotes.`],
  ['a doubled name', 'duplicate_key', good.replace('"data"', '"id":"s","data"'), `id (byte ${byteOf('"data"')}): found the same name twice in one object, expected each name once. Remove one of the two; which one holds cannot be known.`],
  ['a doubled name deep down', 'duplicate_key', good.replace('"340102"', '"1","person":"2"'), `data.person (byte ${PERSON_AT + 4}): found the same name twice in one object, expected each name once. Remove one of the two; which one holds cannot be known.`],
  ['bytes that are not UTF-8', 'not_utf8', Buffer.from(good.replace('金安', '\u00bd\u00f0'), 'latin1'), 'event: found bytes that are not UTF-8, expected UTF-8. Convert the text, e.g. with iconv -f GB18030 -t UTF-8.'],
  ['an event over the limit', 'event_too_large', good.replace('340102', '3'.repeat(70_000)), 'event: found more than 65536 bytes, expected at most 65536 bytes. Send less in data, or several events.'],
  ['lists in lists', 'too_deep', good.replace('"340102"', `${'['.repeat(40)}${']'.repeat(40)}`), `data.person${'.0'.repeat(14)} (byte ${PERSON_AT + 14}): found more than 16 levels of nesting, expected at most 16. Send the fields of data flat, as the catalogue names them.`],
  ['a list', 'not_an_event', `[${good}]`, 'event: found a list, expected a JSON object with specversion, id, source and type. Lists of events go as application/cloudevents-batch+json.'],
  ['a number', 'not_an_event', '42', 'event: found a number, expected a JSON object with specversion, id, source and type. Lists of events go as application/cloudevents-batch+json.'],
  ['no id and no source', 'not_an_event', JSON.stringify(event('', { source: undefined })), 'source: found nothing, expected a text of 1 to 256 characters. Every event carries its source. id: found a text of 0 characters, expected a text of 1 to 256 characters. Every event carries its id.'],
  ['a type that is no text', 'not_an_event', JSON.stringify(event('r', { type: ['a'] })), 'type: found a list of 1, expected a text of 1 to 256 characters. Every event carries its type.'],
  ['an id of 300 characters', 'not_an_event', JSON.stringify(event('x'.repeat(300))), 'id: found a text of 300 characters, expected a text of 1 to 256 characters. Every event carries its id.'],
  ['another version', 'not_an_event', JSON.stringify(event('r', { specversion: '0.3' })), 'specversion: found a text of 3 characters, expected "1.0". Send CloudEvents 1.0 envelopes.'],
]

const JSON_TYPE = { 'content-type': 'application/json' }
const BATCH = { 'content-type': 'application/cloudevents-batch+json' }
const KINDS = 'application/cloudevents+json, application/cloudevents-batch+json, application/x-ndjson'

/** Requests that are refused as a whole: name, status, code, request, the problem's detail. */
export const badRequests: [name: string, status: number, code: string, request: { body: string; headers: Record<string, string> }, detail: string][] = [
  ['plain JSON', 415, 'wrong_content_type', { body: good, headers: JSON_TYPE }, `content-type: found content-type "application/json", expected ${KINDS}. For one event say application/cloudevents+json, for a list application/cloudevents-batch+json; or put the attributes into ce- headers.`],
  ['a form', 415, 'wrong_content_type', { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, `content-type: found content-type "application/x-www-form-urlencoded", expected ${KINDS}. Say which of these the body is.`],
  ['gzip', 415, 'wrong_content_type', { body: good, headers: { 'content-encoding': 'gzip' } }, 'content-encoding: found "gzip", expected none. Send the body uncompressed; NDJSON is read as a stream.'],
  ['GBK', 415, 'wrong_content_type', { body: good, headers: { 'content-type': 'application/x-ndjson; charset=gbk' } }, 'content-type: found the charset "gbk", expected utf-8. Convert the text to UTF-8.'],
  ['binary mode with text', 415, 'wrong_content_type', { body: 'x', headers: { 'content-type': 'text/plain', 'ce-id': '1' } }, 'content-type: found content-type "text/plain" with ce- headers, expected application/json. In binary mode the body is the event\'s data as JSON.'],
  ['a list that does not close', 400, 'not_json', { body: `[${good}`, headers: BATCH }, `byte ${Buffer.byteLength(good) + 1}: found the end of the body, expected a comma or the ] that closes the list. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.`],
  ['a list without commas', 400, 'not_json', { body: '[{} {}]', headers: BATCH }, 'byte 4: found another character, expected a comma or the ] that closes the list. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.'],
  ['a list with a comma too many', 400, 'not_json', { body: '[{},]', headers: BATCH }, 'byte 4: found another character, expected an event. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.'],
  ['brackets that do not match', 400, 'not_json', { body: '[{"a":[1}]', headers: BATCH }, 'byte 8: found another character, expected brackets that match and quotes that close. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.'],
  ['a list that is an object', 400, 'not_json', { body: good, headers: BATCH }, 'byte 0: found another character, expected the [ that opens a list of events. Nothing of the list was taken; mend it and send it again, or send NDJSON, where one broken line does not spoil the others.'],
  ['no key', 401, 'no_key', { body: good, headers: { authorization: '' } }, 'The request carries no valid API key. Send the key that the first start printed as "authorization: Bearer <key>" or "x-api-key: <key>".'],
  ['a wrong key', 401, 'no_key', { body: good, headers: { authorization: 'Bearer tl_wrong' } }, 'The request carries no valid API key. Send the key that the first start printed as "authorization: Bearer <key>" or "x-api-key: <key>".'],
  ['more events than a request takes', 413, 'too_many_events', { body: `[${'1,'.repeat(100_000)}1]`, headers: BATCH }, 'body: found 100001 events, expected at most 100000. Nothing was taken; send them in several requests.'],
  ['more lines than a request takes', 413, 'too_many_events', { body: '1\n'.repeat(100_001), headers: { 'content-type': 'application/x-ndjson' } }, 'body: found more than 100000 events, expected at most that. Send them in several requests; what was taken already is counted once when it is sent again.'],
  ['a single event of a megabyte', 413, 'too_large', { body: good.replace('340102', '3'.repeat(1_000_000)), headers: {} }, 'body: found more than 262144 bytes, expected at most that. Send the events in several requests; what was taken already is counted once when it is sent again.'],
]
