import { expect, test } from 'vitest'
import { extensionOf, guessedLook, lookOf, nameIn, toneOf } from './kinds.ts'

test('what a file is counts, not what its name says', () => {
  expect(lookOf({ type: 'text/html', preview: { state: 'waiting' } })).toBe('text')
  expect(lookOf({ type: 'image/svg+xml', preview: { state: 'waiting' } })).toBe('text')
  expect(lookOf({ type: 'image/heic', preview: { state: 'none' } })).toBe('plain')
  expect(lookOf({ type: 'audio/wav', preview: { state: 'none' } })).toBe('audio')
  expect(lookOf({ type: 'video/x-msvideo', preview: { state: 'none' } })).toBe('plain')
  const preview = { kind: 'page', width: 10, height: 10, count: 2 } as const
  expect(lookOf({ type: 'application/pdf', preview: { state: 'ready', preview } })).toBe('document')
})

test('before it is known, its place is kept by its name', () => {
  expect(guessedLook('写真.JPG', true)).toBe('picture')
  expect(guessedLook('図面', true)).toBe('document')
  expect(guessedLook('写真.heic', false)).toBe('plain')
  expect(guessedLook('点検表.csv', false)).toBe('text')
  expect(guessedLook('会議.mp4', false)).toBe('video')
})

test('the name in a message is found, brackets of its own and all', () => {
  expect(nameIn('見積 (2) (最終).pdf (8.02 MB)')).toBe('見積 (2) (最終).pdf')
  expect(nameIn('a.txt (12 bytes)')).toBe('a.txt')
  expect(nameIn('古い形.txt')).toBe('古い形.txt')
})

test('a tile shows a short ending in the colour of its kind', () => {
  expect(extensionOf('一式.zip')).toBe('ZIP')
  expect(toneOf('ZIP')).toBe('zip')
  expect(extensionOf('メモ.議事録')).toBe('')
  expect(toneOf(extensionOf('Makefile'))).toBe('')
})
