import { useText } from '../text/text.ts'

/** Lists that float stand outside of every landmark of the page; for those who go from landmark to landmark they are one. */
export function useLandmark() {
  const { ui } = useText()
  return { role: 'region', 'aria-label': ui.choices } as const
}
