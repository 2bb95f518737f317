const regions = ['.rail, .tabbar', '.list .rooms', '[role="log"]', '.composer .draft', '.pane']

/** Rail, rooms, messages, composer, side pane, and round again. */
export function nextRegion(step: 1 | -1): void {
  const found = regions.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? [])
  const here = found.findIndex((region) => region.contains(document.activeElement))
  const next = found[(here + step + found.length) % found.length]
  const isStop = next?.matches('textarea, [role="log"]')
  const first = isStop ? next : next?.querySelector<HTMLElement>('[tabindex="0"], a[href], button')
  first?.focus()
}
