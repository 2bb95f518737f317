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
import { type Column, Table } from '../ui/Table.tsx'
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
        {invitations && invitations.length > 0 && <InvitationList invitations={invitations} onRevoke={setAsked} />}
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

interface InvitationListProps {
  invitations: readonly Invitation[]
  onRevoke: (invitation: Invitation) => void
}

function InvitationList({ invitations, onRevoke }: InvitationListProps) {
  const { admin: text } = useText()
  const format = useFormat()
  const columns: Column<Invitation>[] = [
    {
      head: text.address,
      kind: 'who',
      cell: ({ email, expiresAt }) => (
        <>
          <b className="exact clip cell">{email ?? text.openLink}</b>
          <span className="quiet only-phone">{text.expiresOn(format.dateTime(expiresAt))}</span>
        </>
      ),
    },
    { head: text.invitedBy, kind: 'extra', cell: ({ invitedBy }) => invitedBy },
    { head: text.sentOn, kind: 'figures', cell: ({ createdAt }) => format.dateTime(createdAt) },
    { head: text.expires, kind: 'figures', cell: ({ expiresAt }) => format.date(expiresAt) },
    {
      head: text.revoke,
      kind: 'acts',
      cell: (invitation) => (
        <Button
          size="sm"
          variant="danger-ghost"
          aria-label={text.revokeOf(invitation.email ?? text.openLink)}
          onClick={() => onRevoke(invitation)}
        >
          {text.revoke}
        </Button>
      ),
    },
  ]
  return <Table columns={columns} rows={invitations} keyOf={({ id }) => id} />
}
