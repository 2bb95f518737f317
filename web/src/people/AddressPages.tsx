import { CircleCheckBig } from 'lucide-react'
import { paths } from '../frame/paths.ts'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { FailureNote } from './FailureNote.tsx'
import { Gate, GateHead } from './Gate.tsx'
import { Notice } from './NoticePages.tsx'

export interface ConfirmAddressPageProps {
  host: string
  busy: boolean
  failure: Failure | null
  onConfirm: () => void
}

/** Where the link of a mail to a new address leads. Asks, so that a program which only looks at the link uses nothing up. */
export function ConfirmAddressPage({ host, busy, failure, onConfirm }: ConfirmAddressPageProps) {
  const { people } = useText()
  return (
    <Gate title={people.confirmAddress} art="signIn" host={host}>
      <GateHead title={people.confirmAddress} lead={people.confirmAddressLead} />
      <FailureNote failure={failure} />
      <Button variant="primary" size="xl" width="full" busy={busy} onClick={onConfirm}>
        {people.takeAddress}
      </Button>
    </Gate>
  )
}

export interface AddressChangedPageProps {
  host: string
}

export function AddressChangedPage({ host }: AddressChangedPageProps) {
  const { people } = useText()
  return (
    <Notice
      title={people.addressChanged}
      art="signIn"
      host={host}
      icon={CircleCheckBig}
      lead={people.addressChangedLead}
    >
      <ButtonLink href={paths.chats} variant="primary" size="xl" width="full">
        {people.toChats}
      </ButtonLink>
    </Notice>
  )
}
