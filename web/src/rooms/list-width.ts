const KEY = 'naniwa.list-width'
/** px, on the widest of screens. */
export const LIST_WIDTH = { least: 240, usual: 292, most: 400 }

let width = read()

function read(): number | null {
  try {
    const kept = Number(localStorage.getItem(KEY))
    return kept >= LIST_WIDTH.least && kept <= LIST_WIDTH.most ? kept : null
  } catch {
    return null
  }
}

/** How wide the list of rooms was drawn on this device, in px; null: it has the usual width. */
export function keptWidth(): number | null {
  return width
}

export function keepWidth(next: number | null): void {
  width = next
  try {
    if (next === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, String(next))
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
}
