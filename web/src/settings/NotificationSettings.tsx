import type { Settings } from '@naniwa/contract'
import type { ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Switch } from '../ui/Choice.tsx'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'

type Choices = Pick<Settings, 'mailRequests' | 'mailReminders'>

export interface NotificationSettingsProps {
  settings: Choices
  loginMail: string
  onChange: (change: Partial<Choices>) => void
  /** What this device tells of. */
  children: ReactNode
}

/** What this device tells of, and what comes by mail. */
export function NotificationSettings({ settings, loginMail, onChange, children }: NotificationSettingsProps) {
  const { settings: text } = useText()
  return (
    <Prefs title={text.notifications} lead={text.notificationsLead}>
      {children}
      <PrefGroup title={text.byMail}>
        <PrefRow title={text.mailRequests} hint={text.mailRequestsHint}>
          <Switch
            label={text.mailRequests}
            checked={settings.mailRequests}
            onCheck={(mailRequests) => onChange({ mailRequests })}
          />
        </PrefRow>
        <PrefRow title={text.mailReminders} hint={text.mailRemindersHint}>
          <Switch
            label={text.mailReminders}
            checked={settings.mailReminders}
            onCheck={(mailReminders) => onChange({ mailReminders })}
          />
        </PrefRow>
      </PrefGroup>
      <p className="hint">{text.mailGoesTo(loginMail)}</p>
    </Prefs>
  )
}
