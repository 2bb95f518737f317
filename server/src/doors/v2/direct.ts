import { api, type Reachable, Refusal } from '@naniwa/contract'
import { type Call, NO_CONTENT, type Operation, type Reply } from './operation.ts'
import { type Answer, avatarUrl, personView } from './views.ts'

/**
 * The original has a direct chat with every contact; here one is made when it is first used. Until then it is told by this number and
 * the person's, above all ids of rooms until 2060, and means the chat with that person for whoever calls.
 */
const UNMADE = 2 ** 52

/** What a contact's direct chat is called, made or not. */
export function directIdOf(person: { readonly accountId: number; readonly roomId: number | null }): number {
  return person.roomId ?? UNMADE + person.accountId
}

type Values = Readonly<Record<string, unknown>>

/** What a call is about: the values with the room that they mean, or whose direct chat it is that nobody has used yet. */
export type Meant = { readonly values: Values } | { readonly unmade: Reachable }

/**
 * Finds the room that values mean. A direct chat that is not there yet is made by what writes to it alone: whoever may only read makes
 * nothing.
 */
export async function meant({ verb }: Pick<Call, 'verb'>, { method }: Operation, values: Values): Promise<Meant> {
  const { room_id: roomId } = values
  if (typeof roomId !== 'number' || roomId <= UNMADE) return { values }
  const accountId = roomId - UNMADE
  if (method === 'POST' || method === 'PUT') {
    const { id } = await verb(api.rooms.direct, { accountId })
    return { values: { ...values, room_id: id } }
  }
  const person = await verb(api.contacts.get, { accountId })
  return person.roomId === null ? { unmade: person } : { values: { ...values, room_id: person.roomId } }
}

/** Contacts of other organizations, and everybody of one's own: those whom one may write to. */
export async function contactsOf({ verb }: Pick<Call, 'verb'>) {
  const { contacts, colleagues } = await verb(api.contacts.list, {})
  return [...contacts.filter(({ standing }) => standing === 'contact'), ...colleagues]
}

/** What is read of a direct chat that is not there yet: two people and nothing else. @throws {Refusal} */
export async function readUnmade({ app, verb }: Call, { path }: Operation, person: Reachable): Promise<Reply> {
  const room_id = directIdOf(person)
  switch (path) {
    case '/rooms/{room_id}':
      return { room_id, ...emptyRoom, name: person.name, icon_path: avatarUrl(app, person), description: '' }
    case '/rooms/{room_id}/members': {
      const me = await verb(api.accounts.me, {})
      const both = [me, person]
      return both.map((one) => ({
        ...{ account_id: one.accountId, role: 'admin' },
        ...personView(app, one, one.chatworkId),
      }))
    }
    case '/rooms/{room_id}/messages':
    case '/rooms/{room_id}/tasks':
    case '/rooms/{room_id}/files':
      return NO_CONTENT
    case '/rooms/{room_id}/link':
      throw new Refusal('forbidden', 'only a group has a link')
    default:
      throw new Refusal('not_found', 'there is nothing in it yet')
  }
}

const emptyRoom = {
  ...{ name: '', type: 'direct', role: 'admin', sticky: false, unread_num: 0, mention_num: 0, mytask_num: 0 },
  ...{ message_num: 0, file_num: 0, task_num: 0, icon_path: '', last_update_time: 0 },
} satisfies Answer
