import {
  api,
  applyRoomChanges,
  type File,
  forgetTimeline,
  type Member,
  type Message,
  type Task,
} from '@naniwa/contract'
import type { Engine } from './engine.ts'
import { gone } from './failure.ts'

/** With more rows than this to read, a room's messages are let go and read anew where they are looked at. */
const MOST_ROWS = 2_000

/**
 * Reads what changed in a room since its copy was made: all of it, or nothing. `forgotten`: it is too much; the copy holds
 * no more than the room itself now, which `rooms.get` brings level.
 */
export async function readBacklog(engine: Engine, roomId: number): Promise<'level' | 'forgotten'> {
  const members: Member[] = []
  const messages: Message[] = []
  const tasks: Task[] = []
  const files: File[] = []
  let since = engine.room(roomId)?.tick
  while (since !== undefined && members.length + messages.length + tasks.length + files.length <= MOST_ROWS) {
    const answer = await engine.call(api.sync.room, { roomId, since }).catch(gone)
    if (!answer) return 'level'
    members.push(...answer.members)
    messages.push(...answer.messages)
    tasks.push(...answer.tasks)
    files.push(...answer.files)
    since = answer.tick
    if (answer.more) continue
    applyRoomChanges(engine.replica, roomId, { ...answer, members, messages, tasks, files })
    engine.changed(roomId)
    return 'level'
  }
  const copy = engine.room(roomId)
  if (!copy) return 'level'
  copy.timeline = forgetTimeline(copy.timeline, copy.tick)
  copy.membersLoaded = false
  copy.tasksLoaded = false
  return 'forgotten'
}
