/** How far into a page its encoding is looked for, in bytes. */
const HEAD = 4_096

/** A page's text, in the encoding that its first bytes, its header or the page itself names (in this order); else UTF-8. */
export function decodePage(body: Uint8Array, contentType: string | null): string {
  const label =
    markOf(body) ?? /charset\s*=\s*["']?([\w:-]+)/i.exec(contentType ?? '')?.[1] ?? declared(body) ?? 'utf-8'
  return decoderOf(label).decode(body)
}

function markOf(body: Uint8Array): string | undefined {
  const [first, second, third] = body
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return undefined
}

/** Old Japanese pages name theirs in a meta element or, as XHTML, in the XML declaration. */
function declared(body: Uint8Array): string | undefined {
  const head = Buffer.from(body.subarray(0, HEAD)).toString('latin1')
  const label =
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w:-]+)/.exec(head)?.[1]
  // Read as ASCII, so it cannot be UTF-16, whatever it says.
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label
}

function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder('utf-8')
  }
}
