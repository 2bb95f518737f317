import { api, type ContactStanding, type Recurrence, Refusal, type RoomReplica } from '@naniwa/contract'
import fc from 'fast-check'
import { ringAlarms } from '../tasks/ring.ts'
import type { Signed } from './app.ts'
import type { Device } from './client.ts'
import { complete } from './files.ts'
import { messageId } from './scene.ts'
import type { TestServer } from './server.ts'

/** Something that somebody does; the numbers choose among what there is when it is done. */
export interface Deed {
  readonly what: What
  readonly who: number
  readonly room: number
  readonly a: number
  readonly b: number
}

interface Stage {
  readonly server: TestServer
  readonly people: readonly Signed[]
  /** Of other organizations. */
  readonly strangers?: readonly Signed[]
}

type Act = (client: Device, deed: Deed, stage: Stage) => Promise<unknown>

function choose<T>(among: readonly T[], n: number): T {
  if (among.length === 0) throw new Refusal('not_found', 'there is nothing to choose from')
  return among[n % among.length] as T
}

/** One of the rooms this device knows of. */
function roomOf(client: Device, { room }: Deed): RoomReplica {
  return choose([...client.replica.rooms.values()], room)
}

function roomIdOf(client: Device, deed: Deed): number {
  return roomOf(client, deed).mine.roomId
}

/** One of the messages this device has read, in any room of its. */
function messageOf(client: Device, { room, a }: Deed): { roomId: number; id: string } {
  const held = [...client.replica.rooms.values()].flatMap((copy) => copy.timeline.messages)
  const { roomId, id } = choose(held, room * 7 + a)
  return { roomId, id }
}

/** One of the tasks this device knows of. */
function taskOf(client: Device, { room, a }: Deed): { roomId: number; id: number } {
  const held = [...client.replica.rooms.values()].flatMap((copy) => [...copy.tasks.values()])
  const { roomId, id } = choose(held, room * 7 + a)
  return { roomId, id }
}

/** Somebody of another organization, from wherever this device's person is. */
function strangerOf(client: Device, { a }: Deed, { people, strangers = [] }: Stage): Signed {
  const { organizationId } = client.person
  return choose(
    [...people, ...strangers].filter((person) => person.organizationId !== organizationId),
    a,
  )
}

/** An open request this device knows of. */
function requestOf(client: Device, standing: ContactStanding, { b }: Deed): { id: number } {
  const open = [...client.replica.contacts.values()].filter((contact) => contact.standing === standing)
  return { id: choose(open, b).requestId as number }
}

/** In a group anybody, elsewhere oneself. */
function askedBy(client: Device, deed: Deed, people: readonly Signed[]): number[] {
  if (roomOf(client, deed).room?.type !== 'group') return [client.person.accountId]
  return [choose(people, deed.a).accountId, choose(people, deed.b).accountId]
}

function daily({ a, b }: Deed): Recurrence {
  return {
    every: 'day',
    interval: 1 + (b % 2),
    weekdays: [],
    next: a % 2 === 0 ? 'done' : 'due',
    workdays: b % 3 === 0,
  }
}

function bodyOf(stage: Stage, { a, b }: Deed): string {
  const { accountId } = choose(stage.people, b)
  return ['ふつうの話', `[To:${accountId}]あなたへ`, '[toall]皆さん', `[qt][To:${accountId}][/qt]引用`][a % 4] as string
}

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const roles = ['admin', 'member', 'readonly'] as const
const emoji = ['👍', '🎉', '😄'] as const

