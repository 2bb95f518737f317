import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below these begin the ports that systems give to connections by themselves: 32,768 on Linux. */
const KEEPABLE = [10_000, 32_768] as const

/** A port of the loopback that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  return await listenOnce(0)
}

/** One that nobody uses at the moment and no connection is given meanwhile, for what will have the same one for years. */
export async function portToKeep(): Promise<number> {
  for (;;) {
    try {
      return await listenOnce(randomInt(...KEEPABLE))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}

async function listenOnce(asked: number): Promise<number> {
  const server = createServer().listen(asked, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
