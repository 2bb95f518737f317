import { adminJa } from './admin.ja.ts'
import { contactsJa } from './contacts.ja.ts'
import { dialogsJa } from './dialogs.ja.ts'
import { failuresJa } from './failures.ja.ts'
import { filesJa } from './files.ja.ts'
import { frameJa } from './frame.ja.ts'
import { messagesJa } from './messages.ja.ts'
import { noticesJa } from './notices.ja.ts'
import { oauthJa } from './oauth.ja.ts'
import { peopleJa } from './people.ja.ts'
import { roomsJa } from './rooms.ja.ts'
import { searchJa } from './search.ja.ts'
import { settingsJa } from './settings.ja.ts'
import { statisticsJa } from './statistics.ja.ts'
import { tasksJa } from './tasks.ja.ts'
import { tokensJa } from './tokens.ja.ts'
import { uiJa } from './ui.ja.ts'
import { webhooksJa } from './webhooks.ja.ts'

/**
 * The source of all texts. A value is a string, or a function of what it mentions: a sentence is never put together
 * from pieces. One file an area and language; `en.ts` must hold exactly the same keys.
 */
export const ja = {
  ui: uiJa,
  failures: failuresJa,
  frame: frameJa,
  rooms: roomsJa,
  messages: messagesJa,
  notices: noticesJa,
  statistics: statisticsJa,
  tasks: tasksJa,
  files: filesJa,
  dialogs: dialogsJa,
  people: peopleJa,
  search: searchJa,
  contacts: contactsJa,
  settings: settingsJa,
  tokens: tokensJa,
  admin: adminJa,
  oauth: oauthJa,
  webhooks: webhooksJa,
}

export type Text = typeof ja