const acts = {
  say: (client, deed, stage) =>
    client.call(api.messages.send, {
      roomId: roomIdOf(client, deed),
      id: messageId(),
      body: bodyOf(stage, deed),
      selfUnread: deed.b % 5 === 0,
    }),
  edit: (client, deed, stage) =>
    client.call(api.messages.edit, { ...messageOf(client, deed), body: `${bodyOf(stage, deed)} 改${deed.b}` }),
  erase: (client, deed) => client.call(api.messages.delete, messageOf(client, deed)),
  attach: async (client, deed, stage) => {
    const begun = { roomId: roomIdOf(client, deed), name: `空${deed.a}.txt`, size: 0 }
    const { id: uploadId } = await client.call(api.files.begin, begun)
    const body = bodyOf(stage, deed)
    return complete(client, { uploadId, messageId: messageId(), sha256: EMPTY, body })
  },
  detach: (client, deed) => {
    const held = [...client.replica.rooms.values()].flatMap((copy) => [...copy.files.values()])
    const { roomId, id } = choose(held, deed.a)
    return client.call(api.files.delete, { roomId, id })
  },
  react: (client, deed) =>
    client.call(api.messages.react, {
      ...messageOf(client, deed),
      emoji: choose(emoji, deed.b),
      on: deed.a % 3 !== 0,
    }),
  read: (client, deed) => client.call(api.messages.read, { roomId: roomIdOf(client, deed), number: deed.a }),
  unread: (client, deed) => client.call(api.messages.unread, { roomId: roomIdOf(client, deed), number: 1 + deed.a }),
  found: (client, { a }, { people }) =>
    client.call(api.rooms.create, {
      name: `部屋${a}`,
      members: people.map(({ accountId }, n) => ({ accountId, role: choose(roles, a + n) })),
    }),
  talk: (client, { a }, { people }) => client.call(api.rooms.direct, { accountId: choose(people, a).accountId }),
  add: (client, deed, { people }) =>
    client.call(api.members.add, {
      roomId: roomIdOf(client, deed),
      members: [{ accountId: choose(people, deed.a).accountId, role: choose(roles, deed.b) }],
    }),
  remove: (client, deed, { people }) =>
    client.call(api.members.remove, {
      roomId: roomIdOf(client, deed),
      accountId: choose(people, deed.a).accountId,
    }),
  role: (client, deed, { people }) =>
    client.call(api.members.setRole, {
      roomId: roomIdOf(client, deed),
      accountId: choose(people, deed.a).accountId,
      role: choose(roles, deed.b),
    }),
  leave: (client, deed) => client.call(api.rooms.leave, { roomId: roomIdOf(client, deed) }),
  close: (client, deed) =>
    deed.a % 4 === 0 ? client.call(api.rooms.delete, { roomId: roomIdOf(client, deed) }) : client.mend(),
  rename: (client, deed) =>
    client.call(api.rooms.update, { roomId: roomIdOf(client, deed), name: `名前${deed.a}`, description: `${deed.b}` }),
  arrange: (client, deed) =>
    client.call(api.rooms.arrange, {
      roomId: roomIdOf(client, deed),
      pinned: deed.a % 2 === 0,
      categoryId: deed.b % 2 === 0 ? null : choose([...client.replica.categories.keys()], deed.b),
    }),
  sort: (client, { a }) => client.call(api.categories.save, { name: `分類${a}`, collapsed: a % 2 === 0 }),
  unsort: (client, { a }) =>
    client.call(api.categories.remove, { id: choose([...client.replica.categories.keys()], a) }),
  draft: (client, deed) =>
    client.call(api.drafts.save, { roomId: roomIdOf(client, deed), body: deed.a % 3 === 0 ? '' : `下書き${deed.b}` }),
  keep: (client, deed) => {
    const { roomId, id } = messageOf(client, deed)
    return client.call(deed.b % 3 === 0 ? api.bookmarks.remove : api.bookmarks.add, { roomId, messageId: id })
  },
  ask: (client, deed, { people }) =>
    client.call(api.tasks.create, {
      roomId: roomIdOf(client, deed),
      accountIds: askedBy(client, deed, people),
      body: `頼みごと${deed.a}`,
      due: deed.a % 3 === 0 ? { type: 'none' } : { type: 'date', date: `2026-11-${24 + (deed.b % 4)}` },
      checklist: [{ text: 'まず' }, { text: 'つぎに' }],
      reminders: [{ before: deed.b * 60, workdays: false }],
      recurrence: deed.a % 3 === 0 ? null : daily(deed),
    }),
  reassign: (client, deed, { people }) =>
    client.call(api.tasks.edit, {
      ...taskOf(client, deed),
      accountId: choose(people, deed.b).accountId,
      body: `頼みごと${deed.a} 改`,
    }),
  finish: (client, deed) =>
    client.call(api.tasks.setStatus, { ...taskOf(client, deed), status: deed.b % 3 === 0 ? 'open' : 'done' }),
  tick: (client, deed) =>
    client.call(api.tasks.check, { ...taskOf(client, deed), itemId: 1 + (deed.b % 2), done: deed.b % 3 !== 0 }),
  drop: (client, deed) => client.call(api.tasks.delete, taskOf(client, deed)),
  tasks: (client, deed) => client.loadTasks(roomIdOf(client, deed), deed.b % 3 === 0 ? 'done' : 'open'),
  mine: (client) => client.loadMine(),
  later: (_, { a }, { server: { app } }) => {
    app.clock.advance(a * 3_600_000)
    return ringAlarms(app)
  },
  request: (client, deed, stage) => {
    const { accountId, email } = strangerOf(client, deed, stage)
    return client.call(api.contacts.request, deed.b % 2 === 0 ? { accountId } : { email })
  },
  accept: (client, deed) => client.call(api.contacts.accept, requestOf(client, 'incoming', deed)),
  reject: (client, deed) => client.call(api.contacts.reject, requestOf(client, 'incoming', deed)),
  cancel: (client, deed) => client.call(api.contacts.cancel, requestOf(client, 'outgoing', deed)),
  withdraw: (client, { a }) =>
    client.call(api.contacts.withdraw, { id: choose([...client.replica.contactInvitations.keys()], a) }),
  part: (client, deed, stage) =>
    client.call(api.contacts.remove, { accountId: strangerOf(client, deed, stage).accountId }),
  block: (client, deed, stage) =>
    client.call(api.contacts.block, { accountId: strangerOf(client, deed, stage).accountId, on: deed.b % 3 === 0 }),
  meet: (client, deed, stage) =>
    client.call(api.rooms.direct, { accountId: strangerOf(client, deed, stage).accountId }),
  deliver: (_, __, { server: { app } }) => app.drain(),
  profile: (client, { a }) => client.call(api.accounts.updateProfile, { name: `改名 ${a}` }),
  open: (client, deed) =>
    client.open(roomIdOf(client, deed), deed.b % 2 === 0 ? { limit: 3 } : { around: deed.a, limit: 4 }),
  look: (client, deed) => client.loadMembers(roomIdOf(client, deed)),
  mend: (client) => client.mend(),
  away: (client) => client.disconnect(),
  back: (client) => client.connect(),
  beat: (_, __, { server }) => server.beat(),
} satisfies Record<string, Act>

