import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browserScreen } from './screen.ts'

interface Kept {
  readonly tag: string
  close(): void
}

/** Of a service worker whose browser takes its time. */
let kept: Kept[]
let looks: (() => void)[]

const registration = {
  active: {},
  async showNotification(_: string, { tag }: { tag: string }) {
    const own = { tag, close: () => void kept.splice(kept.indexOf(own), 1) }
    kept.push(own)
  },
  async getNotifications({ tag }: { tag?: string }) {
    await new Promise<void>((resolve) => looks.push(resolve))
    return kept.filter((one) => tag === undefined || one.tag === tag)
  },
}

beforeEach(() => {
  kept = []
  looks = []
  vi.stubGlobal('Notification', { permission: 'granted' })
  vi.stubGlobal('navigator', { locks: {}, serviceWorker: { getRegistration: async () => registration } })
})
afterEach(() => vi.unstubAllGlobals())

function show(tag: string): void {
  browserScreen.show({ tag, path: '/', title: 'Naniwa', body: '' })
}

async function looked(): Promise<void> {
  await vi.waitUntil(() => looks.length > 0)
  looks.shift()?.()
}

const tags = () => kept.map(({ tag }) => tag)

test('what is shown while the browser still looks for what an earlier visit left stays', async () => {
  void registration.showNotification('', { tag: 'earlier' })
  browserScreen.clear()
  show('room-1')
  await looked()
  await vi.waitUntil(() => tags().includes('room-1'))
  expect(tags()).toEqual(['room-1'])
})

test('what is closed right after it was shown goes', async () => {
  show('room-1')
  show('room-2')
  browserScreen.close('room-1')
  await looked()
  await vi.waitUntil(() => tags().length < 2)
  expect(tags()).toEqual(['room-2'])
})
