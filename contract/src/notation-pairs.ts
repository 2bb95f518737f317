import type { BlockKind, Tag } from './notation-tags.ts'

/** Blocks ([qt], [info], [task]) inside blocks: what is deeper is literal text. */
export const MAX_DEPTH = 10

/**
 * Pairs opening and closing tags. A closing tag ends the nearest open block of its kind; blocks still open inside that one are
 * literal, as are tags without partner, blocks below `MAX_DEPTH` and the titles of literal blocks. What stands is well nested.
 */
export function settle(tags: readonly Tag[]): { standing: Tag[]; literal: Tag[] } {
  const partner = pair(tags)
  const stands: (boolean | undefined)[] = []
  let depth = 0
  for (const [index, tag] of tags.entries()) {
    const other = partner.get(index)
    if (tag.role === 'atom') stands[index] = true
    else if (tag.role === 'loose' || other === undefined) stands[index] = false
    else if (tag.role === 'close') stands[index] = stands[other]
    else stands[index] = tag.kind === 'title' ? stands[index - 1] : depth < MAX_DEPTH
    const counts = stands[index] && 'kind' in tag && tag.kind !== 'title'
    if (counts) depth += tag.role === 'open' ? 1 : -1
  }
  return { standing: tags.filter((_, index) => stands[index]), literal: tags.filter((_, index) => !stands[index]) }
}

/** Index of the partner, both ways. Each tag is pushed and popped once at most. */
function pair(tags: readonly Tag[]): Map<number, number> {
  const partner = new Map<number, number>()
  const stack: { kind: BlockKind; index: number }[] = []
  const open = { info: 0, title: 0, qt: 0, task: 0 }
  for (const [index, tag] of tags.entries()) {
    if (tag.role === 'open') {
      stack.push({ kind: tag.kind, index })
      open[tag.kind] += 1
    } else if (tag.role === 'close' && open[tag.kind] > 0) {
      for (let top = stack.pop(); top; top = stack.pop()) {
        open[top.kind] -= 1
        if (top.kind !== tag.kind) continue
        partner.set(index, top.index).set(top.index, index)
        break
      }
    }
  }
  return partner
}
