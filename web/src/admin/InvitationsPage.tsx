import type { Invitation } from '@naniwa/contract'
import { MailPlus, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useLast } from '../ui/last.ts'
import { PageHead } from './PageHead.tsx'

export interface InvitationsPageProps {
  /** Those still open, newest first; null until they are read. */
  invitations: readonly Invitation[] | null
  failure: Failure | null
  onInvite: () => void
  onRevoke: (invitationId: number) => void
}

export function InvitationsPage({ invitations, failure, onInvite, onRevoke }: InvitationsPageProps) {
  const { admin: text } = useText()
  const [asked, setAsked] = useState<Invitation | null>(null)
  const drawn = useLast(asked)
  return (
    <section className="page" aria-label={text.invitations}>
      <PageHead title={text.invitations} onInvite={onInvite} />
      <div className="filterbar" />
      <div className="scroll">
        <FailureNote failure={failure} />
        {invitations?.length === 0 && (
          <EmptyState
            icon={MailPlus}
            title={text.noInvitations}
            action={
              <Button icon={UserPlus} onClick={onInvite}>
                {text.inviteTitle}
              </Button>
            }
          >
            {text.noInvitationsText}
          </EmptyState>
        )}
        {invitations && invitations.length > 0 && <Table invitations={invitations} onRevoke={setAsked} />}
      </div>
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={text.revokeTitle}
        confirm={text.revoke}
        onConfirm={() => {
          if (asked) onRevoke(asked.id)
          setAsked(null)
        }}
      >
        {text.revokeText(drawn?.email ?? text.openLink)}
      </AlertDialog>
    </section>
  )
}

interface TableProps {
  invitations: readonly Invitation[]
  onRevoke: (invitation: Invitation) => void
}

function Table({ invitations, onRevoke }: TableProps) {
  const { admin: text } = useText()
  const format = useFormat()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{text.address}</th>
          <th scope="col" className="extra">
            {text.invitedBy}
          </th>
          <th scope="col" className="extra">
            {text.sentOn}
          </th>
          <th scope="col" className="extra">
            {text.expires}
          </th>
          <th scope="col" className="r">
            <span className="sr">{text.revoke}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <tr key={invitation.id}>
            <td className="who">
              <b className="exact clip cell">{invitation.email ?? text.openLink}</b>
              <span className="quiet only-phone">{text.expiresOn(format.dateTime(invitation.expiresAt))}</span>
            </td>
            <td className="extra">{invitation.invitedBy}</td>
            <td className="extra num">{format.dateTime(invitation.createdAt)}</td>
            <td className="extra num">{format.date(invitation.expiresAt)}</td>
            <td className="r">
              <Button
                size="sm"
                variant="danger-ghost"
                aria-label={text.revokeOf(invitation.email ?? text.openLink)}
                onClick={() => onRevoke(invitation)}
              >
                {text.revoke}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
