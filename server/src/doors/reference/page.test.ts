import { expect, test } from 'vitest'
import { openApi } from './openapi.ts'
import { referencePage, referenceScript, referenceStyle } from './page.ts'

const document = openApi('1.2.3')
const page = referencePage(document, 'https://chat.example.com')

test('every endpoint, schema, event and error has a place in the page', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const operations = Object.values(document.paths).map(({ post, get }) => (post ?? get)?.operationId)
  expect(ids).toEqual(expect.arrayContaining(operations))
  expect(ids).toEqual(expect.arrayContaining(Object.keys(document.components.schemas)))
  expect(ids).toEqual(expect.arrayContaining(Object.keys(document['x-events']).map((name) => `event-${name}`)))
  expect(ids).toEqual(expect.arrayContaining(Object.keys(document['x-errors']).map((code) => `error-${code}`)))
})

test('every link within leads somewhere', () => {
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(links.filter((id) => !ids.has(id))).toEqual([])
})

test('nothing runs or is styled inline, and nothing comes from elsewhere', () => {
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
  expect([...page.matchAll(/<script[^>]*>[^<]*/g)].map(([tag]) => tag)).toEqual([
    '<script src="/api/reference.js" defer>',
  ])
  expect([...page.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, url]) => url)).toEqual([
    '/api/reference.css',
    '/api/reference.js',
    '/api/openapi.json',
    '/api/v2',
  ])
  expect(referenceStyle()).not.toMatch(/url\(|@import/)
  expect(referenceScript()).not.toMatch(/innerHTML|eval|fetch/)
})

test('a call can be copied into a shell', () => {
  const call = /curl -b cookies (?:(?!<).)*?\/api\/messages\/send/s.exec(page)?.[0] ?? ''
  expect(call).toContain('https://chat.example.com/api/messages/send')
  expect(call).toContain('{&quot;roomId&quot;:')
})

test('fields say what they take: type, limits and meaning', () => {
  const list = page.slice(page.indexOf('<article id="messages.list"'), page.indexOf('<article id="messages.get"'))
  expect(list).toContain('<code>limit</code> <span class="optional">optional</span>')
  expect(list).toContain('1 to 200, default <code>50</code>')
  expect(list).toContain('<a href="#Message">Message</a>[]')
  expect(list).toContain('The last <code>limit</code> before this number')
})
