import { type InfoNode, parse } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { fileIn } from './file-node.ts'

const boxIn = (body: string) => fileIn(parse(body).find((node) => node.type === 'info') as InfoNode)

test('the box that the server writes is its file, with words before it or without', () => {
  const box = '[preview id=7 ht=150][download:7]図.png (3.00 KB)[/download]'
  expect(boxIn(`[info][title][dtext:file_uploaded][/title]${box}[/info]`)).toMatchObject({
    node: { fileId: 7, label: '図.png (3.00 KB)' },
    hasPreview: true,
  })
  expect(boxIn(`見てください\n[info][download:8]表.xlsx (1.00 MB)[/download][/info]`)).toMatchObject({
    node: { fileId: 8 },
    hasPreview: false,
  })
})

test('a box with more in it, or a title of its own, stays a box', () => {
  expect(boxIn('[info][download:7]a[/download] と言葉[/info]')).toBe(null)
  expect(boxIn('[info][download:7]a[/download][download:8]b[/download][/info]')).toBe(null)
  expect(boxIn('[info][title]決定[/title][download:7]a[/download][/info]')).toBe(null)
})
