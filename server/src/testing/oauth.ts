import { api } from '@naniwa/contract'
import type { Visitor } from '../context.ts'
import type { Signed } from './app.ts'
import type { TestClient } from './client.ts'
import { type Answer, ask, callHttp } from './http.ts'
import { cookieOf, type TestServer } from './server.ts'

/** A browser with one jar of cookies for pages and calls. */
export interface Browsing extends Pick<TestClient, 'call'>, Required<Pick<Visitor, 'cookie'>> {
  /** Follows nothing by itself. */
  visit(url: string): Promise<Answer>
}

/** Nobody's, or that of somebody who is signed in there. */
export function browsing(server: TestServer, person?: Signed): Browsing {
  const jar = new Map<string, string>()
  if (person) put(jar, cookieOf(person))
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    cookie: (name) => jar.get(name),
    call: (endpoint, input) => callHttp(server, cookie(), endpoint, input),
    async visit(url) {
      const { pathname, search } = new URL(url, server.url)
      const answer = await ask(server, pathname + search, { headers: { cookie: cookie() } })
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) put(jar, line)
      return answer
    },
  }
}

function put(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  jar.set(name, value)
}

/** The request that a visit to a provider's page began. */
export function uidOf({ status, text, headers }: Answer): string {
  if (status !== 303) throw new Error(`nobody is asked: ${status} ${text}`)
  return String(headers.location).split('/').at(-1) ?? ''
}

/** Somebody comes from an application and answers; resolves to what the application is told when they are sent back. */
export async function consent(
  server: TestServer,
  person: Signed,
  url: string,
  answer: 'allow' | 'decline' = 'allow',
): Promise<URLSearchParams> {
  const { visit, call } = browsing(server, person)
  const uid = uidOf(await visit(url))
  const next = await call(api.oauth.answer, { uid, allow: answer === 'allow' })
  const back = await visit(next.url)
  if (back.status !== 303) throw new Error(`nobody is sent back: ${back.status} ${back.text}`)
  return new URL(String(back.headers.location)).searchParams
}
