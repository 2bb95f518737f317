import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const HOST = resolve(import.meta.dirname, 'host.ts')

/** One without a server. Files of a worker come one after the other and share it: to load the program takes longer than most tests. */
let resting: ChildProcess | undefined

/** A process in which no server runs: whoever sends it an environment starts one there. It ends with this process. */
export function takeHost(): ChildProcess {
  const host = resting?.connected
    ? resting
    : spawn(process.execPath, [HOST], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  resting = undefined
  return host
}

/** Stops its server in good order, and leaves the process to the next. */
export async function leaveHost(host: ChildProcess): Promise<void> {
  if (!host.connected) return
  const stopped = Promise.race([once(host, 'message'), once(host, 'exit')])
  host.send('stop')
  await stopped
  host.removeAllListeners('exit')
  for (const stream of [host.stdout, host.stderr]) stream?.removeAllListeners('data').resume()
  if (resting) host.disconnect()
  else resting = host
}
