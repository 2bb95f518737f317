import type { File } from './file.ts'
import type { Message } from './message.ts'
import type { Role, RoomType } from './room.ts'
import type { Task } from './task.ts'

/**
 * Who may do what in a room. The server decides by these, the web client shows buttons by them. `role` is null for
 * somebody who is not in the room.
 */
export interface Standing {
  readonly type: RoomType
  readonly role: Role | null
}

export const can = {
  read: ({ role }: Standing): boolean => role !== null,
  post: ({ role }: Standing): boolean => role === 'admin' || role === 'member',
  react: (standing: Standing): boolean => can.post(standing),
  edit: (standing: Standing, message: Pick<Message, 'accountId' | 'kind'>, accountId: number): boolean =>
    can.post(standing) && message.kind === 'message' && message.accountId === accountId,
  delete: (standing: Standing, message: Pick<Message, 'accountId' | 'kind'>, accountId: number): boolean =>
    can.edit(standing, message, accountId) ||
    (standing.type === 'group' && standing.role === 'admin' && message.kind === 'message'),
  /** Ask somebody in the room to do something. */
  assign: (standing: Standing): boolean => can.post(standing),
  /** Change a task, give it to somebody else, tick its items, mark it done or open, delete it. */
  changeTask: (standing: Standing, task: Pick<Task, 'accountId' | 'assignedBy'>, accountId: number): boolean =>
    can.post(standing) &&
    (task.accountId === accountId ||
      task.assignedBy === accountId ||
      (standing.type === 'group' && standing.role === 'admin')),
  upload: (standing: Standing): boolean => can.post(standing),
  deleteFile: (standing: Standing, file: Pick<File, 'accountId'>, accountId: number): boolean =>
    (can.post(standing) && file.accountId === accountId) || (standing.type === 'group' && standing.role === 'admin'),
  /** Name, icon, invitation link. */
  manage: ({ type, role }: Standing): boolean => type === 'group' && role === 'admin',
  describe: ({ type, role }: Standing): boolean => type === 'group' && (role === 'admin' || role === 'member'),
  manageMembers: (standing: Standing): boolean => can.manage(standing),
  leave: ({ type, role }: Standing): boolean => type === 'group' && role !== null,
}
