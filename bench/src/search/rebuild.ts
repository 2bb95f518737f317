import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { MAIN } from '../server.ts'

/** Has the index rebuilt by the command, as an administrator would; resolves with the seconds that it says it took. */
export async function rebuild(data: string, say: (text: string) => void): Promise<number> {
  const child = spawn(process.execPath, [MAIN, 'search', 'rebuild', '--json'], {
    env: { PATH: process.env.PATH, NANIWA_DATA: data, NANIWA_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let answer = ''
  createInterface(child.stdout).on('line', (line) => {
    answer = line
  })
  createInterface(child.stderr).on('line', say)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the rebuild ended with ${code}`)
  return JSON.parse(answer).seconds
}
