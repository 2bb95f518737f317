import { describe, expect, test } from 'vitest'
import type { WebDevice } from '../web-device.ts'
import { checkCopies } from './check.ts'
import { compareFound, compareHooks, compareMails, comparePreview, mailsOf } from './compare.ts'

describe('copies of a room', () => {
  const rows = [1, 2, 3].map((number) => ({ id: `${number}`, roomId: 7, number, accountId: 1, body: `line ${number}` }))
  const [, ...lastTwo] = rows

  function wrongWith(
    messages: readonly { number: number; body: string }[] | undefined,
    atEnd = true,
  ): readonly string[] {
    const timeline = messages && { messages: messages.map((one) => ({ ...one, kind: 'message' })), atEnd }
    const rooms = new Map(timeline && [[7, { timeline }]])
    const device = { person: { name: 'Aiko' }, replica: { rooms } } as unknown as WebDevice
    return checkCopies({ devices: [device], rooms: [7] }, rows).wrong
  }

  test('a stretch up to the end is right', () => {
    expect(wrongWith(rows)).toEqual([])
    expect(wrongWith(lastTwo)).toEqual([])
  })

  test('none, an empty one and one that does not reach the end are wrong', () => {
    expect(wrongWith(undefined)).toEqual(['Aiko shows no room'])
    expect(wrongWith([])).toEqual(['Aiko does not show the end of room 7'])
    expect(wrongWith(rows, false)).toEqual(['Aiko does not show the end of room 7'])
  })

  test.each([
    ['lacks the last message', rows.slice(0, 2)],
    ['lacks one in between', [rows[0], rows[2]]],
    ['has one twice', [...lastTwo, rows[2]]],
    ['has them in another order', rows.toReversed()],
    ['has other words', [...rows.slice(0, 2), { number: 3, body: 'something else' }]],
  ])('one that %s is wrong', (_, messages) => {
    expect(wrongWith(messages as typeof rows)).toEqual(['Aiko shows room 7 differently'])
  })
})

describe('previews', () => {
  const picture = { name: '0.png', shown: 'image' } as const
  const image = { state: 'ready', preview: { kind: 'image', width: 4, height: 3, count: 1 } } as const

  test('what was drawn is right, and nothing of what cannot be', () => {
    expect(comparePreview(picture, image)).toEqual([])
    expect(comparePreview({ name: '2.bin', shown: 'nothing' }, { state: 'none' })).toEqual([])
  })

  test.each(['waiting', 'none'] as const)('%s instead of a picture is wrong', (state) => {
    expect(comparePreview(picture, { state })).toEqual([`what is shown of 0.png is ${state}`])
  })

  test('a picture instead of a text is wrong', () => {
    expect(comparePreview({ name: '1.txt', shown: 'text' }, image)).toEqual(['what is shown of 1.txt is image'])
  })
})

describe('webhooks', () => {
  const both = { count: 2, distinct: 2 }

  test('each told, and again no more often than something broke, is right', () => {
    expect(compareHooks(['a', 'b'], ['b', 'a', 'a'], both, 2)).toEqual([])
  })

  test.each([
    ['is told of one only', ['a'], both, 'not told of 1 of 2'],
    ['is told of another', ['a', 'b', 'c'], both, 'told of 1 messages that are none'],
    ['is told too often', ['a', 'b', 'b', 'b'], both, '1 messages more than 2 times'],
    ['has a delivery too few', ['a', 'b'], { count: 1, distinct: 1 }, '1 deliveries'],
    ['has one delivery twice', ['a', 'b'], { count: 2, distinct: 1 }, '2 deliveries by 1 keys'],
  ])('one that %s is wrong', (_, told, deliveries, words) => {
    expect(compareHooks(['a', 'b'], told, deliveries, 2)).toEqual([expect.stringContaining(words)])
  })
})

describe('mails of reminders', () => {
  const reminders = [{ roomId: 7, accountId: 1, body: 'Aiko is to do 0' }]
  const emails = new Map([[1, 'aiko@example.com']])
  const mail = { to: 'aiko@example.com', text: 'Reminder\n\nAiko is to do 0' }
  const wrongWith = (mails: readonly (typeof mail)[]) => compareMails(reminders, mailsOf(reminders, emails, mails), 2)

  test('one is right, and one more where something broke', () => {
    expect(wrongWith([mail])).toEqual([])
    expect(wrongWith([mail, mail])).toEqual([])
  })

  test('none, one to somebody else, one about something else and too many are wrong', () => {
    const none = ['nobody was mailed that "Aiko is to do 0"']
    expect(wrongWith([])).toEqual(none)
    expect(wrongWith([{ ...mail, to: 'ben@example.com' }])).toEqual(none)
    expect(wrongWith([{ ...mail, text: 'Aiko is to do nothing' }])).toEqual(none)
    expect(wrongWith([mail, mail, mail])).toEqual(['somebody was mailed 3 times that "Aiko is to do 0"'])
  })
})

test('a search that finds fewer messages, one twice or others is wrong; in another order it is right', () => {
  expect(compareFound(7, [1, 2, 3], [3, 1, 2])).toEqual([])
  expect(compareFound(7, [1, 2, 3], [3, 1])).toEqual(['the index does not find 1 of 3 messages of room 7'])
  const others = ['the index finds 1 messages of room 7 twice, or others']
  expect(compareFound(7, [1, 2, 3], [3, 2, 2, 1])).toEqual(others)
  expect(compareFound(7, [1, 2, 3], [4, 3, 2, 1])).toEqual(others)
})
