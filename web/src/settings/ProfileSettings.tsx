import type { Profile } from '@naniwa/contract'
import { type FormEvent, useState } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { focusFirstWrong } from '../ui/forms.ts'
import { PictureRow } from './PictureRow.tsx'
import { PrefGroup, Prefs } from './Prefs.tsx'
import { ProfileFields } from './ProfileFields.tsx'
import { changesOf, profileProblems } from './profile-check.ts'

export interface ProfileSettingsProps {
  accountId: number
  profile: Profile
  organizationName: string
  /** Address of the picture. */
  avatar: string | null
  avatarState: 'idle' | 'busy'
  /** Null takes the picture away. */
  onAvatar: (picture: File | null) => void
  saving: boolean
  failure: Failure | null
  /** Only the fields that changed. */
  onSave: (changes: Partial<Profile>) => void
}

export function ProfileSettings(props: ProfileSettingsProps) {
  const { accountId, profile, organizationName, avatar, avatarState, onAvatar, saving, failure, onSave } = props
  const text = useText()
  const [draft, setDraft] = useState(profile)
  const [tried, setTried] = useState(false)
  const changes = changesOf(profile, draft)
  const dirty = Object.keys(changes).length > 0
  const wrong = profileProblems(text, draft)
  if (failure === 'chatwork_id_taken') wrong.chatworkId ??= text.failures.chatwork_id_taken
  const shown = tried || failure === 'chatwork_id_taken' ? wrong : {}

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (Object.keys(profileProblems(text, draft)).length > 0) return focusFirstWrong(event.currentTarget)
    if (dirty && !saving) onSave(changes)
  }

  return (
    <Prefs title={text.settings.profile} lead={text.settings.profileLead}>
      <PrefGroup title={text.settings.picture}>
        <PictureRow
          face={<Avatar id={accountId} name={profile.name} image={avatar} size={64} />}
          name={profile.name}
          state={avatarState === 'busy' ? 'busy' : avatar === null ? 'none' : 'there'}
          onPicture={onAvatar}
        />
      </PrefGroup>
      <form className="stack prefform" noValidate onSubmit={submit}>
        <ProfileFields
          draft={draft}
          organizationName={organizationName}
          wrong={shown}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        {failure !== 'chatwork_id_taken' && <FailureNote failure={failure} />}
        {dirty && (
          <div className="savebar">
            <span className="quiet" role="status">
              {text.settings.unsaved}
            </span>
            <Button onClick={() => setDraft(profile)}>{text.settings.discard}</Button>
            <Button type="submit" variant="primary" busy={saving}>
              {text.ui.save}
            </Button>
          </div>
        )}
      </form>
    </Prefs>
  )
}
