import { bookmarkKey, keep, keepContact, keepContactInvitation, type Replica } from './replica.ts'
import { type Change, type Event, isChange, type Outcome, placeOf } from './sync.ts'
import { takeFile, takeMember, takeMine, takeRoom, takeRows } from './take.ts'

const applied: Outcome = { kind: 'applied' }
const ignored: Outcome = { kind: 'ignored' }

/** Applies one event in the order it was heard. */
export function apply(replica: Replica, event: Event): Outcome {
  if (!isChange(event)) return ignored
  switch (event.event) {
    case 'message':
    case 'task':
    case 'file':
    case 'member':
    case 'room':
      return applyInRoom(replica, event)
    default:
      return applyOwn(replica, event)
  }
}

type RoomChange = Extract<Change, { event: 'message' | 'task' | 'file' | 'member' | 'room' }>

function applyInRoom(replica: Replica, event: RoomChange): Outcome {
  const roomId = placeOf(event)
  const copy = roomId === null ? undefined : replica.rooms.get(roomId)
  if (!copy || event.data.tick <= copy.tick) return ignored
  if (event.data.tick > copy.tick + 1) return { kind: 'gap', roomId }
  if (event.event === 'message') takeRows(replica, copy, [event.data], [])
  else if (event.event === 'task') takeRows(replica, copy, [], [event.data])
  else if (event.event === 'file') takeFile(copy, event.data)
  else if (event.event === 'member') takeMember(copy, event.data)
  else takeRoom(copy, event.data)
  copy.tick = event.data.tick
  return applied
}

function applyOwn(replica: Replica, event: Exclude<Change, RoomChange>): Outcome {
  if (event.data.tick <= replica.accountTick) return ignored
  if (event.data.tick > replica.accountTick + 1) return { kind: 'gap', roomId: null }
  replica.accountTick = event.data.tick
  switch (event.event) {
    case 'me':
      replica.me = event.data
      return applied
    case 'myRoom':
      return takeMine(replica, event.data)
    case 'category':
      keep(replica.categories, event.data.id, event.data, event.data.deleted)
      return applied
    case 'draft':
      keep(replica.drafts, event.data.roomId, event.data, event.data.body === '')
      return applied
    case 'bookmark':
      keep(replica.bookmarks, bookmarkKey(event.data), event.data, event.data.deleted)
      return applied
    case 'contact':
      keepContact(replica, event.data)
      return applied
    case 'contactInvitation':
      keepContactInvitation(replica, event.data)
      return applied
  }
}
