/**
 * The header that names a download (RFC 6266): the exact name in UTF-8 (RFC 8187), which every browser of today reads, and for
 * whatever does not, the same with `_` for each character beyond plain ASCII.
 */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^ !#$&'()+,\-.0-9;=@A-Z[\]^_`a-z{}~]/gu, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, percent)
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}

/** What `encodeURIComponent` leaves and the header does not take. */
function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
