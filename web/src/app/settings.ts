import type { Settings } from '@naniwa/contract'
import { useEffect } from 'react'
import { setLanguage } from '../text/language.ts'
import { setDensity, setTheme } from '../ui/theme.ts'

/** Language and look follow the account, live, on every device. */
export function useAppliedSettings({ language, theme, density }: Settings): void {
  useEffect(() => setLanguage(language), [language])
  useEffect(() => setTheme(theme), [theme])
  useEffect(() => setDensity(density), [density])
}
