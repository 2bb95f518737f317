import { api, type Me, type Session, type Settings } from '@naniwa/contract'
import { useCallback, useEffect, useState } from 'react'
import { BlockedSettings } from '../contacts/BlockedSettings.tsx'
import type { SettingsSection } from '../frame/paths.ts'
import { useAction, useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { DeviceNotices } from '../notifications/DeviceNotices.tsx'
import { AppsSettings } from '../oauth/AppsSettings.tsx'
import { ConnectionsSettings } from '../oauth/ConnectionsSettings.tsx'
import { AddressSettings } from '../settings/AddressSettings.tsx'
import { DevicesSettings } from '../settings/DevicesSettings.tsx'
import { LanguageSettings } from '../settings/LanguageSettings.tsx'
import { LookSettings } from '../settings/LookSettings.tsx'
import { NotificationSettings } from '../settings/NotificationSettings.tsx'
import { PasswordSettings } from '../settings/PasswordSettings.tsx'
import { ProfileSettings } from '../settings/ProfileSettings.tsx'
import { SettingsFrame } from '../settings/SettingsFrame.tsx'
import { imageUrl, uploadImage } from '../sync/upload.ts'
import { phone, useMedia } from '../ui/media.ts'
import { WebhooksSettings } from '../webhooks/WebhooksSettings.tsx'
import { CloseSection } from './CloseSection.tsx'
import { profileOf } from './profile.ts'
import { http } from './session.ts'
import { TokensSection } from './TokensSection.tsx'
import { useMail } from './use-mail.ts'

export interface SettingsPagesProps {
  me: Me
  section: SettingsSection | null
  onSignOut: () => void
}

export function SettingsPages({ me, section, onSignOut }: SettingsPagesProps) {
  const onPhone = useMedia(phone)
  const shown = section ?? (onPhone ? null : 'profile')
  return (
    <SettingsFrame section={shown} onSignOut={onSignOut}>
      {shown === 'profile' && <ProfileSection me={me} />}
      {shown === 'look' && <LookSection settings={me.settings} />}
      {shown === 'notifications' && <NotificationSection me={me} />}
      {shown === 'language' && <LanguageSection settings={me.settings} />}
      {shown === 'address' && <AddressSection loginMail={me.loginMail} />}
      {shown === 'password' && <PasswordSection loginMail={me.loginMail} />}
      {shown === 'close' && <CloseSection me={me} />}
      {shown === 'blocked' && <BlockedSettings />}
      {shown === 'webhooks' && <WebhooksSettings />}
      {shown === 'apps' && <ConnectionsSettings />}
      {shown === 'developer' && <AppsSettings />}
      {shown === 'devices' && <DevicesSection onSignOut={onSignOut} />}
      {shown === 'tokens' && <TokensSection />}
    </SettingsFrame>
  )
}

function ProfileSection({ me }: { me: Me }) {
  const client = useClient()
  const save = useAction(async (changes: Parameters<typeof client.call<typeof api.accounts.updateProfile>>[1]) => {
    await client.call(api.accounts.updateProfile, changes)
  })
  const picture = useAction(async (file: File | null) => {
    const avatar = file && (await uploadImage(http, file)).hash
    await client.call(api.accounts.updateProfile, { avatar })
  })
  return (
    <ProfileSettings
      // Drawn anew when another device has changed the profile: the form starts from what is saved.
      key={me.tick}
      accountId={me.accountId}
      profile={profileOf(me)}
      organizationName={me.organizationName}
      avatar={me.avatar && imageUrl(me.avatar)}
      avatarState={picture.busy ? 'busy' : 'idle'}
      onAvatar={picture.run}
      saving={save.busy}
      failure={save.failure ?? picture.failure}
      onSave={save.run}
    />
  )
}

function useSettingsChange(): (change: Partial<Settings>) => void {
  const client = useClient()
  const attempt = useDo()
  return (change) => void attempt(client.call(api.accounts.updateSettings, change))
}

function LookSection({ settings }: { settings: Settings }) {
  const change = useSettingsChange()
  return <LookSettings settings={settings} onChange={change} />
}

function LanguageSection({ settings }: { settings: Settings }) {
  const change = useSettingsChange()
  return <LanguageSettings settings={settings} onChange={change} />
}

function NotificationSection({ me }: { me: Me }) {
  const change = useSettingsChange()
  const sendsMail = useMail()
  return (
    <NotificationSettings settings={me.settings} loginMail={me.loginMail} sendsMail={sendsMail} onChange={change}>
      <DeviceNotices accountId={me.accountId} />
    </NotificationSettings>
  )
}

function AddressSection({ loginMail }: { loginMail: string }) {
  const client = useClient()
  const mail = useMail()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const change = useAction(async (input: { email: string; password: string }) => {
    await client.call(api.accounts.changeAddress, input)
    setSentTo(input.email)
  })
  return (
    <AddressSettings
      // Confirmed on whatever device: the form starts from the address that holds now.
      key={loginMail}
      loginMail={loginMail}
      mail={mail}
      sentTo={sentTo === loginMail ? null : sentTo}
      busy={change.busy}
      failure={change.failure}
      onChange={change.run}
    />
  )
}

function PasswordSection({ loginMail }: { loginMail: string }) {
  const client = useClient()
  const [isChanged, setChanged] = useState(false)
  const change = useAction(async (input: { current: string; next: string; programs?: 'end' }) => {
    await client.call(api.passwords.change, input)
    setChanged(true)
  })
  return (
    <PasswordSettings
      loginMail={loginMail}
      state={isChanged ? 'changed' : change.busy ? 'busy' : 'idle'}
      failure={change.failure}
      onChange={change.run}
    />
  )
}

function DevicesSection({ onSignOut }: { onSignOut: () => void }) {
  const client = useClient()
  const attempt = useDo()
  const [sessions, setSessions] = useState<Session[] | null>(null)
  const [ending, setEnding] = useState<ReadonlySet<number>>(new Set())

  const read = useCallback(async () => {
    setSessions((await client.call(api.sessions.list, {})).sessions)
  }, [client])
  useEffect(() => void attempt(read()), [attempt, read])

  async function revoke(id: number) {
    setEnding((before) => new Set(before).add(id))
    if (await attempt(client.call(api.sessions.revoke, { id }))) await attempt(read())
    setEnding((before) => new Set([...before].filter((other) => other !== id)))
  }

  async function revokeAll(keep: 'this' | 'none') {
    const isDone = await attempt(client.call(api.sessions.revokeAll, { keepCurrent: keep === 'this' }))
    if (!isDone) return
    if (keep === 'none') onSignOut()
    else await attempt(read())
  }

  return <DevicesSettings sessions={sessions} ending={ending} onRevoke={revoke} onRevokeAll={revokeAll} />
}
