import { BellRing } from 'lucide-react'
import { useEffect, useState } from 'react'
import { paths } from '../frame/paths.ts'
import { deviceOf } from '../settings/device.ts'
import { PrefGroup, PrefRow } from '../settings/Prefs.tsx'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented, Switch } from '../ui/Choice.tsx'
import { Tag } from '../ui/Label.tsx'
import { PushRow } from './PushRow.tsx'
import { browserScreen, type Permission, permission } from './screen.ts'
import { setWishes, useWishes } from './wishes.ts'

/** What this device tells somebody of, and whether the browser lets it. */
export function DeviceNotices({ accountId }: { accountId: number }) {
  const { notices: text } = useText()
  const wishes = useWishes(accountId)
  return (
    <PrefGroup title={text.onDevice}>
      <PermissionRow sound={wishes.sound} />
      <PushRow />
      <PrefRow title={text.which} hint={text.whichHint}>
        <Segmented
          label={text.which}
          value={wishes.which}
          onValue={(which) => setWishes(accountId, { which })}
          options={[
            { value: 'all', text: text.all },
            { value: 'toMe', text: text.toMe },
            { value: 'off', text: text.off },
          ]}
        />
      </PrefRow>
      <PrefRow title={text.sound} hint={text.soundHint}>
        <Switch
          label={text.sound}
          checked={wishes.sound}
          onCheck={(sound) => {
            setWishes(accountId, { sound })
            if (sound) browserScreen.ring()
          }}
        />
      </PrefRow>
      <PrefRow title={text.hidden} hint={text.hiddenHint}>
        <Switch label={text.hidden} checked={wishes.hidden} onCheck={(hidden) => setWishes(accountId, { hidden })} />
      </PrefRow>
    </PrefGroup>
  )
}

function PermissionRow({ sound }: { sound: boolean }) {
  const { notices: text } = useText()
  const [state, ask] = usePermission()
  const { name } = deviceOf(navigator.userAgent)
  const hints: Record<Permission, string> = {
    default: text.askHint,
    granted: text.grantedOn(name),
    denied: text.deniedHint,
    unable: text.unableHint,
  }
  function showSample(): void {
    const path = paths.settings('notifications')
    browserScreen.show({ title: 'Naniwa', body: text.sample, tag: 'sample', path })
    if (sound) browserScreen.ring()
  }
  return (
    <PrefRow title={text.popups} hint={hints[state]} mark={<Mark of={state} />}>
      {state === 'default' && (
        <Button variant="primary" onClick={ask}>
          {text.ask}
        </Button>
      )}
      {state === 'granted' && (
        <Button icon={BellRing} onClick={showSample}>
          {text.tryIt}
        </Button>
      )}
    </PrefRow>
  )
}

function Mark({ of }: { of: Permission }) {
  const { notices: text } = useText()
  if (of === 'default') return null
  return <Tag tone={of === 'granted' ? 'good' : of === 'denied' ? 'warn' : 'plain'}>{text[of]}</Tag>
}

/** As it is now: people change it in the browser's own settings, too. */
function usePermission(): readonly [Permission, () => void] {
  const [state, setState] = useState(permission)
  useEffect(() => {
    const look = () => setState(permission())
    let status: PermissionStatus | undefined
    navigator.permissions
      ?.query({ name: 'notifications' })
      .then((found) => {
        status = found
        status.addEventListener('change', look)
      })
      .catch(() => {})
    addEventListener('focus', look)
    return () => {
      status?.removeEventListener('change', look)
      removeEventListener('focus', look)
    }
  }, [])
  return [state, () => void Notification.requestPermission().then(() => setState(permission()))]
}
