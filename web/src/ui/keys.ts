const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const marks: Record<string, string> = mac
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Up: '↑', Down: '↓' }
  : { Mod: 'Ctrl', Enter: '↵', Up: '↑', Down: '↓' }

/** "Mod+K" as this machine's keyboard spells it: ⌘K or Ctrl K. */
export function spell(keys: string): string {
  return keys
    .split('+')
    .map((key) => marks[key] ?? key)
    .join(mac ? '' : ' ')
}

/** The same for aria-keyshortcuts: "Control+K". */
export function shortcut(keys: string): string {
  return keys.replace('Mod', mac ? 'Meta' : 'Control')
}
