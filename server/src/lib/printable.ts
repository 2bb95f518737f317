/** Text for a terminal: control characters but line breaks become U+FFFD, so that a name cannot steer it. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n]/gu, '\u{fffd}')
}
