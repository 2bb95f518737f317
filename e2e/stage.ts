import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { CallOf, Endpoint, OutputOf } from '@naniwa/contract'
import { api, pathOf } from '@naniwa/contract'
import { freePort } from '../server/src/lib/free-port.ts'
import { temporaryDirectory } from '../server/src/testing/temporary.ts'
import { testDatabase } from '../server/src/testing/world.ts'
import { leaveHost, takeHost } from './hosts.ts'

const MAIN = resolve(import.meta.dirname, '../server/src/main.ts')

export const PASSWORD = 'umbrella otter 47 lantern'

/** Somebody with an account, as the API sees them. */
export interface Person {
  readonly accountId: number
  readonly name: string
  readonly email: string
  readonly cookie: string
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>>
}

/** Links that come by mail alone. */
export type MailedLink = 'confirm' | 'reset' | 'address'

/** A real server on a database of its own, in another process, serving the built web client. */
export interface Stage {
  readonly url: string
  /** Of the database, for what no door lets in. */
  readonly database: string
  /** A command of the command line, on this server's data; its answer as `--json` prints it. */
  command<Answer>(...words: string[]): Promise<Answer>
  start(): Promise<void>
  /** As a power cut does: SIGKILL. */
  kill(): Promise<void>
  /** As an operator does: in good order, and waits until it is gone. */
  stop(): Promise<void>
  /** The first organization at once, a later one by the link in the mail. */
  found(organization: string, name: string, email: string): Promise<Person>
  /** Somebody invited into the organization of `by`. */
  invite(by: Person, name: string, email: string): Promise<Person>
  /** What stands behind the `#` of the newest such link mailed to this address, once the server has printed it. */
  secretMailed(kind: MailedLink, email: string): Promise<string>
  close(): Promise<void>
}

/** @param more of the environment of the server. */
export async function openStage(more: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const { url: database, drop } = await testDatabase()
  const data = temporaryDirectory('e2e')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    DATABASE_URL: database,
    NANIWA_DATA: data,
    PORT: String(port),
    NANIWA_RATE_LIMITS: 'off',
    ...more,
  }
  let child: ChildProcess | undefined
  let said = ''

  async function start(): Promise<void> {
    child = takeHost()
    const hear = (bytes: Buffer): void => {
      said += bytes
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.send(env)
    await ready(child)
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    child = undefined
  }
  async function stop(): Promise<void> {
    if (child) await leaveHost(child)
    child = undefined
  }

  async function secretMailed(kind: MailedLink, email: string): Promise<string> {
    for (;;) {
      const secret = secretIn(said, kind, email)
      if (secret !== undefined) return secret
      await once(child?.stdout ?? process, 'data')
    }
  }

  await start()
  return {
    url,
    database,
    start,
    secretMailed,
    async command<Answer>(...words: string[]): Promise<Answer> {
      const run = promisify(execFile)
      const { stdout } = await run(process.execPath, [MAIN, ...words, '--json'], { env })
      return JSON.parse(stdout) as Answer
    },
    kill,
    stop,
    async found(organizationName, name, email) {
      const { output, cookie } = await post(url, api.organizations.found, {
        organizationName,
        name,
        email,
        password: PASSWORD,
      })
      if (output.outcome === 'signedIn') return person(url, output.me.accountId, name, email, cookie)
      const confirmed = await post(url, api.organizations.confirm, { token: await secretMailed('confirm', email) })
      return person(url, confirmed.output.accountId, name, email, confirmed.cookie)
    },
    async invite(by, name, email) {
      const { invitations } = await by.call(api.invitations.create, { emails: [email] })
      const token = secretOf(invitations[0]?.url)
      const { output, cookie } = await post(url, api.invitations.accept, { token, name, password: PASSWORD })
      if (output.outcome !== 'signedIn') throw new Error('an invitation to an address signs in at once')
      return person(url, output.me.accountId, name, email, cookie)
    },
    async close() {
      await stop()
      await drop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function secretIn(log: string, kind: MailedLink, email: string): string | undefined {
  const mails = log.matchAll(new RegExp(`^To: ${email}\\n[^─]*/${kind}#(\\S+)`, 'gm'))
  return [...mails].at(-1)?.[1]
}

/** What stands behind the `#` of an invitation. */
export function secretOf(url: string | null | undefined): string {
  return new URL(url ?? '').hash.slice(1)
}

function person(url: string, accountId: number, name: string, email: string, cookie: string): Person {
  return {
    accountId,
    name,
    email,
    cookie,
    call: async (endpoint, input) => (await post(url, endpoint, input, cookie)).output,
  }
}

async function post<E extends Endpoint>(
  url: string,
  endpoint: E,
  input: CallOf<E>,
  cookie = '',
): Promise<{ output: OutputOf<E>; cookie: string }> {
  const response = await fetch(url + pathOf(endpoint.name), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(input),
  })
  const body = await response.json()
  if (!response.ok) throw new Error(`${endpoint.name}: ${JSON.stringify(body)}`)
  return { output: body as OutputOf<E>, cookie: response.headers.get('Set-Cookie')?.split(';')[0] ?? cookie }
}

/** Resolves once the server says where it is; what it says instead is the error. */
async function ready(child: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (bytes: Buffer): void => {
      said += bytes
      if (said.includes('Naniwa is at')) resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)))
  })
}
