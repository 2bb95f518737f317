import { accounts } from './account.ts'
import { contacts } from './contact.ts'
import { files } from './file.ts'
import { links } from './link.ts'
import { bookmarks, drafts, messages } from './message.ts'
import { oauth } from './oauth.ts'
import { invitations, organizations } from './organization.ts'
import { categories, members, rooms } from './room.ts'
import { search } from './search.ts'
import { server } from './server.ts'
import { passwords, sessions } from './session.ts'
import { sync } from './sync.ts'
import { tasks } from './task.ts'
import { tokens } from './token.ts'
import { webhooks } from './webhook.ts'

/** Every endpoint, by noun and verb. */
export const api = {
  server,
  organizations,
  invitations,
  sessions,
  passwords,
  accounts,
  tokens,
  rooms,
  members,
  categories,
  contacts,
  links,
  messages,
  bookmarks,
  drafts,
  search,
  tasks,
  files,
  sync,
  webhooks,
  oauth,
}

export * from './account.ts'
export * from './answers.ts'
export * from './apply.ts'
export * from './can.ts'
export * from './compose.ts'
export * from './contact.ts'
export * from './days.ts'
export * from './due.ts'
export * from './emoticons.ts'
export * from './endpoint.ts'
export * from './errors.ts'
export * from './fields.ts'
export * from './file.ts'
export * from './fold.ts'
export * from './holidays.ts'
export * from './link.ts'
export * from './message.ts'
export * from './notation.ts'
export * from './notation-reading.ts'
export * from './oauth.ts'
export * from './organization.ts'
export * from './query.ts'
export * from './recurrence.ts'
export {
  bookmarkKey,
  createReplica,
  emptyRoom,
  myOpenTasks,
  myTaskCount,
  type Replica,
  type RoomReplica,
  unreadCount,
  waitingRequests,
} from './replica.ts'
export * from './room.ts'
export * from './scope.ts'
export * from './search.ts'
export * from './searched.ts'
export * from './server.ts'
export * from './session.ts'
export * from './sync.ts'
export { addresses } from './take.ts'
export * from './task.ts'
export * from './timeline.ts'
export * from './token.ts'
export * from './webhook.ts'
export * from './zone.ts'
