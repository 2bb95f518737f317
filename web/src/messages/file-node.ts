import type { DownloadNode, InfoNode } from '@naniwa/contract'

/** The file of a box that holds nothing else, as the server writes it. */
export function fileIn({ title, children }: InfoNode): { node: DownloadNode; hasPreview: boolean } | null {
  const isPlain = !title || title.every(({ type }) => type === 'dtext')
  const said = children.filter((node) => node.type !== 'text' || node.text.trim() !== '')
  const [node, ...others] = said.filter(({ type }) => type !== 'preview')
  if (!isPlain || node?.type !== 'download' || others.length > 0) return null
  return { node, hasPreview: said.length > 1 }
}
