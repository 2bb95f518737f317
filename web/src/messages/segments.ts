import type { Node } from '@naniwa/contract'

/** A paragraph, or something that stands by itself. */
export type Segment = { kind: 'words'; nodes: Node[] } | { kind: 'block'; node: Node }

const blocks: ReadonlySet<Node['type']> = new Set(['quote', 'info', 'code', 'task', 'hr', 'download'])

/** Cuts a text where something stands by itself: a box, code, a link to a message alone on its line. */
export function segmentsOf(nodes: readonly Node[]): Segment[] {
  const segments: Segment[] = []
  let words: Node[] = []
  const flush = () => {
    const kept = withoutEdges(words)
    if (kept.length > 0) segments.push({ kind: 'words', nodes: kept })
    words = []
  }
  for (const [index, node] of nodes.entries()) {
    if (blocks.has(node.type) || isAlone(nodes, index)) {
      flush()
      segments.push({ kind: 'block', node })
    } else words.push(node)
  }
  flush()
  return segments
}

/** A link to a message of ours that fills its line is drawn as a card. */
function isAlone(nodes: readonly Node[], index: number): boolean {
  const node = nodes[index]
  if (node?.type !== 'messageLink' || !isOwnLink(node.url)) return false
  const before = nodes[index - 1]
  const after = nodes[index + 1]
  const startsLine = !before || blocks.has(before.type) || (before.type === 'text' && /\n\s*$/.test(before.text))
  const endsLine = !after || blocks.has(after.type) || (after.type === 'text' && /^[ \t]*\r?\n/.test(after.text))
  return startsLine && endsLine
}

/** Blank lines at the edges of a paragraph would only push it away from its neighbours. */
function withoutEdges(nodes: readonly Node[]): Node[] {
  const kept = [...nodes]
  const first = kept[0]
  if (first?.type === 'text') kept[0] = { type: 'text', text: first.text.replace(/^(?:[ \t]*\r?\n)+/, '') }
  const last = kept.at(-1)
  if (last?.type === 'text') kept[kept.length - 1] = { type: 'text', text: last.text.replace(/\s+$/, '') }
  return kept.filter((node) => node.type !== 'text' || node.text !== '')
}

export function isOwnLink(url: string): boolean {
  return URL.canParse(url) && new URL(url).host === location.host
}

const LONGEST = 72

/** An address as people read it: without the scheme, its letters decoded, its middle left out when it is long. */
export function shownUrl(url: string): string {
  const bare = url.replace(/^(https?:\/\/|mailto:)/i, '').replace(/\/$/, '')
  const words = decoded(bare)
  if (words.length <= LONGEST) return words
  return `${words.slice(0, LONGEST - 20)}…${words.slice(-18)}`
}

function decoded(words: string): string {
  try {
    // What could pass for another address, or turn the line round, stays encoded.
    return decodeURI(words).replace(/[\p{C}\p{Z}]/gu, (char) => encodeURIComponent(char))
  } catch {
    return words
  }
}
