import type { Person } from '@naniwa/contract'
import { Globe } from 'lucide-react'
import { useMe } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Colleagues } from './colleagues.ts'
import { PeoplePicker } from './PeoplePicker.tsx'

export interface PeopleFieldProps {
  colleagues: Colleagues
  /** Who is left out: oneself, those who are in already. */
  without: (accountId: number) => boolean
  value: readonly Person[]
  onValue: (people: Person[]) => void
}

/** The field of people with its label, its figure and the word about people from outside. */
export function PeopleField({ colleagues, without, value, onValue }: PeopleFieldProps) {
  const text = useText().dialogs.people
  const format = useFormat()
  const organizationId = useMe()?.organizationId ?? 0
  const hasOutside = value.some((person) => person.organizationId !== organizationId)
  const label = (
    <>
      {text.label}
      {value.length > 0 && <span className="quiet num"> {format.number(value.length)}</span>}
    </>
  )
  const outside = hasOutside && (
    <span className="warn row g1">
      <Icon of={Globe} size="xs" />
      {text.outside}
    </span>
  )
  const failed = colleagues.failure && (
    <>
      {text.failed}{' '}
      <button type="button" className="link" onClick={colleagues.retry}>
        {text.retry}
      </button>
    </>
  )
  return (
    <Field label={label} hint={outside || undefined} error={failed || undefined}>
      <PeoplePicker
        people={colleagues.people?.filter(({ accountId }) => !without(accountId)) ?? null}
        organizationId={organizationId}
        value={value}
        onValue={onValue}
      />
    </Field>
  )
}