type What = keyof typeof acts

/** How often each is done, against the others. */
const weights: Partial<Record<What, number>> = {
  say: 8,
  edit: 3,
  open: 4,
  mend: 2,
  read: 3,
  unread: 3,
  back: 2,
  ask: 4,
  finish: 3,
  request: 4,
  accept: 4,
}

const what = fc.oneof(
  ...(Object.keys(acts) as What[]).map((one) => ({ weight: weights[one] ?? 1, arbitrary: fc.constant(one) })),
)

export const deeds: fc.Arbitrary<Deed> = fc.record({
  what,
  who: fc.nat(7),
  room: fc.nat(6),
  a: fc.nat(12),
  b: fc.nat(12),
})

/** Does it. What the server refuses, and what needs a connection that is gone, counts as not done. */
export async function doDeed(deed: Deed, clients: readonly Device[], stage: Stage): Promise<void> {
  const client = choose(clients, deed.who)
  const act: Act = acts[deed.what]
  try {
    await act(client, deed, stage)
  } catch (error) {
    const gone =
      error instanceof Error &&
      (error.name === 'Disconnected' || /not connected|socket is closed|closed with|has no room/.test(error.message))
    if (!(error instanceof Refusal) && !gone) throw error
    if (error instanceof Refusal && ['internal', 'invalid_input', 'malformed'].includes(error.code)) throw error
  }
}
