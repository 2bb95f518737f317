import { expect, test } from 'vitest'
import { zonesFor, zoneWords } from './zones.ts'

const winter = Date.UTC(2026, 0, 15)
const summer = Date.UTC(2026, 6, 15)

test('a time zone is called as people call it, with how far its clocks are ahead now', () => {
  expect(zoneWords('Asia/Tokyo', 'ja', winter)).toBe('日本標準時（UTC+9）')
  expect(zoneWords('Asia/Tokyo', 'en', winter)).toBe('Japan Standard Time (UTC+9)')
  expect(zoneWords('Europe/London', 'ja', winter)).toBe('イギリス時間（UTC+0）')
  expect(zoneWords('Europe/London', 'en', summer)).toBe('United Kingdom Time (UTC+1)')
})

test('places whose clocks go alike are offered once, the chosen one among them by its own name, from west to east', () => {
  const zones = zonesFor('ja', winter, 'Europe/Vienna')
  const words = zones.map((zone) => zone.words)
  expect(new Set(words).size).toBeGreaterThan(zones.length * 0.95)
  expect(zones.length).toBeLessThan(250)
  expect(zones.map(({ name }) => name)).toContain('Europe/Vienna')
  expect(zones.map(({ name }) => name)).not.toContain('Europe/Berlin')
  expect(words.indexOf('イギリス時間（UTC+0）')).toBeLessThan(words.indexOf('日本標準時（UTC+9）'))
})
