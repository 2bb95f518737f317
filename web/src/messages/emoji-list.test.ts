import { emoticons, emoji as oneEmoji } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { allEmoji } from './emoji-list.ts'

test('every emoji on offer is one the server takes, once, with words in both languages', () => {
  const chars = allEmoji().map(({ char }) => char)
  expect(new Set(chars).size).toBe(chars.length)
  for (const { char, ja, en } of allEmoji()) {
    expect(oneEmoji.safeParse(char).success, char).toBe(true)
    expect(ja, char).not.toBe('')
    expect(en, char).not.toBe('')
  }
  expect(chars.length).toBeGreaterThanOrEqual(200)
  expect(emoticons.length).toBe(49)
})
