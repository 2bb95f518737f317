import { execFile, spawnSync } from 'node:child_process'
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

/** How examples of that language are run, one after the other in one process. */
const RUN: Record<string, (codes: readonly string[]) => [string, ...string[]]> = {
  curl: (codes) => ['sh', '-c', codes.map((code) => `${code} -s`).join('\n')],
  TypeScript: (codes) => {
    for (const [n, code] of codes.entries()) writeFileSync(join(folder, `${n}.mts`), code)
    return [
      process.execPath,
      '-e',
      `(async () => { for (const n of [${[...codes.keys()]}]) await import(\`./\${n}.mts\`) })()`,
    ]
  },
  Python: (codes) => ['python3', '-c', codes.join('\n')],
  Ruby: (codes) => ['ruby', '-e', codes.join('\n')],
}

/** What not every machine has: where it does not run, its examples are counted as skipped, and say so. */
const NEEDS = new Map([
  ['Python', ['python3', '-c', 'import requests']],
  ['Ruby', ['ruby', '-e', 'require "net/http"']],
])

function isMissing(language: string): boolean {
  const [command, ...args] = NEEDS.get(language) ?? []
  return command !== undefined && spawnSync(command, args).status !== 0
}

async function run(language: string, codes: readonly string[]): Promise<string> {
  const [command, ...args] = RUN[language]?.(codes) ?? ['']
  const env = { PATH: process.env.PATH, NANIWA_TOKEN: aiko.token }
  return (await promisify(execFile)(command, args, { cwd: folder, env })).stdout
}

function exampleOf(language: string, method: string, path: string): string {
  const one = operations.find((other) => other.method === method && other.path === path)
  if (!one) throw new Error(`${method} ${path}`)
  const examples = examplesOf(sampleOf(one, server.url))
  return examples.find((other) => other.language === language)?.code.replaceAll('/rooms/88', room) ?? ''
}

test.for(Object.keys(RUN))('examples in %s run as they stand', { timeout: 30_000 }, async (language, { skip }) => {
  skip(isMissing(language), `${NEEDS.get(language)?.join(' ')} does not run on this machine`)
  await aiko.put(room, { name: 'x' })
  const shown: [method: string, path: string, answer: RegExp][] = [
    ['GET', '/me', /"login_mail":"aiko@example\.com"/],
    ['POST', '/rooms/{room_id}/messages', /\{"message_id":"\d+"\}/],
    ['GET', '/rooms/{room_id}/messages', /"body":"Good morning"/],
    ['POST', '/rooms/{room_id}/files', /\{"file_id":\d+\}/],
    ['PUT', '/rooms/{room_id}', /\{"room_id":\d+\}/],
  ]
  const output = await run(
    language,
    shown.map(([method, path]) => exampleOf(language, method, path)),
  )
  expect(output).toMatch(new RegExp(shown.map(([, , { source }]) => source).join('.*'), 's'))
  expect((await aiko.get(room)).json()).toMatchObject({ name: 'Launch' })
})
