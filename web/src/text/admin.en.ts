import type { adminJa } from './admin.ja.ts'

export const adminEn: typeof adminJa = {}
