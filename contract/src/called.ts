import { fold } from './fold.ts'

/** Somebody by what they are called. A row that was kept by a version before readings has none. */
export interface Called {
  readonly name: string
  readonly reading?: string | undefined
}

/** What somebody is found by, folded: the name and how it is read, each without its spaces as well. */
export function namesOf({ name, reading = '' }: Called): string[] {
  const names = [name, reading].map((one) => fold(one).trim())
  return [...new Set([...names, ...names.map((one) => one.replaceAll(' ', ''))])].filter((one) => one !== '')
}

/** Whether folded words are in what somebody is called: in the name, or in how it is read. Neither side need have the other's spaces. */
export function isCalled(person: Called, words: string): boolean {
  const joined = words.replaceAll(' ', '')
  return namesOf(person).some((name) => name.includes(words) || name.includes(joined))
}
