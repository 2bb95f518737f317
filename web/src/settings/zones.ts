import type { Language } from '@naniwa/contract'

export interface Zone {
  /** An IANA name. */
  readonly name: string
  /** As people say it: 日本標準時（UTC+9）. */
  readonly words: string
}

/** Where the device is. */
export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const offsets = new Map<string, Intl.DateTimeFormat>()

/** By how much the clocks somewhere are ahead: UTC+9 · UTC-3:30. */
function offsetAt(name: string, time: number): string {
  const format =
    offsets.get(name) ??
    new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'shortOffset', hour: 'numeric' })
  offsets.set(name, format)
  return partOf(format, time).replace('GMT', 'UTC')
}

function partOf(format: Intl.DateTimeFormat, time: number): string {
  return format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes = '0'] = /([+-])(\d+)(?::(\d+))?/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes))
}

export function zoneWords(name: string, language: Language, now: number): string {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  const words = partOf(new Intl.DateTimeFormat(locale, { timeZone: name, timeZoneName: 'longGeneric' }), now)
  const offset = offsetAt(name, now)
  return language === 'ja' ? `${words}（${offset}）` : `${words} (${offset})`
}

const HALF_YEAR = 182 * 86_400_000

/**
 * What there is to choose from, from west to east. Places whose clocks go alike and are called alike are one: the chosen one, else the
 * first by name.
 */
export function zonesFor(language: Language, now: number, chosen: string): Zone[] {
  const found = new Map<string, Zone & { ahead: number }>()
  for (const name of [chosen, ...Intl.supportedValuesOf('timeZone')]) {
    const words = zoneWords(name, language, now)
    const key = `${words} ${offsetAt(name, now + HALF_YEAR)}`
    if (!found.has(key)) found.set(key, { name, words, ahead: minutesOf(offsetAt(name, now)) })
  }
  return [...found.values()].sort((a, b) => a.ahead - b.ahead || (a.words < b.words ? -1 : 1))
}
