import { expect, test } from 'vitest'
import { markup } from './markup.ts'

test('what is put into a template is escaped', () => {
  expect(markup`<p title="${'"x"'}">${'<b>&'}${"it's"}</p>`.text).toBe(
    '<p title="&quot;x&quot;">&lt;b&gt;&amp;it&#39;s</p>',
  )
})

test('markup stays as it is, lists are strung together, and nothing is nothing', () => {
  const items = ['a', 'b'].map((item) => markup`<li>${item}</li>`)
  expect(markup`<ul>${items}${null}${undefined}${false}${0}</ul>`.text).toBe('<ul><li>a</li><li>b</li>0</ul>')
})
