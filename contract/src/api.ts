import { accounts } from './account.ts'
import { contacts } from './contact.ts'
import { files } from './file.ts'
import { links } from './link.ts'
import { bookmarks, drafts, messages } from './message.ts'
import { oauth } from './oauth.ts'
import { invitations, organizations } from './organization.ts'
import { push } from './push.ts'
import { categories, members, rooms } from './room.ts'
import { search } from './search.ts'
import { server } from './server.ts'
import { passwords, sessions } from './session.ts'
import { statistics } from './statistics.ts'
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
  push,
  webhooks,
  oauth,
  statistics,
}
