import { describe, expect } from 'vitest'
import { settle } from './fake-clock.ts'
import { ME, OTHER } from './fake-rows.ts'
import { bodies, shown, test } from './fake-visit.ts'
import { memoryStorage } from './memory-storage.ts'

describe('sending', () => {
  test('a message shows at once, goes once, and is then one of the others', async ({ clock, storage, visit, open }) => {
    const client = await visit()
    await open(client)
    client.outbox.send(7, 'hi')
    expect(shown(client)).toEqual(['hi (waiting)'])
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi'])
    expect(await storage.all('outbox')).toEqual([])
  })

  test('messages typed offline survive a reload and go in order, once', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.isDown = true
    server.cut()
    for (const body of ['one', 'two', 'three']) client.outbox.send(7, body)
    await clock.pass(1)
    client.stop()
    server.isDown = false
    const again = await visit()
    await open(again)
    expect(shown(again)).toEqual(['one', 'two', 'three'])
    expect(server.rooms.get(7)?.messages.length).toBe(3)
  })

  test('an answer that was lost is asked for with the same id', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.isDeaf = true
    server.isSlow = true
    client.outbox.send(7, 'hi')
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi (sending)'])
    server.cut()
    server.answer()
    server.isDeaf = false
    await clock.pass(5_000)
    expect(shown(client)).toEqual(['hi'])
    expect(server.rooms.get(7)?.messages.length).toBe(1)
  })

  test('a refusal keeps the text and says why', async ({ clock, server, visit, open }) => {
    const client = await visit()
    await open(client)
    server.refusals.set('messages.send', { reply: 0, error: { code: 'forbidden', message: 'readonly' } })
    const id = client.outbox.send(7, 'hi')
    await clock.pass(1)
    expect(client.timelines.get(7)?.entries).toMatchObject([{ id, state: 'failed', code: 'forbidden' }])
    client.outbox.retry(7, id)
    await clock.pass(1)
    expect(shown(client)).toEqual(['hi'])
  })

  test('too many sends wait as long as the server said', async ({ clock, server, visit, count }) => {
    const client = await visit()
    server.refusals.set('messages.send', { reply: 0, error: { code: 'rate_limited', message: '', retryAfter: 3 } })
    client.outbox.send(7, 'hi')
    await clock.pass(2_900)
    expect(count('messages.send')).toBe(1)
    await clock.pass(200)
    expect(count('messages.send')).toBe(2)
    expect(server.rooms.get(7)?.messages.length).toBe(1)
  })
})

describe('editing', () => {
  test('shows at once what a message says anew; refused it is kept until it is taken up or thrown away', async ({
    clock,
    server,
    visit,
    open,
  }) => {
    const message = server.post(7, ME, 'helo')
    const client = await visit()
    await open(client)
    server.refusals.set('messages.edit', { reply: 0, error: { code: 'forbidden', message: '' } } as never)
    server.isSlow = true
    const told: string[] = []
    client.subscribe('timeline:7', () => told.push(client.edits.body(message)))
    client.edits.save(message, 'hallo')
    await clock.pass(20)
    expect([told, client.edits.refused(7)]).toEqual([['hallo'], null])
    server.answer()
    await clock.pass(20)
    expect(client.edits.body(message)).toBe('helo')
    expect(client.edits.refused(7)).toMatchObject({
      message: { id: message.id },
      body: 'hallo',
      error: { code: 'forbidden' },
    })
    client.edits.drop(message)
    expect(client.edits.refused(7)).toBeNull()
  })

  test('edits of one message go one after the other, and only the last is missed', async ({
    clock,
    server,
    visit,
    open,
  }) => {
    const message = server.post(7, ME, 'helo')
    const client = await visit()
    await open(client)
    server.refusals.set('messages.edit', { reply: 0, error: { code: 'forbidden', message: '' } } as never)
    server.isSlow = true
    client.edits.save(message, 'hell')
    client.edits.save(message, 'hello')
    await clock.pass(20)
    const asked = () => server.calls.filter(({ name }) => name === 'messages.edit').map(({ input }) => input.body)
    expect([asked(), client.edits.body(message)]).toEqual([['hell'], 'hello'])
    server.answer()
    await clock.pass(20)
    expect([asked(), client.edits.refused(7)]).toEqual([['hell', 'hello'], null])
  })
})

describe('an edit that was refused', () => {
  test('stays when another message of the room is edited, or another edit is refused there', async ({
    clock,
    server,
    visit,
    open,
  }) => {
    const [first, second] = [server.post(7, ME, 'one'), server.post(7, ME, 'two')]
    const client = await visit()
    await open(client)
    const refuse = () =>
      server.refusals.set('messages.edit', { reply: 0, error: { code: 'forbidden', message: '' } } as never)
    for (const message of [first, second]) {
      refuse()
      client.edits.save(message, `${message.body}!`)
      await clock.pass(20)
      expect(client.edits.refused(7)?.body).toBe('one!')
    }
    client.edits.drop(first)
    expect(client.edits.refused(7)?.body).toBe('two!')
    client.edits.save(second, 'two?')
    expect(client.edits.refused(7)).toBeNull()
  })
})

describe('the newest line', () => {
  test('is asked for of the other rooms, too, when one was taken out of the first', async ({
    clock,
    server,
    visit,
  }) => {
    server.addRoom(8)
    server.post(7, OTHER, 'seven')
    server.post(8, OTHER, 'eight')
    const client = await visit()
    server.refusals.set('messages.list', { reply: 0, error: { code: 'not_found', message: '' } } as never)
    client.latest.want(7)
    client.latest.want(8)
    await clock.pass(20)
    expect([client.latest.get(7), client.latest.get(8)?.body]).toEqual([null, 'eight'])
  })
})

