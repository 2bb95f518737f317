const KEY = 'naniwa.emoji'
const KEPT = 18
/** What a new device begins with: the field's six reactions. */
export const firstEmoji: readonly string[] = ['👌', '🙏', '🎉', '🙌', '😲', '👍']

/** Emoji used last on this device, newest first. */
export function recentEmoji(): string[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as string[]
    return [...new Set([...kept, ...firstEmoji])].slice(0, KEPT)
  } catch {
    return [...firstEmoji]
  }
}

export function noteEmoji(emoji: string): void {
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify([emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, KEPT)),
    )
  } catch {
    // Storage may be forbidden: the choice is then forgotten.
  }
}
