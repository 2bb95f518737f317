import { expect, test } from 'vitest'
import { Hold } from './hold.ts'

const end = { isAtEnd: true, isKept: false }
const above = { isAtEnd: false, isKept: false }

test('a log that begins at its end keeps it in sight, whatever its rows measure', () => {
  const hold = new Hold()
  hold.begin('end', 0)
  for (const now of [10, 300, 5_000]) {
    expect(hold.see(above, now)).toBe(false)
    expect(hold.isHeld).toBe(true)
  }
})

test('a log that begins elsewhere is not held while its first rows settle, though the end shows', () => {
  const hold = new Hold()
  hold.begin('elsewhere', 0)
  hold.see(end, 100)
  expect(hold.isHeld).toBe(false)
  hold.see(end, 500)
  expect(hold.isHeld).toBe(true)
})

test('the reader goes away from the end and comes back to it', () => {
  const hold = new Hold()
  hold.begin('end', 0)
  hold.push(1_000)
  hold.see(above, 1_050)
  expect(hold.isHeld).toBe(false)
  hold.push(2_000)
  // The push goes on for as long as its scroll events follow each other.
  for (const now of [2_150, 2_300, 2_450]) hold.move(now)
  expect(hold.see(end, 2_600)).toBe(true)
  expect(hold.isHeld).toBe(true)
  expect(hold.see(end, 2_610)).toBe(false)
})

test('what scrolls without the reader is no arrival of theirs', () => {
  const hold = new Hold()
  hold.begin('elsewhere', 0)
  hold.see(above, 500)
  hold.move(600)
  expect(hold.see(end, 700)).toBe(false)
})

test('the press that marks unread is no wish to read on', () => {
  const hold = new Hold()
  hold.begin('end', 0)
  hold.push(1_000)
  expect(hold.see({ isAtEnd: false, isKept: true }, 1_050)).toBe(false)
  expect(hold.isUntouched).toBe(true)
  expect(hold.see({ isAtEnd: true, isKept: true }, 1_060)).toBe(false)
})
