import type { Settings } from '@naniwa/contract'
import type { ReactNode } from 'react'
import { useText } from '../text/text.ts'
import { Segmented, Switch } from '../ui/Choice.tsx'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'
import { type QuietChoices, QuietSettings } from './QuietSettings.tsx'

type Choices = Pick<Settings, 'mailRequests' | 'mailReminders' | 'mailUnread'> & QuietChoices

export interface NotificationSettingsProps {
  settings: Choices
  loginMail: string
  /** Whether the server sends mail, or prints it to its log. */
  sendsMail: boolean
  onChange: (change: Partial<Choices>) => void
  /** What this device tells of. */
  children: ReactNode
}

/** What this device tells of, when nothing is told, and what comes by mail. */
export function NotificationSettings({
  settings,
  loginMail,
  sendsMail,
  onChange,
  children,
}: NotificationSettingsProps) {
  const { settings: text } = useText()
  return (
    <Prefs title={text.notifications} lead={text.notificationsLead}>
      {children}
      <QuietSettings settings={settings} onChange={onChange} />
      <PrefGroup title={text.byMail}>
        <PrefRow title={text.mailUnread} hint={sendsMail ? text.mailUnreadHint : text.noMailHint}>
          {sendsMail && (
            <Segmented
              label={text.mailUnread}
              value={settings.mailUnread}
              onValue={(mailUnread) => onChange({ mailUnread })}
              options={[
                { value: 'hour', text: text.mailAfterHour },
                { value: 'morning', text: text.mailInMorning },
                { value: 'off', text: text.mailNever },
              ]}
            />
          )}
        </PrefRow>
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
