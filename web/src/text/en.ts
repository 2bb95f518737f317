import { adminEn } from './admin.en.ts'
import { contactsEn } from './contacts.en.ts'
import { dialogsEn } from './dialogs.en.ts'
import { failuresEn } from './failures.en.ts'
import { filesEn } from './files.en.ts'
import { frameEn } from './frame.en.ts'
import type { Text } from './ja.ts'
import { messagesEn } from './messages.en.ts'
import { noticesEn } from './notices.en.ts'
import { oauthEn } from './oauth.en.ts'
import { peopleEn } from './people.en.ts'
import { roomsEn } from './rooms.en.ts'
import { searchEn } from './search.en.ts'
import { settingsEn } from './settings.en.ts'
import { statisticsEn } from './statistics.en.ts'
import { tasksEn } from './tasks.en.ts'
import { tokensEn } from './tokens.en.ts'
import { uiEn } from './ui.en.ts'
import { webhooksEn } from './webhooks.en.ts'

export const en: Text = {
  ui: uiEn,
  failures: failuresEn,
  frame: frameEn,
  rooms: roomsEn,
  messages: messagesEn,
  notices: noticesEn,
  statistics: statisticsEn,
  tasks: tasksEn,
  files: filesEn,
  dialogs: dialogsEn,
  people: peopleEn,
  search: searchEn,
  contacts: contactsEn,
  settings: settingsEn,
  tokens: tokensEn,
  admin: adminEn,
  oauth: oauthEn,
  webhooks: webhooksEn,
}
