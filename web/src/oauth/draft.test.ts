import { expect, test } from 'vitest'
import { ja } from '../text/ja.ts'
import { draftOf, problemsOf, scopesFor, settingsOf } from './draft.ts'

const draft = { ...draftOf(null), name: '出荷ボード', redirects: 'https://board.example/back' }

test('an application lacks a name and an address at first', () => {
  expect(problemsOf(ja, draftOf(null))).toEqual({ name: ja.oauth.nameMissing, redirects: ja.oauth.redirectMissing })
  expect(problemsOf(ja, draft)).toEqual({})
})

test('addresses stand one a line, each once, five at most, and fit the kind', () => {
  const redirects = ' https://a.example/ \n\nhttps://a.example/\nboard:/back '
  expect(settingsOf({ ...draft, redirects }).redirectUris).toEqual(['https://a.example/', 'board:/back'])
  expect(problemsOf(ja, { ...draft, redirects })).toEqual({ redirects: ja.oauth.redirectWrong('board:/back') })
  expect(problemsOf(ja, { ...draft, kind: 'public', redirects })).toEqual({})
  const six = Array.from({ length: 6 }, (_, n) => `https://a.example/${n}`).join('\n')
  expect(problemsOf(ja, { ...draft, redirects: six })).toEqual({ redirects: ja.oauth.redirectsTooMany(5) })
})

test('only an application that keeps a secret may stay connected', () => {
  expect(scopesFor('confidential')).toContain('offline_access')
  const chosen = { ...draft, scopes: ['rooms.info:read', 'offline_access'] as const }
  expect(settingsOf({ ...chosen, kind: 'public' }).scopes).toEqual(['rooms.info:read'])
  expect(problemsOf(ja, { ...draft, kind: 'public', scopes: ['offline_access'] })).toEqual({
    scopes: ja.oauth.asksMissing,
  })
})
