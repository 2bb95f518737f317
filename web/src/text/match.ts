/** Folds width, case and the two kana, so that ﾐﾅﾓ, みなも and ミナモ are one. */
function folded(words: string): string {
  return words
    .normalize('NFKC')
    .toLocaleLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s+/g, ' ')
    .trim()
}

/** Whether each word that was typed is in the name; what begins with it counts more. 0: no. */
export function match(name: string, typed: string): number {
  const words = folded(typed).split(' ').filter(Boolean)
  const hay = folded(name)
  let score = 0
  for (const word of words) {
    const at = hay.indexOf(word)
    if (at < 0) return 0
    score += at === 0 ? 3 : hay[at - 1] === ' ' ? 2 : 1
  }
  return score
}