describe('reading', () => {
  test('looking at the end marks as read', async ({ clock, server, visit, open }) => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    await open(client)
    expect(client.timelines.get(7)?.line).toEqual({ number: 1, count: 1 })
    client.reading.look(7)
    await clock.pass(500)
    expect(client.rooms.get(7)?.unread).toBe(0)
    expect(server.rooms.get(7)?.mine.readNumber).toBe(1)
  })

  test('marked unread by hand stays so, also when the room is entered again', async ({
    clock,
    server,
    visit,
    open,
  }) => {
    for (const body of ['a', 'b', 'c']) server.post(7, OTHER, body)
    const client = await visit()
    const close = client.reader.open(7)
    client.reading.look(7)
    await clock.pass(500)
    await client.reading.markUnread(7, 2)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
    client.reading.look(null)
    close()
    await open(client)
    client.reading.look(7)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
    client.reading.finish(7)
    await clock.pass(1)
    expect(server.rooms.get(7)?.mine.readNumber).toBe(3)
  })

  test('marked unread on another device stays so here', async ({ clock, server, visit, open }) => {
    for (const body of ['a', 'b']) server.post(7, OTHER, body)
    const client = await visit()
    await open(client)
    client.reading.look(7)
    await clock.pass(500)
    server.mark(7, 0)
    await clock.pass(2_000)
    expect(client.rooms.get(7)?.unread).toBe(2)
  })

  test('what is addressed to me is counted apart', async ({ server, visit }) => {
    const client = await visit()
    server.post(7, OTHER, `[To:${ME}]\nplease`)
    server.post(7, OTHER, '[toall]\nall')
    await settle()
    expect(client.rooms.get(7)).toMatchObject({ unread: 2, toMe: 2 })
    expect(client.rooms.totals()).toMatchObject({ unreadRooms: 1, toMe: 2, toMeRooms: 1 })
  })
})

describe('the device', () => {
  test('rooms and recent messages can be read without a network', async ({ clock, server, visit, open }) => {
    server.post(7, OTHER, 'hello')
    const client = await visit()
    await open(client)
    await clock.pass(2_000)
    client.stop()
    server.isDown = true
    const again = await visit()
    expect(again.rooms.get(7)?.name).toBe('room 7')
    expect(bodies(again)).toEqual(['hello'])
    expect(again.timelines.members(7).get(OTHER)?.name).toBe('person 2')
  })

  test('so can the newest line of every room, with whom it is from', async ({ clock, server, visit, count }) => {
    server.post(7, 99, 'hello')
    const client = await visit()
    client.latest.want(7)
    client.people.want(99, 7)
    await clock.pass(2_000)
    client.stop()
    server.isDown = true
    const again = await visit()
    expect([again.latest.get(7)?.body, again.people.get(99, 7)?.name]).toEqual(['hello', 'person 99'])
    server.isDown = false
    again.retryNow()
    await clock.pass(1_000)
    again.people.want(99, 7)
    await clock.pass(1)
    expect(count('accounts.person')).toBe(2)
  })

  test('what was in sight before there was a connection is asked for once there is', async ({
    clock,
    server,
    visit,
  }) => {
    const { id } = server.post(7, 99, 'hello')
    const first = await visit()
    await clock.pass(2_000)
    first.stop()
    server.isDown = true
    const again = await visit()
    again.people.want(98)
    again.latest.want(7)
    again.lookups.want(7, id)
    await clock.pass(1_000)
    server.isDown = false
    again.retryNow()
    await clock.pass(1_000)
    const known = [again.people.get(98)?.name, again.latest.get(7)?.body, again.lookups.get(7, id)?.body]
    expect(known).toEqual(['person 98', 'hello', 'hello'])
  })

  test('what was kept is brought level', async ({ clock, server, visit, open, count }) => {
    server.post(7, OTHER, 'before')
    const client = await visit()
    await open(client)
    await clock.pass(2_000)
    client.stop()
    server.edit(7, 1, 'edited')
    server.post(7, OTHER, 'after')
    const again = await visit()
    await clock.pass(1)
    expect(bodies(again)).toEqual(['edited', 'after'])
    expect(count('messages.list')).toBe(1)
  })

  test('a draft survives a reload and follows to another device', async ({ clock, visit }) => {
    const client = await visit()
    client.drafts.set(7, 'half a sen')
    await clock.pass(300)
    client.stop()
    const again = await visit()
    expect(again.drafts.body(7)).toBe('half a sen')
    again.drafts.set(7, 'half a sentence')
    const elsewhere = await visit(memoryStorage())
    await clock.pass(1_500)
    expect(elsewhere.drafts.body(7)).toBe('half a sentence')
    elsewhere.drafts.clear(7)
    await clock.pass(1)
    expect(again.drafts.body(7)).toBe('')
    expect(again.rooms.get(7)?.hasDraft).toBe(false)
  })

  test('after signing out nothing is left', async ({ clock, storage, visit }) => {
    const client = await visit()
    await clock.pass(2_000)
    await client.forget()
    expect(await storage.all('room')).toEqual([])
    expect(await storage.all('account')).toEqual([])
  })
})

describe('views', () => {
  test('are told of what they show and of nothing else', async ({ clock, server, visit }) => {
    server.addRoom(8)
    const client = await visit()
    const told: string[] = []
    client.subscribe('room:7', () => told.push('7'))
    client.subscribe('room:8', () => told.push('8'))
    const before = client.rooms.get(8)
    await clock.pass(100)
    told.length = 0
    server.post(7, OTHER, 'hello')
    await clock.pass(100)
    expect(told).toEqual(['7'])
    expect(client.rooms.get(8)).toBe(before)
  })
})
