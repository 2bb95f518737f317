export type Theme = 'light' | 'dark' | 'system'
export type Density = 'comfortable' | 'compact'

interface Look {
  theme: Theme
  density: Density
}

let look: Look = initial()

/** boot.js has put the saved look on <html> before the first paint. */
function initial(): Look {
  if (typeof document === 'undefined') return { theme: 'system', density: 'comfortable' }
  const { theme, density } = document.documentElement.dataset
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'comfortable',
  }
}

/** Settings come with every page: to set what is so already costs nothing, where a change makes the browser style everything anew. */
function change(next: Look): void {
  const isAnother = next.theme !== look.theme || next.density !== look.density
  look = next
  if (isAnother) draw()
  // Always: the device may have become dark meanwhile.
  requestAnimationFrame(paintBrowser)
}

function draw(): void {
  const root = document.documentElement
  root.dataset.switching = ''
  if (look.theme === 'system') delete root.dataset.theme
  else root.dataset.theme = look.theme
  if (look.density === 'compact') root.dataset.density = 'compact'
  else delete root.dataset.density
  keep('naniwa.theme', look.theme)
  keep('naniwa.density', look.density)
  // Two frames: one draws the new colours, the next may animate again.
  requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.switching))
}

/** The browser's own bars take the colour of the page's frame. */
function paintBrowser(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]')
  if (meta) meta.content = getComputedStyle(document.documentElement).backgroundColor
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage may be forbidden: the choice then lasts for this visit.
  }
}

export function setTheme(theme: Theme): void {
  change({ ...look, theme })
}

export function setDensity(density: Density): void {
  change({ ...look, density })
}
