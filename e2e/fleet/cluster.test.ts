import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { freePort } from '../../server/src/lib/free-port.ts'
import { temporaryDirectory } from '../../server/src/testing/temporary.ts'
import { hasEngines } from './stage.ts'

const MAIN = resolve(import.meta.dirname, '../../server/src/main.ts')
const directory = temporaryDirectory('naniwa-cluster')
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** Command lines of whatever runs over the directory. */
function running(): string[] {
  const commands = readdirSync('/proc').flatMap((pid) => {
    try {
      const [command, environment] = ['cmdline', 'environ'].map((name) =>
        readFileSync(join('/proc', pid, name), 'utf8'),
      )
      return [`${command}\0${environment}`.replaceAll('\0', ' ')]
    } catch {
      return []
    }
  })
  return commands.filter((command) => command.includes(directory))
}

describe.skipIf(!hasEngines)('naniwa cluster', () => {
  test('starts everything under one URL, refuses a second one, and Ctrl+C leaves nothing behind', async () => {
    const port = await freePort()
    const env = { ...process.env, NANIWA_DATA: directory, PORT: `${port}` }
    const command = [MAIN, 'cluster', '--webs=1', '--workers=1']
    const cluster = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(cluster, 'exit')
    const [said] = await Promise.race([once(cluster.stdout, 'data'), ended.then(() => ['it ended'])])
    expect(String(said)).toContain(`Naniwa is at http://127.0.0.1:${port}`)
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    const second = spawn(process.execPath, command, { env, stdio: 'ignore' })
    expect(await once(second, 'exit')).toEqual([1, null])
    cluster.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(running()).toEqual([])
  })
})
