import {
  type ClientFrame,
  type Draft,
  type Event,
  type Member,
  type Message,
  type MyRoom,
  mentions,
  type Room,
  type ServerFrame,
  type Task,
} from '@naniwa/contract'
import { ME, meAt, memberOf, OTHER, roomOf, taskOf } from './fake-rows.ts'
import type { FakeSocket } from './fake-socket.ts'

/*
 * A server of one room clock per room and one account, small enough to be read at once, for tests of what the engine does
 * when frames are lost, doubled, late or refused. The rules themselves are tested against the real server.
 */

type Answer = (input: Record<string, unknown>) => unknown

interface FakeRoom {
  room: Room
  mine: MyRoom
  members: Member[]
  messages: Message[]
  tasks: Task[]
}

/** Done tasks of one answer. */
const DONE_PAGE = 2

export class FakeServer {
  epoch = 'first'
  accountTick = 0
  accountId = ME
  readonly rooms = new Map<number, FakeRoom>()
  readonly drafts = new Map<number, Draft>()
  readonly sockets = new Set<FakeSocket>()
  readonly calls: { name: string; input: Record<string, unknown> }[] = []
  /** Events are not delivered while true, as if the bus had lost them. */
  isDeaf = false
  isDown = false
  httpError: object = { code: 'unavailable', message: '' }
  /** Answers are held back while true. */
  isSlow = false
  /** What to refuse, by endpoint; once each. */
  readonly refusals = new Map<string, ServerFrame & { error: unknown }>()
  readonly #held: (() => void)[] = []

