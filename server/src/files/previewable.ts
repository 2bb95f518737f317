import type { FilePreview } from '@naniwa/contract'

/** Types of which something can be shown, and as what. Pictures are those that can be decoded here. */
export function previewKindOf(type: string): FilePreview['kind'] | null {
  if (type === 'application/pdf') return 'page'
  if (/^image\/(png|jpeg|gif|webp|avif|tiff)$/.test(type)) return 'image'
  // Source, shown as text: nothing of it runs or is drawn.
  return /^(text\/(plain|html)|image\/svg\+xml|application\/xml)$/.test(type) ? 'text' : null
}
