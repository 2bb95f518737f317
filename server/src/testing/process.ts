import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '../main.ts')

/** The program as an operator runs it, in a process of its own with its own PostgreSQL. */
export interface ServerProcess {
  readonly url: string
  readonly child: ChildProcess
  /** How it ended. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Everything it printed. */
  output(): string
}

/** Resolves once it takes requests. Throws with what it printed when it ends before. */
export async function spawnServer(dataDirectory: string, port: number): Promise<ServerProcess> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const settings = { NANIWA_DATA: dataDirectory, PORT: String(port), NANIWA_RATE_LIMITS: 'off' }
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { PATH, HOME, NODE_COMPILE_CACHE, ...settings },
    stdio: 'pipe',
  })
  let output = ''
  const ready = new Promise<void>((resolve) => {
    const hear = (text: string): void => {
      output += text
      if (output.includes('Naniwa is at')) resolve()
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
  })
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  await Promise.race([ready, exited.then(() => Promise.reject(new Error(`it ended: ${output}`)))])
  return { url: `http://127.0.0.1:${port}`, child, exited, output: () => output }
}

/** The process id of a data directory's PostgreSQL; undefined when none runs. */
export function postmasterOf(dataDirectory: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDirectory, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}
