import type { api, OutputOf } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { CopyField } from '../ui/CopyField.tsx'

/** What came of inviting. */
export type Handed = OutputOf<typeof api.invitations.create>

/** Links to pass on, before mails that are on their way, before nothing at all. */
export function kindOf({ invitations }: Handed): 'links' | 'mailed' | 'members' {
  if (invitations.some(({ url }) => url !== null)) return 'links'
  return invitations.length > 0 ? 'mailed' : 'members'
}

/** What became of each address: its link, which cannot be seen again, its mail, or that there is no need. */
export function HandedLinks({ handed: { invitations, members } }: { handed: Handed }) {
  const { admin: text } = useText()
  return (
    <ul className="stack g4">
      {invitations.map(({ id, email, url }) => (
        <li key={id} className="stack g1">
          <span className="label exact clip">{email ?? text.openLink}</span>
          {url === null ? (
            <span className="quiet">{text.mailed}</span>
          ) : (
            <CopyField label={text.linkFor(email ?? text.openLink)} value={url} copyLabel={text.copyLink} />
          )}
        </li>
      ))}
      {members.map((email) => (
        <li key={email} className="stack g1">
          <span className="label exact clip">{email}</span>
          <span className="quiet">{text.alreadyMember}</span>
        </li>
      ))}
    </ul>
  )
}
