import type { Message } from '@naniwa/contract'
import type { Client } from '../sync/client.ts'
import { ME } from '../sync/fake-rows.ts'
import { test as base } from '../sync/fake-visit.ts'
import { type Notice, Teller } from './teller.ts'
import type { Wishes } from './wishes.ts'

/** What addresses the reader. */
export const TO_ME = `[To:${ME}]`

interface Scene {
  /** Of a reader who is not looking; with what another tab has left on the screen. */
  desk: (
    client: Client,
    screen?: Map<string, Notice>,
  ) => {
    /** What is on the screen, by tag. */
    screen: Map<string, Notice>
    wishes: Wishes
    quiet: { until: number | null; tellsDirect: boolean }
    /** How often something popped up, and the sound. */
    popped: Notice[]
    /** Who wrote what popped up, as far as it was known then. */
    names: (string | undefined)[]
    rung: () => number
    seen: Set<number | null>
    teller: Teller
  }
}

export const test = base.extend<Scene>({
  // biome-ignore lint/correctness/noEmptyPattern: The first argument has to be a pattern.
  desk: ({}, use) =>
    use((client, screen = new Map<string, Notice>()) => {
      const popped: Notice[] = []
      const names: (string | undefined)[] = []
      const wishes: Wishes = { which: 'toMe', sound: false, hidden: false }
      const seen = new Set<number | null>()
      const quiet: { until: number | null; tellsDirect: boolean } = { until: null, tellsDirect: false }
      const { clock } = client.engine.ports
      let rings = 0
      const teller = new Teller(client, {
        screen: {
          show: (notice) => {
            popped.push(notice)
            screen.set(notice.tag, notice)
          },
          close: (tag) => void screen.delete(tag),
          left: async () => [...screen.values()].map(({ tag, upTo = [], count = 1 }) => ({ tag, upTo, count })),
          clear: () => screen.clear(),
          ring: () => {
            rings += 1
          },
        },
        words: {
          message: ({ body, accountId, roomId }: Message, count) => {
            names.push(client.people.get(accountId, roomId)?.name)
            return { title: `${count}`, body }
          },
          count: (count) => ({ title: 'new', body: `${count}` }),
          request: () => ({ title: 'request', body: '' }),
          reminder: ({ body }) => ({ title: 'task', body }),
        },
        wishes: () => wishes,
        quietUntil: () => (quiet.until !== null && clock.now() < quiet.until ? quiet.until : null),
        tellsDirect: () => quiet.tellsDirect,
        isSeen: async (roomId) => seen.has(roomId),
      })
      return { screen, wishes, quiet, popped, names, rung: () => rings, seen, teller }
    }),
})

export const bodies = (notices: Iterable<Notice>) => [...notices].map(({ title, body }) => `${title} ${body}`)
