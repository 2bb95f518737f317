import { api, type Me, type Person } from '@naniwa/contract'
import { CircleCheckBig } from 'lucide-react'
import { useState } from 'react'
import { type Action, useAction } from '../../live/action.ts'
import { useClient, useMe } from '../../live/client.ts'
import { useText } from '../../text/text.ts'
import { useToast } from '../../ui/Toast.tsx'
import { useOpenTask } from '../dialogs.ts'
import { emptyFields, inputOf, type TaskFields } from './fields.ts'
import { keepFields, keptFields } from './kept.ts'

export interface FieldsState {
  fields: TaskFields
  change: (changes: Partial<TaskFields>) => void
  create: Action<TaskFields>
}

/** A task that is being written; kept under `place` until it is added. */
export function useFields(place: string, begin: Partial<TaskFields>, onCreated: () => void): FieldsState {
  const client = useClient()
  const { tasks: text } = useText()
  const toast = useToast()
  const openTask = useOpenTask()
  const me = useMe()
  const fresh = (): TaskFields => ({ ...emptyFields, people: me ? [asPerson(me)] : [], ...begin })
  const [fields, setFields] = useState<TaskFields>(() => keptFields(client, place) ?? fresh())

  function change(changes: Partial<TaskFields>) {
    const next = { ...fields, ...changes }
    setFields(next)
    keepFields(client, place, next)
  }

  const create = useAction(async (written: TaskFields) => {
    const input = inputOf(written)
    if (!input) return
    const { tasks } = await client.call(api.tasks.create, input)
    keepFields(client, place, null)
    setFields(fresh())
    const [first] = tasks
    const action = first && { text: text.open, onSelect: () => openTask(first) }
    toast({ text: text.created(tasks.length), icon: CircleCheckBig, action })
    onCreated()
  })
  return { fields, change, create }
}

/** Oneself, as others are known. */
export function asPerson(me: Me): Person {
  const { accountId, name, reading, avatar, department, title, organizationId, organizationName } = me
  return { accountId, name, reading, avatar, department, title, organizationId, organizationName }
}
