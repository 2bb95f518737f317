import type { Operation } from './operation.ts'
import { contactOperations } from './operations/contacts.ts'
import { extensionOperations } from './operations/extension.ts'
import { fileOperations } from './operations/files.ts'
import { linkOperations } from './operations/links.ts'
import { meOperations } from './operations/me.ts'
import { memberOperations } from './operations/members.ts'
import { messageOperations } from './operations/messages.ts'
import { roomOperations } from './operations/rooms.ts'
import { searchOperations } from './operations/search.ts'
import { taskOperations } from './operations/tasks.ts'

/** Everything that can be called, as the reference lists it. Where two paths fit, the first one counts. */
export const operations: readonly Operation[] = [
  ...meOperations,
  ...contactOperations,
  ...roomOperations,
  ...memberOperations,
  ...messageOperations,
  ...taskOperations,
  ...fileOperations,
  ...linkOperations,
  ...extensionOperations,
  ...searchOperations,
]
