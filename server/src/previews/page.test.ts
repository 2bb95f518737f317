import { Parser } from 'htmlparser2'
import { afterEach, expect, test, vi } from 'vitest'
import { readPage } from './page.ts'

const LONG = 512 * 1_024

afterEach(() => vi.restoreAllMocks())

test.each(['<b>', '<x>', '<b></i>', '<x/>', '<p><div>', '<noscript>'])(
  'a page of nothing but %s is read no further than the first pieces',
  (tag) => {
    const write = vi.spyOn(Parser.prototype, 'write')
    const said = readPage(`<title>棚卸し</title>${tag.repeat(LONG / tag.length)}`, 'https://example.test/')
    expect(said.title).toBe('棚卸し')
    expect(write.mock.calls.length).toBeLessThan(3)
  },
)

test('what stands in a long, flat head is found at its end', () => {
  const styles = '<link rel="preload" href="/a.css"><script>let a = "<b><b>"</script>'.repeat(2_000)
  const said = readPage(
    `<html><head>${styles}<meta property="og:title" content="棚卸し"></head>`,
    'https://example.test/',
  )
  expect(said.title).toBe('棚卸し')
})
