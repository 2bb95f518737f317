import { expect, test } from 'vitest'
import { isCalled, namesOf } from './called.ts'
import { fold } from './fold.ts'

const aoi = { name: '高橋　葵', reading: 'タカハシ ｱｵｲ' }

test('somebody is called by their name and by how it is read, in either kana and any width', () => {
  for (const typed of [
    '高橋',
    '高橋葵',
    '高橋 葵',
    'たかはし',
    'タカハシ',
    'ﾀｶﾊｼ',
    'あおい',
    'たかはしあおい',
    'はし あ',
  ]) {
    expect(isCalled(aoi, fold(typed)), typed).toBe(true)
  }
  for (const typed of ['高梨', 'たかなし', '葵たか']) expect(isCalled(aoi, fold(typed)), typed).toBe(false)
})

test('a space between the names is typed or left out, whichever way they are kept', () => {
  const joined = { name: '高橋葵', reading: 'たかはしあおい' }
  for (const typed of ['高橋　葵', 'タカハシ アオイ', 'はし あ'])
    expect(isCalled(joined, fold(typed)), typed).toBe(true)
  expect(isCalled(joined, fold('葵 高橋'))).toBe(false)
})

test('a row without a reading is found by its name alone', () => {
  expect(namesOf({ name: 'Emily Carter' })).toEqual(['emily carter', 'emilycarter'])
  expect(namesOf({ name: 'ラン', reading: '' })).toEqual(['らん'])
})
