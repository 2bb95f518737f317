import type { Person } from '@naniwa/contract'
import { useMemo } from 'react'
import { useMe } from '../../live/client.ts'
import { PeoplePicker } from '../../rooms/PeoplePicker.tsx'
import { useRoomMembers } from '../../rooms/room-members.ts'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Field } from '../../ui/Field.tsx'

export interface AssigneesFieldProps {
  roomId: number
  value: readonly Person[]
  onValue: (people: Person[]) => void
  error?: string
}

/** Who is to do it: several people get a task each. */
export function AssigneesField({ roomId, value, onValue, error }: AssigneesFieldProps) {
  const { tasks: text } = useText()
  const format = useFormat()
  const me = useMe()
  const members = useRoomMembers(roomId)
  // Oneself comes first: that is whom most tasks are for.
  const people = useMemo(() => {
    const mine = (person: Person) => (person.accountId === me?.accountId ? 0 : 1)
    return members && [...members].sort((a, b) => mine(a) - mine(b))
  }, [members, me])
  const label = (
    <>
      {text.toWhom}
      {value.length > 1 && <span className="quiet num"> {format.number(value.length)}</span>}
    </>
  )
  return (
    <Field label={label} hint={value.length > 1 ? text.toWhomHint : undefined} error={error}>
      <PeoplePicker people={people} organizationId={me?.organizationId ?? 0} value={value} onValue={onValue} />
    </Field>
  )
}
