import { api, type Contact, type ContactInvitation, type Person } from '@naniwa/contract'
import { Ban, Check, UserCheck } from 'lucide-react'
import { useMemo } from 'react'
import { navigate } from '../app/router.ts'
import { paths } from '../frame/paths.ts'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { currentText } from '../text/text.ts'
import { useToast } from '../ui/Toast.tsx'

export interface ContactVerbs {
  accept: (request: Contact) => Promise<boolean>
  decline: (request: Contact) => Promise<boolean>
  /** One's own request, to somebody or to an address. */
  takeBack: (request: Contact | ContactInvitation) => Promise<boolean>
  unblock: (person: Pick<Person, 'accountId' | 'name'>) => Promise<boolean>
}

/** What is done about requests with one press. */
export function useContactVerbs(): ContactVerbs {
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  return useMemo(() => {
    async function openChat(roomId: number | null): Promise<void> {
      if (roomId === null) return
      await client.untilRoom(roomId)
      navigate(paths.room(roomId))
    }
    async function accept({ requestId, name }: Contact): Promise<void> {
      const { roomId } = await client.call(api.contacts.accept, { id: requestId ?? 0 })
      const { contacts: text } = currentText()
      const action = { text: text.openChat, onSelect: () => void openChat(roomId) }
      toast({ text: text.accepted(name), icon: UserCheck, action })
    }
    async function decline({ requestId, name }: Contact): Promise<void> {
      await client.call(api.contacts.reject, { id: requestId ?? 0 })
      toast({ text: currentText().contacts.declined(name) })
    }
    async function takeBack(request: Contact | ContactInvitation): Promise<void> {
      if ('email' in request) await client.call(api.contacts.withdraw, { id: request.id })
      else await client.call(api.contacts.cancel, { id: request.requestId ?? 0 })
      toast({ text: currentText().contacts.takenBack, icon: Check })
    }
    async function unblock({ accountId, name }: Pick<Person, 'accountId' | 'name'>): Promise<void> {
      await client.call(api.contacts.block, { accountId, on: false })
      toast({ text: currentText().contacts.end.unblocked(name), icon: Ban })
    }
    return {
      accept: (request) => attempt(accept(request)),
      decline: (request) => attempt(decline(request)),
      takeBack: (request) => attempt(takeBack(request)),
      unblock: (person) => attempt(unblock(person)),
    }
  }, [client, attempt, toast])
}
