import { type Preview, Refusal } from '@naniwa/contract'
import type { App } from '../context.ts'
import { Later } from '../events/react.ts'
import { IMAGE_BYTES } from '../images/decode.ts'
import { saveImage } from '../images/store.ts'
import { SafeFetchError, type SafeFetchOptions, type SafeResponse, safeFetch } from '../lib/safe-fetch.ts'
import { decodePage } from './charset.ts'
import { readPage } from './page.ts'
import { words } from './words.ts'

/** For tests: where fetching may go, and how long it may take. */
export type Reach = Pick<SafeFetchOptions, 'allowLoopbackPort' | 'resolve' | 'timeLimit'>

const PAGE_BYTES = 512 * 1_024
const TITLE = 200
const DESCRIPTION = 500
const SITE = 100
/** Pictures smaller than this are ornaments or counters. */
const LEAST_SIDE = 32

/**
 * What a link leads to, as its page tells; null when it tells nothing, is not there, or is nothing we show.
 *
 * @throws {SafeFetchError} `time` or `network` when the host does not answer; {Later}.
 */
export async function fetchPreview(app: App, url: string, reach: Reach): Promise<Preview | null> {
  const page = await request(app, url, PAGE_BYTES, 'text/html,application/xhtml+xml,image/*;q=0.5', reach)
  if (!page) return null
  const type = page.headers.get('content-type')?.toLowerCase() ?? ''
  if (type.startsWith('image/')) return await previewOfPicture(app, url, page, reach)
  if (!/^(text\/html|application\/xhtml\+xml)\b/.test(type)) return null
  const { image, ...said } = readPage(decodePage(page.body, type), page.url)
  const host = new URL(page.url).hostname.replace(/^www\./, '')
  const title = words(said.title, TITLE)
  const description = words(said.description, DESCRIPTION)
  const picture = image ? await fetchPicture(app, image, reach) : null
  if (title === '' && description === '' && picture === null) return null
  return { url, siteName: words(said.siteName, SITE) || host, title: title || host, description, image: picture }
}

/** A link straight to a picture. */
async function previewOfPicture(app: App, url: string, page: SafeResponse, reach: Reach): Promise<Preview | null> {
  const picture = page.truncated ? await fetchPicture(app, page.url, reach) : await keepPicture(app, page.body)
  if (!picture) return null
  const { hostname, pathname } = new URL(page.url)
  const siteName = hostname.replace(/^www\./, '')
  return { url, siteName, title: words(fileName(pathname), TITLE) || siteName, description: '', image: picture }
}

function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** A page without its picture is better than none: whatever is wrong with the picture, it is left out. */
async function fetchPicture(app: App, url: string, reach: Reach): Promise<Preview['image']> {
  try {
    const answer = await request(app, url, IMAGE_BYTES, 'image/webp,image/png,image/jpeg,image/gif', reach)
    return answer && !answer.truncated ? await keepPicture(app, answer.body) : null
  } catch (error) {
    if (error instanceof SafeFetchError) return null
    throw error
  }
}

async function keepPicture(app: App, bytes: Uint8Array): Promise<Preview['image']> {
  try {
    const { hash, width, height } = await saveImage(app, bytes, 'preview')
    return Math.min(width, height) < LEAST_SIDE ? null : { hash, width, height }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.code === 'overloaded') throw new Later(error.message)
    return null
  }
}

/** Null for an answer that is not a success, or an address that must not be asked. */
async function request(
  app: App,
  url: string,
  byteLimit: number,
  accept: string,
  reach: Reach,
): Promise<SafeResponse | null> {
  const headers = {
    accept,
    'accept-language': 'ja,en;q=0.8',
    'user-agent': `Naniwa/${app.version} (link preview)`,
  }
  try {
    const answer = await safeFetch(url, { byteLimit, headers, ...reach })
    return answer.status >= 200 && answer.status < 300 ? answer : null
  } catch (error) {
    if (error instanceof SafeFetchError && error.reason !== 'time' && error.reason !== 'network') return null
    throw error
  }
}
