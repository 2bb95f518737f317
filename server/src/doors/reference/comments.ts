import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The doc comment on a place of the contract: `room`, `room.activeAt`, `messages.list.input.before`. */
export type Comments = (path: string) => string | undefined

const CONTRACT = join(import.meta.dirname, '../../../../contract/src')

/** The contract's doc comments are its documentation; the server runs from its sources, so they are at hand. */
export function readComments(folder: string = CONTRACT): Comments {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const reader: Reader = { found: new Map(), spreads: [], outer: [], name: '', doc: undefined }
  for (const file of files)
    for (const { groups = {} } of readFileSync(join(folder, file), 'utf8').matchAll(TOKEN)) step(reader, groups)
  return (path) => lookUp(reader, path)
}

function lookUp({ found, spreads }: Reader, path: string): string | undefined {
  const known = found.get(path)
  if (known !== undefined) return known
  const [into, key] = [path.slice(0, path.lastIndexOf('.')), path.slice(path.lastIndexOf('.') + 1)]
  return spreads
    .filter((spread) => spread.into === into)
    .map(({ from }) => found.get(`${from}.${key}`))
    .find(Boolean)
}

/** As much of TypeScript as tells names and braces from comments, strings and regular expressions. */
const TOKEN = new RegExp(
  [
    String.raw`\/\*\*(?<doc>[\s\S]*?)\*\/`,
    String.raw`\/\*[\s\S]*?\*\/|\/\/.*`,
    String.raw`'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|` + String.raw`\x60(?:\\.|[^\x60\\])*\x60`,
    String.raw`(?<=[(,=:[!&|?]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/[a-z]*`,
    String.raw`^(?:export )?(?:const|interface|type|class|function) (?<root>\w+)`,
    String.raw`\.\.\.(?<spread>\w+)`,
    String.raw`(?<key>\b\w+\b)(?=\s*[:,}\n])`,
    '(?<mark>[{},])',
  ].join('|'),
  'gm',
)

/** Where the reader is: names of the braces it is in, the name last seen, and a comment that waits for its name. */
interface Reader {
  readonly found: Map<string, string>
  /** Paths that take over what is said of another: `...person.shape` in `member`. */
  readonly spreads: { into: string; from: string }[]
  readonly outer: string[]
  name: string
  doc: string | undefined
}

function step(reader: Reader, { doc, root, spread, key, mark }: Record<string, string | undefined>): void {
  if (doc !== undefined) reader.doc = textOf(doc)
  else if (root) {
    reader.outer.length = 0
    meet(reader, root)
  } else if (spread) reader.spreads.push({ into: pathOf(reader), from: spread })
  else if (key && reader.outer.length > 0) meet(reader, key)
  else if (mark === '{') {
    reader.outer.push(reader.name)
    reader.name = ''
  } else if (mark === '}') reader.name = reader.outer.pop() ?? ''
  else if (mark === ',') reader.doc = undefined
}

function meet(reader: Reader, name: string): void {
  reader.name = name
  if (reader.doc !== undefined) reader.found.set(pathOf(reader, name), reader.doc)
  reader.doc = undefined
}

function pathOf({ outer }: Reader, name = ''): string {
  return [...outer, name].filter(Boolean).join('.')
}

function textOf(comment: string): string {
  return comment
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
