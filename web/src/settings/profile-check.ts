import type { Profile } from '@naniwa/contract'
import { emailProblem, nameProblem } from '../people/check.ts'
import type { Text } from '../text/ja.ts'

export type ProfileProblems = Partial<Record<keyof Profile, string>>

/** What the server would refuse, in the reader's words. */
export function profileProblems(text: Text, draft: Profile): ProfileProblems {
  const problems: ProfileProblems = {}
  const set = (key: keyof Profile, problem: string | undefined) => {
    if (problem) problems[key] = problem
  }
  set('name', nameProblem(text, draft.name))
  if (draft.mail !== '') set('mail', emailProblem(text, draft.mail))
  if (draft.url !== '' && !/^https?:\/\/\S+$/.test(draft.url)) problems.url = text.settings.urlWrong
  if (!/^(?:[A-Za-z0-9][A-Za-z0-9_.-]{2,39})?$/.test(draft.chatworkId)) {
    problems.chatworkId = text.settings.chatworkIdWrong
  }
  return problems
}

/** The fields that differ. */
export function changesOf(profile: Profile, draft: Profile): Partial<Profile> {
  const keys = Object.keys(profile) as (keyof Profile)[]
  return Object.fromEntries(keys.filter((key) => profile[key] !== draft[key]).map((key) => [key, draft[key]]))
}
