import { describe, expect, it } from 'vitest'
import { ja } from '../text/ja.ts'
import { emailProblem, emailsProblem, newPasswordProblem, splitEmails } from './check.ts'

describe('an address', () => {
  it('is told what it lacks', () => {
    expect(emailProblem(ja, ' ')).toBe(ja.people.missingEmail)
    expect(emailProblem(ja, 'aoi')).toBe(ja.people.emailAt)
    expect(emailProblem(ja, '@minamo.example')).toBe(ja.people.emailAt)
    expect(emailProblem(ja, 'aoi@minamo')).toBe(ja.people.emailDomain)
    expect(emailProblem(ja, 'aoi@minamo.')).toBe(ja.people.emailDomain)
    expect(emailProblem(ja, ' aoi.takahashi+x@mail.minamo.example ')).toBeUndefined()
  })
})

describe('a list of addresses', () => {
  it('is read as people paste it, each once', () => {
    expect(splitEmails('a@x.example, B@x.example\nb@x.example；c@x.example、d@x.example')).toEqual([
      'a@x.example',
      'b@x.example',
      'c@x.example',
      'd@x.example',
    ])
  })

  it('names those that cannot be read', () => {
    expect(emailsProblem(ja, ['a@x.example', 'b'])).toBe(ja.people.emailsWrong('b'))
    expect(emailsProblem(ja, [])).toBe(ja.people.missingEmail)
    expect(
      emailsProblem(
        ja,
        Array.from({ length: 101 }, (_, at) => `a${at}@x.example`),
      ),
    ).toBe(ja.people.tooMany)
  })
})

describe('a new password', () => {
  it('counts characters, not code units', () => {
    expect(newPasswordProblem(ja, '𠮷野家𠮷野家')).toBe(ja.people.shortPassword('6'))
    expect(newPasswordProblem(ja, 'correct horse')).toBeUndefined()
  })
})
