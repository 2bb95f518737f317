/** In the order of the page; a page without messages is one region, the days of a calendar are another within it. */
const regions = [
  '.rail, .tabbar',
  '.list .rooms',
  '[role="log"]',
  '#main:not(:has([role="log"]))',
  '.calgrid',
  '.composer .draft',
  '.pane',
]

const STOPS = '[tabindex="0"], a[href], button, input'

/** Rail, rooms, messages or the page, composer, side pane, and round again. */
export function nextRegion(step: 1 | -1): void {
  const found = regions.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? [])
  const here = found.findLastIndex((region) => region.contains(document.activeElement))
  const from = here === -1 && step === -1 ? 0 : here
  const next = found[(from + step + found.length) % found.length]
  if (next) enter(next)
}

/** At the first place that takes the focus: some are hidden or off. */
function enter(region: HTMLElement): void {
  const stops = region.matches('textarea, [role="log"]') ? [] : region.querySelectorAll<HTMLElement>(STOPS)
  for (const stop of stops) {
    stop.focus()
    if (document.activeElement === stop) return
  }
  region.focus()
}
