import { describe, expect, test } from 'vitest'
import { sends } from './send-keys.ts'

const key = (more: object = {}) => ({
  key: 'Enter',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

describe('Enter', () => {
  test('sends or breaks the line as one has set it', () => {
    expect(sends(key(), 'send')).toBe(true)
    expect(sends(key(), 'break')).toBe(false)
    expect(sends(key({ shiftKey: true }), 'send')).toBe(false)
  })

  test('with Ctrl or ⌘ always sends', () => {
    for (const enterKey of ['send', 'break'] as const) {
      expect(sends(key({ ctrlKey: true }), enterKey)).toBe(true)
      expect(sends(key({ metaKey: true }), enterKey)).toBe(true)
    }
  })

  test('no other key sends', () => {
    expect(sends(key({ key: 'a', ctrlKey: true }), 'send')).toBe(false)
    expect(sends(key({ altKey: true }), 'send')).toBe(false)
  })
})
