import type { peopleJa } from './people.ja.ts'

export const peopleEn: typeof peopleJa = {}
