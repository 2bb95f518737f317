import { api } from '@naniwa/contract'
import type { Call } from './operation.ts'

/**
 * The original has a direct chat with every contact; here one is made when it is first used. Until then it is told by this number and
 * the person's, above all ids of rooms until 2060, and means the chat with that person for whoever calls.
 */
const UNMADE = 2 ** 52

/** What a contact's direct chat is called, made or not. */
export function directIdOf(person: { readonly accountId: number; readonly roomId: number | null }): number {
  return person.roomId ?? UNMADE + person.accountId
}

/** The values with the room that they mean; a direct chat that is not there yet is made. */
export async function withRoom<T extends Readonly<Record<string, unknown>>>(
  { verb }: Pick<Call, 'verb'>,
  values: T,
): Promise<T> {
  const { room_id: roomId } = values
  if (typeof roomId !== 'number' || roomId < UNMADE) return values
  const { id } = await verb(api.rooms.direct, { accountId: roomId - UNMADE })
  return { ...values, room_id: id }
}
