export type Look = 'list' | 'grid'

const KEY = 'naniwa.files'

export function keptLook(): Look {
  try {
    return localStorage.getItem(KEY) === 'grid' ? 'grid' : 'list'
  } catch {
    return 'list'
  }
}

export function keepLook(look: Look): void {
  try {
    localStorage.setItem(KEY, look)
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
}
