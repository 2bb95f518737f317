import { createHash } from 'node:crypto'
import { api, type CallOf, type Message, type Room } from '@naniwa/contract'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { closePages, openAs, openBrowser } from './browser.ts'
import { openStage, type Person, type Stage } from './stage.ts'

/** A server with a small company on it, and a browser. */
export interface Company {
  readonly stage: Stage
  readonly browser: Browser
  /** Administrator. */
  readonly aoi: Person
  readonly ryo: Person
  /** A group that `aoi` administers and `ryo` is in. */
  room(name: string, more?: Partial<CallOf<typeof api.rooms.create>>): Promise<Room>
  /** A page of somebody who is signed in already; all rooms, or what is at this path. */
  page(person: Person, options?: BrowserContextOptions, path?: string): Promise<Page>
  close(): Promise<void>
}

export async function openCompany(
  env: Readonly<Record<string, string>> = {},
  open: () => Promise<Browser> = openBrowser,
): Promise<Company> {
  const stage = await openStage(env)
  const browser = await open()
  const aoi = await stage.found('みなも製菓', '高橋 葵', 'aoi@minamo.example')
  const ryo = await stage.invite(aoi, '田辺 涼', 'ryo@minamo.example')
  return {
    stage,
    browser,
    aoi,
    ryo,
    room: (name, more = {}) =>
      aoi.call(api.rooms.create, { name, members: [{ accountId: ryo.accountId, role: 'member' }], ...more }),
    page: (person, options, path) => openAs(browser, stage.url, person, options, path),
    async close() {
      await closePages(browser)
      await stage.close()
    },
  }
}

let sent = 0

/** Time-ordered, as a client makes them. */
function newId(): string {
  sent += 1
  return String((BigInt(Date.now()) << 21n) | BigInt(sent))
}

/** Sends without a browser, one after the other. */
export async function tell(person: Person, roomId: number, ...bodies: readonly string[]): Promise<Message[]> {
  const messages: Message[] = []
  for (const body of bodies) {
    messages.push(await person.call(api.messages.send, { roomId, id: newId(), body }))
  }
  return messages
}

/** Sends a small file without a browser; answers with the id of its message. */
export async function hand(stage: Stage, person: Person, roomId: number, name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text)
  const { id } = await person.call(api.files.begin, { roomId, name, size: bytes.length })
  const { urls } = await person.call(api.files.parts, { uploadId: id, numbers: [1] })
  await fetch(new URL(urls[0]?.url ?? '', stage.url), { method: 'PUT', body: bytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const messageId = newId()
  await person.call(api.files.complete, { uploads: [{ id, sha256 }], messageId })
  return messageId
}
