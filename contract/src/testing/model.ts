import { addresses, type applyRoomChanges, type Event, type Message, type MyRoom, type Room } from '../index.ts'

export const ROOM = 9
export const ME = 1
const OTHER = 2

/** A server with one room, in memory; what it is asked it answers from how things are at that moment. */
export class Model {
  tick = 1
  accountTick = 1
  readNumber = 0
  readonly messages: Message[] = []
  name = ''
  /** What it told, in order. */
  readonly told: Event[] = []

  send(by: 'me' | 'other', how: 'plain' | 'to' | 'all' | 'kept'): void {
    const number = this.messages.length + 1
    const accountId = by === 'me' ? ME : OTHER
    const mentions = how === 'to' && by === 'other' ? [ME] : []
    const message: Message = {
      ...{ roomId: ROOM, id: String(1_000 - number), tick: ++this.tick, number, accountId, kind: 'message' },
      ...{ body: 'x', mentions, toAll: how === 'all', selfUnread: how === 'kept' },
      ...{ createdAt: number, editedAt: null, deleted: false, reactions: [], previews: [] },
    }
    this.messages.push(message)
    if (by === 'me' && how !== 'kept') this.readNumber = number
    this.told.push({ event: 'message', data: message })
  }

  change(n: number, to: Partial<Message>): void {
    const at = n % Math.max(1, this.messages.length)
    const before = this.messages[at]
    if (!before) return
    const message = { ...before, ...to, tick: ++this.tick }
    this.messages[at] = message
    this.told.push({ event: 'message', data: message })
  }

  rename(name: string): void {
    this.tick += 1
    this.name = name
    this.told.push({ event: 'room', data: this.room() })
  }

  mark(readNumber: number): void {
    this.readNumber = Math.min(this.messages.length, readNumber)
    this.accountTick += 1
    this.told.push({ event: 'myRoom', data: this.mine() })
  }

  room(): Room {
    return {
      ...{ id: ROOM, tick: this.tick, type: 'group', name: this.name, description: '', deleted: false },
      ...{ icon: { preset: 'group', hue: 1, image: null }, lastNumber: this.messages.length },
      ...{ activeAt: this.messages.length, organizations: [], people: [] },
    }
  }

  mine(): MyRoom {
    const unread = this.messages.filter(({ number }) => number > this.readNumber)
    return {
      ...{ roomId: ROOM, tick: this.accountTick, roomTick: this.tick, role: 'admin' },
      ...{ lastNumber: this.messages.length, readNumber: this.readNumber, tasks: [] },
      mentions: unread.filter((message) => addresses(message, ME)).map(({ number }) => number),
      ...{ pinned: false, muted: false, categoryId: null },
    }
  }

  changes(since: number): Parameters<typeof applyRoomChanges>[2] {
    const messages = this.messages.filter(({ tick }) => tick > since)
    return { tick: this.tick, room: this.room(), members: [], messages, tasks: [], files: [] }
  }

  page(around: number, limit: number): { tick: number; messages: Message[] } {
    const last = this.messages.length
    const from = around === 0 ? Math.max(0, last - limit) : Math.max(0, (around % (last + 1)) - 1)
    return { tick: this.tick, messages: this.messages.slice(from, from + limit) }
  }
}
