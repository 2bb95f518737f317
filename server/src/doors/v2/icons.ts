import type { Icon } from '@naniwa/contract'
import { Hono } from 'hono'

/** Pixels of a side, as avatars are stored. */
const SIZE = 128
/** The identity colours of the web client in its light theme: ground and what stands on it. */
const HUES = [
  ['#cae0fd', '#204678'],
  ['#bee9eb', '#034d56'],
  ['#cbedd3', '#1b4f32'],
  ['#f1e7bb', '#5c4710'],
  ['#fcdbbf', '#733d18'],
  ['#fdd4d2', '#7c3132'],
  ['#f4d5ea', '#6e3159'],
  ['#e0d8f7', '#4e3979'],
] as const
const PERSON = '<circle cx="64" cy="52" r="22"/><path d="M24 112a40 34 0 0 1 80 0a64 64 0 0 1-80 0z"/>'
/** The presets' icons as the web client draws them, by their names in Lucide. */
const PRESETS: Readonly<Record<Icon['preset'], string>> = {
  group: 'users',
  check: 'circle-check-big',
  document: 'file-text',
  meeting: 'presentation',
  event: 'calendar-days',
  project: 'package',
  business: 'briefcase-business',
  study: 'graduation-cap',
  security: 'shield-check',
  star: 'star',
  idea: 'lightbulb',
  heart: 'heart',
  magcup: 'coffee',
  beer: 'beer',
  music: 'eighth-notes',
  sports: 'trophy',
  travel: 'plane',
}
const NAME = /^(?:person-([1-8])|room-([1-8])-([a-z]+))\.png$/

/** Of a person without a picture; the colour is theirs in the web client too. */
export function personIcon(accountId: number): string {
  return `person-${(accountId % HUES.length) + 1}.png`
}

export function presetIcon({ preset, hue }: Icon): string {
  return `room-${hue}-${preset}.png`
}

/** Pictures of people and rooms that have none of their own, for programs that show one: `/icons/person-3.png`, `/icons/room-3-beer.png`. */
export function iconDoor(): Hono {
  const drawn = new Map<string, Promise<Buffer>>()
  return new Hono().get('/icons/:name', async (c, next) => {
    const name = c.req.param('name')
    const bytes = drawn.get(name) ?? draw(name)
    if (!bytes) return await next()
    drawn.set(name, bytes)
    return c.body(new Uint8Array(await bytes), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'public, max-age=86400',
    })
  })
}

/** Null for what there is not. */
function draw(name: string): Promise<Buffer> | null {
  const [, person, hue = person, preset] = NAME.exec(name) ?? []
  const [ground, sign] = HUES[Number(hue) - 1] ?? []
  if (!ground || !sign) return null
  if (person) return png(`<circle cx="64" cy="64" r="64" fill="${ground}"/><g fill="${sign}">${PERSON}</g>`)
  const icon = Object.hasOwn(PRESETS, preset ?? '') && PRESETS[preset as Icon['preset']]
  if (!icon) return null
  return glyph(icon, sign).then((svg) => png(`<rect width="128" height="128" rx="32" fill="${ground}"/>${svg}`))
}

/** What Lucide's module of an icon holds: its shapes, on a grid of 24. */
interface Lucide {
  readonly __iconData: { readonly node: readonly (readonly [tag: string, attributes: Record<string, string>])[] }
}

/** Each icon is loaded when it is first asked for. */
async function glyph(icon: string, color: string): Promise<string> {
  const { __iconData } = (await import(`lucide-react/icons/${icon}`)) as Lucide
  const shapes = __iconData.node.map(([tag, { key: _, ...attributes }]) => {
    const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`)
    return `<${tag} ${written.join(' ')}/>`
  })
  const pen = `fill="none" stroke="${color}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"`
  return `<g transform="translate(27 27) scale(3.083)" ${pen}>${shapes.join('')}</g>`
}

async function png(shapes: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="${SIZE}" height="${SIZE}">${shapes}</svg>`
  return await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
}
