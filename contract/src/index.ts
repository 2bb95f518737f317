export { api } from '#api'
export * from './account.ts'
export * from './answers.ts'
export * from './apply.ts'
export * from './called.ts'
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
export * from './push.ts'
export * from './query.ts'
export * from './quiet.ts'
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
export * from './statistics.ts'
export * from './sync.ts'
export { addresses } from './take.ts'
export * from './task.ts'
export * from './timeline.ts'
export * from './token.ts'
export * from './webhook.ts'
export * from './zone.ts'
