import { Parser } from 'htmlparser2'

/** What a page says of itself, as its author wrote it. */
export interface Page {
  readonly title: string
  readonly description: string
  readonly siteName: string
  /** An http(s) address, or null. */
  readonly image: string | null
}

/** Where each is looked for, best first. `<title>` stands for the element. */
const TITLE = ['og:title', '<title>', 'twitter:title']
const DESCRIPTION = ['og:description', 'description', 'twitter:description']
const SITE = ['og:site_name', 'application-name']
const IMAGE = ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src']
const WANTED = new Set([...TITLE, ...DESCRIPTION, ...SITE, ...IMAGE])

/** Characters given to the parser at a time; it stops where the body begins. */
const CHUNK = 16_384
/** Elements that may stand open within one another: each tag costs the parser as much as there are. No head has a tenth of it. */
const DEPTH = 100
/** Characters kept of one value. */
const VALUE = 4_000

/** Reads a page's head. Bad markup yields less, never an error; the work grows with the page's length and no faster. */
export function readPage(html: string, base: string): Page {
  const found = new Map<string, string>()
  let inTitle = false
  let inHead = true
  let depth = 0
  const keep = (name: string, value: string) => {
    if (inHead && WANTED.has(name) && !found.has(name) && value.trim() !== '') found.set(name, value.slice(0, VALUE))
  }
  let title = ''
  const parser = new Parser({
    onopentag(element, { property, name, content = '' }) {
      if (element === 'body' || ++depth > DEPTH) inHead = false
      if (element === 'title') inTitle = true
      if (element === 'meta') keep((property ?? name ?? '').toLowerCase(), content)
    },
    ontext(text) {
      if (inTitle && title.length < VALUE) title += text
    },
    onclosetag(element) {
      depth--
      if (element !== 'title') return
      inTitle = false
      keep('<title>', title)
      title = ''
    },
  })
  for (let at = 0; inHead && at < html.length; at += CHUNK) parser.write(html.slice(at, at + CHUNK))
  parser.end()
  const first = (names: readonly string[]) => names.map((name) => found.get(name)).find((value) => value) ?? ''
  return {
    title: first(TITLE),
    description: first(DESCRIPTION),
    siteName: first(SITE),
    image: pictureOf(first(IMAGE), base),
  }
}

function pictureOf(address: string, base: string): string | null {
  if (address === '') return null
  const url = URL.parse(address.trim(), base)
  return url && /^https?:$/.test(url.protocol) ? url.href : null
}
