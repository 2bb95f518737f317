import { listen } from '../listen.ts'
import type { Signed, TestApp } from './app.ts'
import { testApp } from './app.ts'
import { type Cast, cast } from './cast.ts'

/** A whole server with its doors on a free port of this machine, over a database of its own; its time stands still. */
export interface TestServer {
  readonly app: TestApp
  readonly people: Cast
  /** As `http://127.0.0.1:41234`. */
  readonly url: string
  readonly port: number
  /** Sends every socket a heartbeat. */
  beat(): Promise<void>
  /** Stops the doors in good order, as SIGTERM does, and opens them again on the same port. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Rate limits are off unless `env` says otherwise: most tests do in a moment what people do in a day. */
export async function testServer(env: Record<string, string> = {}): Promise<TestServer> {
  const app = await testApp({ PORT: '0', NANIWA_RATE_LIMITS: 'off', ...env })
  const people = await cast(app)
  let listening = await listen(app)
  const { url, port } = listening
  return {
    app,
    people,
    url,
    port,
    beat: () => listening.beat(),
    async restart() {
      await listening.drain()
      listening = await listen({ ...app, config: { ...app.config, port } })
    },
    async close() {
      await listening.drain()
      await app.close()
    },
  }
}

/** The cookie that a signed-in person's browser sends. */
export function cookieOf(person: Pick<Signed, 'token'>): string {
  return `naniwa=${person.token()}`
}
