import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Program, program } from '../../testing/program.ts'
import { type TestServer, testServer } from '../../testing/server.ts'
import { operations } from '../v2/table.ts'
import { compatiblePage } from './compatible.ts'
import { examplesOf, sampleOf } from './samples.ts'

const page = compatiblePage(operations, '1.2.3', 'https://chat.example.com')

test('the page shows the 32 operations of the original, what goes beyond them, and each parameter', () => {
  // Requests are answered at two paths each besides.
  expect(operations.filter(({ isExtension }) => !isExtension)).toHaveLength(32 + 2)
  for (const { method, path, parameters, scopes } of operations) {
    const anchor = `${method.toLowerCase()}${path.replaceAll('/', '-').replaceAll(/[{}]/g, '')}`
    const at = page.indexOf(`<article id="${anchor}"`)
    const article = page.slice(at, page.indexOf('</article>', at))
    for (const name of [...Object.keys(parameters), ...scopes]) expect(article).toContain(`<code>${name}</code>`)
    expect(article.match(/<summary>(curl|TypeScript|Python|Ruby)<\/summary>/g)).toHaveLength(4)
  }
})

test('every link within leads somewhere, no id stands twice, and nothing runs or is styled inline', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter((id) => !ids.includes(id))).toEqual([])
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
})

let server: TestServer
let folder: string
let aiko: Program
let room: string

beforeAll(async () => {
  server = await testServer()
  aiko = await program(server, server.people.aiko)
  folder = mkdtempSync(join(tmpdir(), `naniwa-test-${process.pid}-examples-`))
  writeFileSync(join(folder, 'plan.pdf'), '%PDF-1.4 no more')
  const { accountId } = server.people.aiko
  room = `/rooms/${((await aiko.post('/rooms', { name: 'x', members_admin_ids: accountId })).json() as { room_id: number }).room_id}`
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** How an example of that language is run. */
const RUN: Record<string, (code: string) => [string, ...string[]]> = {
  curl: (code) => ['sh', '-c', `${code} -s`],
  TypeScript: (code) => [process.execPath, '--input-type=module-typescript', '-e', code],
}

async function run(language: string, code: string): Promise<string> {
  const [command, ...args] = RUN[language]?.(code) ?? ['']
  const env = { PATH: process.env.PATH, NANIWA_TOKEN: aiko.token }
  return (await promisify(execFile)(command, args, { cwd: folder, env })).stdout
}

test.each(Object.keys(RUN))(
  'examples in %s run as they stand',
  async (language) => {
    const example = (method: string, path: string) => {
      const one = operations.find((other) => other.method === method && other.path === path)
      if (!one) throw new Error(`${method} ${path}`)
      const sample = sampleOf(one, server.url)
      const code = examplesOf(sample).find((other) => other.language === language)?.code ?? ''
      return run(language, code.replaceAll('/rooms/88', room))
    }
    expect(await example('GET', '/me')).toContain('"login_mail":"aiko@example.com"')
    expect(await example('POST', '/rooms/{room_id}/messages')).toMatch(/\{"message_id":"\d+"\}/)
    expect(await example('GET', '/rooms/{room_id}/messages')).toContain('"body":"Good morning"')
    expect(await example('POST', '/rooms/{room_id}/files')).toMatch(/\{"file_id":\d+\}/)
    expect(await example('PUT', '/rooms/{room_id}')).toMatch(/\{"room_id":\d+\}/)
    expect((await aiko.get(room)).json()).toMatchObject({ name: 'Launch' })
  },
  30_000,
)
