import { api } from '@naniwa/contract'
import type { Signed } from './app.ts'
import { type Answer, ask } from './http.ts'
import { overHttp } from './scene.ts'
import type { TestServer } from './server.ts'

/** What a browser does: keeps cookies by name, and follows nothing by itself. */
export function browsing(server: TestServer): (url: string) => Promise<Answer> {
  const jar = new Map<string, string>()
  return async (url) => {
    const { pathname, search } = new URL(url, server.url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await ask(server, pathname + search, { headers: { cookie } })
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    return answer
  }
}

/** Somebody comes from an application and answers; resolves to what the application is told when they are sent back. */
export async function consent(
  server: TestServer,
  person: Signed,
  url: string,
  answer: 'allow' | 'decline' = 'allow',
): Promise<URLSearchParams> {
  const visit = browsing(server)
  const asked = await visit(url)
  const uid = String(asked.headers.location).split('/').at(-1) ?? ''
  if (asked.status !== 303) throw new Error(`nobody is asked: ${asked.status} ${asked.text}`)
  const next = await overHttp(server, person).call(api.oauth.answer, { uid, allow: answer === 'allow' })
  const back = await visit(next.url)
  if (back.status !== 303) throw new Error(`nobody is sent back: ${back.status} ${back.text}`)
  return new URL(String(back.headers.location)).searchParams
}
