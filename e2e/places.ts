import type { Page } from 'playwright-core'
import type { Text } from '../web/src/text/ja.ts'
import { chats } from './places/chats.ts'
import { dialogs } from './places/dialogs.ts'
import { settings } from './places/settings.ts'
import { visitors } from './places/visitors.ts'
import { work } from './places/work.ts'

/** Somewhere in the product that one can stand. */
export interface Place {
  readonly name: string
  readonly who: 'member' | 'visitor'
  /** Where it looks other than on the rest; everywhere unless told. */
  readonly on?: 'desktop' | 'phone'
  /** From any page to the place; done when all of it is there. */
  go(page: Page, text: Text): Promise<void>
}

/** Every page, dialog, menu and popover. Whoever makes a new one adds a row to its area; `e2e/a11y.test.ts` and pictures come of themselves. */
export const places: readonly Place[] = [...chats, ...dialogs, ...work, ...settings, ...visitors]
