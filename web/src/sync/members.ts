import { api, applyMembers } from '@naniwa/contract'
import type { Client } from './client.ts'

const TRIES = 5

/** Asks who is in a room that nobody has opened here; from then on events keep the list. */
export async function wantMembers(client: Client, roomId: number): Promise<void> {
  for (let left = TRIES; left > 0; left--) {
    if (client.engine.room(roomId)?.membersLoaded !== false) return
    const answer = await client.call(api.members.list, { roomId })
    const copy = client.engine.room(roomId)
    if (copy && applyMembers(copy, answer)) return client.engine.changed(roomId)
  }
}
