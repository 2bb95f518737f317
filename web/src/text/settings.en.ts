import type { settingsJa } from './settings.ja.ts'

export const settingsEn: typeof settingsJa = {}
