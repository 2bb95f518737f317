import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { freePort } from '../lib/free-port.ts'
import { temporaryDirectory } from './temporary.ts'

/** Where `npm test` found one; without it the suites that need it are skipped, which is counted and said. */
export const redisServer = process.env.REDIS_SERVER

/** A Redis of one's own on a port of this machine, which keeps nothing. */
export interface TestRedis {
  readonly url: string
  /** As a power cut does. */
  kill(): Promise<void>
  /** On the same port, empty. */
  start(): Promise<void>
  /** As a machine that hangs does: connections stay, nothing answers. */
  pause(): void
  resume(): void
  close(): Promise<void>
}

export async function testRedis(): Promise<TestRedis> {
  if (!redisServer) throw new Error('no Redis was found')
  const directory = temporaryDirectory('redis')
  const port = await freePort()
  let child: ChildProcess | undefined
  const settings = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    directory,
  ]

  async function start(): Promise<void> {
    child = spawn(redisServer as string, settings, { stdio: ['ignore', 'pipe', 'inherit'] })
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    child.stdout?.on('data', (text: Buffer) => text.includes('Ready to accept connections') && resolve())
    child.once('exit', (code) => reject(new Error(`Redis ended with ${code}`)))
    await promise
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async close() {
      await kill()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