  readonly #answers: Record<string, Answer> = {
    'sync.hello': () => ({
      accountId: this.accountId,
      epoch: this.epoch,
      accountTick: this.accountTick,
      version: '1',
      rooms: [...this.rooms.values()].map(({ room, mine }) => ({
        roomId: room.id,
        tick: room.tick,
        lastNumber: room.lastNumber,
        readNumber: mine.readNumber,
        mentions: mine.mentions,
        tasks: mine.tasks,
      })),
    }),
    'sync.account': () => ({
      tick: this.accountTick,
      me: meAt(this.accountTick),
      rooms: [...this.rooms.values()].map(({ mine }) => mine),
      categories: [],
      drafts: [...this.drafts.values()],
      bookmarks: [],
      contacts: [],
      contactInvitations: [],
    }),
    'rooms.get': ({ roomIds }) => {
      const found = (roomIds as number[]).flatMap((id) => this.rooms.get(id) ?? [])
      return {
        rooms: found.map(({ room }) => room),
        mine: found.map(({ room, mine }) => ({ ...mine, roomTick: room.tick, lastNumber: room.lastNumber })),
      }
    },
    'sync.room': ({ roomId, since }) => this.#changes(roomId as number, since as number),
    'members.list': ({ roomId }) => {
      const { room, members } = this.#room(roomId)
      return { tick: room.tick, members }
    },
    'messages.list': (input) => this.#list(input),
    'messages.send': ({ roomId, id, body }) => {
      const known = this.#room(roomId).messages.find((message) => message.id === id)
      return known ?? this.post(roomId as number, ME, body as string, id as string)
    },
    'messages.read': ({ roomId, number }) => this.mark(roomId as number, number as number),
    'messages.unread': ({ roomId, number }) => this.mark(roomId as number, (number as number) - 1),
    'messages.get': ({ roomId, id }) => this.#room(roomId).messages.find((message) => message.id === id),
    'tasks.countComments': ({ tasks }) => ({
      counts: (tasks as { roomId: number; id: number }[]).flatMap(({ roomId, id }) => {
        const about = this.#room(roomId).messages.filter(({ body }) => body.includes(`to=${roomId}-${id}]`))
        return about.length > 0 ? [{ roomId, id, comments: about.length }] : []
      }),
    }),
    'tasks.mine': ({ status = 'open' }) => {
      const held = [...this.rooms.values()].filter(({ tasks }) => tasks.length > 0)
      const tasks = held.flatMap((room) => room.tasks.filter((task) => task.accountId === ME && task.status === status))
      return { tasks, more: null, ticks: held.map(({ room }) => ({ roomId: room.id, tick: room.tick })) }
    },
    'tasks.list': ({ roomId, status = 'open', cursor = '0' }) => {
      const { room, tasks } = this.#room(roomId)
      const found = tasks.filter((task) => task.status === status)
      if (status === 'open') return { tick: room.tick, more: null, tasks: found }
      const to = Number(cursor) + DONE_PAGE
      return { tick: room.tick, more: to < found.length ? String(to) : null, tasks: found.slice(Number(cursor), to) }
    },
    'tasks.setStatus': ({ roomId, id, status }) =>
      this.changeTask(roomId as number, id as number, { status: status as Task['status'] }),
    'accounts.person': ({ accountId }) => ({ accountId, name: `person ${accountId}` }),
    'drafts.save': ({ roomId, body }) => {
      const draft = { roomId: roomId as number, body: body as string, tick: ++this.accountTick }
      this.drafts.set(draft.roomId, draft)
      this.tell({ event: 'draft', data: draft })
      return draft
    },
  }

  addRoom(id: number): FakeRoom {
    this.accountTick += 1
    const made: FakeRoom = {
      room: roomOf(id),
      mine: {
        roomId: id,
        tick: this.accountTick,
        roomTick: 1,
        lastNumber: 0,
        role: 'admin',
        readNumber: 0,
        mentions: [],
        tasks: [],
        pinned: false,
        muted: false,
        categoryId: null,
      },
      members: [memberOf(id, ME), memberOf(id, OTHER)],
      messages: [],
      tasks: [],
    }
    this.rooms.set(id, made)
    this.tell({ event: 'myRoom', data: made.mine })
    return made
  }

  post(
    roomId: number,
    accountId: number,
    body: string,
    id = `${roomId}000${this.#room(roomId).messages.length + 1}`,
  ): Message {
    const held = this.#room(roomId)
    const tick = held.room.tick + 1
    const number = held.room.lastNumber + 1
    const called = mentions(body)
    const message: Message = {
      roomId,
      id,
      tick,
      number,
      accountId,
      kind: 'message',
      body,
      mentions: called.accountIds,
      toAll: called.all,
      selfUnread: false,
      createdAt: number,
      editedAt: null,
      deleted: false,
      reactions: [],
      previews: [],
    }
    held.messages.push(message)
    held.room = { ...held.room, tick, lastNumber: number, activeAt: number }
    if (accountId === ME) held.mine = { ...held.mine, readNumber: number }
    else if (called.all || called.accountIds.includes(ME))
      held.mine = { ...held.mine, mentions: [...held.mine.mentions, number] }
    this.tell({ event: 'message', data: message })
    return message
  }

  edit(roomId: number, number: number, body: string): Message {
    const held = this.#room(roomId)
    const tick = held.room.tick + 1
    held.room = { ...held.room, tick }
    const index = held.messages.findIndex((message) => message.number === number)
    const edited = { ...(held.messages[index] as Message), body, tick, editedAt: tick }
    held.messages[index] = edited
    this.tell({ event: 'message', data: edited })
    return edited
  }

  addTask(roomId: number, id: number, accountId: number): Task {
    this.#room(roomId).tasks.push(taskOf(roomId, id, accountId))
    return this.changeTask(roomId, id, {})
  }

  changeTask(roomId: number, id: number, change: Partial<Task>): Task {
    const held = this.#room(roomId)
    const tick = held.room.tick + 1
    held.room = { ...held.room, tick }
    const index = held.tasks.findIndex((task) => task.id === id)
    const task = { ...(held.tasks[index] as Task), ...change, tick }
    held.tasks[index] = task
    const isMine = (one: Task) => one.accountId === ME && one.status === 'open' && !one.deleted
    held.mine = { ...held.mine, tasks: held.tasks.filter(isMine).map((one) => one.id) }
    this.tell({ event: 'task', data: task })
    return task
  }

  mark(roomId: number, readNumber: number): MyRoom {
    const held = this.#room(roomId)
    this.accountTick += 1
    const unread = held.mine.mentions.filter((number) => number > readNumber)
    const { tick: roomTick, lastNumber } = held.room
    held.mine = { ...held.mine, tick: this.accountTick, roomTick, lastNumber, readNumber, mentions: unread }
    this.tell({ event: 'myRoom', data: held.mine })
    return held.mine
  }

  tell(event: Event): void {
    if (!this.isDeaf) for (const socket of this.sockets) socket.hear(event)
  }

  heartbeat(): void {
    const ticks = [...this.rooms.values()].map(({ room }): [number, number] => [room.id, room.tick])
    for (const socket of this.sockets) socket.hear({ ticks, accountTick: this.accountTick })
  }

  cut(code = 1006): void {
    for (const socket of [...this.sockets]) socket.end(code)
  }

  /** Lets go of answers held back. */
  answer(): void {
    this.isSlow = false
    for (const run of this.#held.splice(0)) run()
  }

  take(socket: FakeSocket, { call, name, input }: ClientFrame): void {
    this.calls.push({ name, input: input as Record<string, unknown> })
    const refusal = this.refusals.get(name)
    this.refusals.delete(name)
    const output = refusal ? undefined : this.#answers[name]?.(input as Record<string, unknown>)
    const frame = refusal ? { ...refusal, reply: call } : { reply: call, output: output ?? {} }
    const reply = () => socket.hear(structuredClone(frame) as ServerFrame)
    if (this.isSlow) this.#held.push(reply)
    else reply()
  }

  #room(roomId: unknown): FakeRoom {
    const room = this.rooms.get(roomId as number)
    if (!room) throw new Error(`no room ${roomId}`)
    return room
  }

  #changes(roomId: number, since: number) {
    const { room, members, messages, tasks } = this.#room(roomId)
    const rows = messages.filter(({ tick }) => tick > since).sort((a, b) => a.tick - b.tick)
    const page = rows.slice(0, 500)
    const more = rows.length > page.length
    const tick = more ? (page.at(-1)?.tick ?? since) : room.tick
    return {
      tick,
      room,
      members: members.filter((member) => member.tick > since),
      messages: page,
      tasks: tasks.filter((task) => task.tick > since),
      files: [],
      more,
    }
  }

  #list({ roomId, before, after, around, limit = 50 }: Record<string, unknown>) {
    const { room, messages } = this.#room(roomId)
    const count = limit as number
    const from = typeof around === 'number' ? around - 1 - Math.floor(count / 2) : messages.length - count
    const start = typeof before === 'number' ? before - 1 - count : typeof after === 'number' ? after : from
    const end = typeof before === 'number' ? before - 1 : start + count
    return { tick: room.tick, messages: messages.slice(Math.max(0, start), Math.max(0, end)) }
  }
}
