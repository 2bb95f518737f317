import { adminEn } from './admin.en.ts'
import { failuresEn } from './failures.en.ts'
import { frameEn } from './frame.en.ts'
import type { Text } from './ja.ts'
import { peopleEn } from './people.en.ts'
import { settingsEn } from './settings.en.ts'
import { uiEn } from './ui.en.ts'

export const en: Text = {
  ui: uiEn,
  failures: failuresEn,
  frame: frameEn,
  people: peopleEn,
  settings: settingsEn,
  admin: adminEn,
}
