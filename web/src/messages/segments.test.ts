import { parse } from '@naniwa/contract'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { segmentsOf, shownUrl } from './segments.ts'

beforeAll(() => vi.stubGlobal('location', { host: 'chat.example' }))

const cut = (body: string) =>
  segmentsOf(parse(body)).map((segment) =>
    segment.kind === 'block'
      ? `[${segment.node.type}]`
      : segment.nodes.map((node) => ('text' in node ? node.text : node.type)).join('|'),
  )

describe('a text', () => {
  test('is cut where something stands by itself, without blank lines at the cuts', () => {
    expect(cut('one\n\n[info]box[/info]\ntwo\n[code]x[/code]')).toEqual(['one', '[info]', 'two', '[code]'])
  })

  test('keeps its own blank lines', () => {
    expect(cut('one\n\ntwo')).toEqual(['one\n\ntwo'])
  })

  test('shows a link to a message as a card only where it fills its line, and is ours', () => {
    expect(cut('see\nhttps://chat.example/#!rid1-2\nplease')).toEqual(['see', '[messageLink]', 'please'])
    expect(cut('see https://chat.example/#!rid1-2 please')).toEqual(['see |messageLink| please'])
    expect(cut('https://other.example/#!rid1-2')).toEqual(['messageLink'])
  })
})

describe('an address', () => {
  test('is shown without its scheme, decoded, shortened in the middle', () => {
    expect(shownUrl('https://minamo.example/%E6%98%A5/')).toBe('minamo.example/春')
    expect(shownUrl('mailto:mori@minamo.example')).toBe('mori@minamo.example')
    expect(shownUrl(`https://minamo.example/${'a'.repeat(100)}end`).length).toBeLessThan(80)
  })

  test('cannot hide what it is behind signs that turn or break the line', () => {
    expect(shownUrl('https://evil.example/%E2%80%AEmoc.knab')).toBe('evil.example/%E2%80%AEmoc.knab')
    expect(shownUrl('https://evil.example/%E3%80%80https://bank.example')).toContain('%E3%80%80')
  })
})
