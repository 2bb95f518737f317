import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { PrefRow } from '../settings/Prefs.tsx'
import { useText } from '../text/text.ts'
import { Switch } from '../ui/Choice.tsx'
import { Tag } from '../ui/Label.tsx'
import { type PushState, readPush, switchPushOff, switchPushOn } from './push.ts'

/** Whether this device is told while no page is open. Not there where the server does not push. */
export function PushRow() {
  const { notices: text } = useText()
  const client = useClient()
  const attempt = useDo()
  const [state, setState] = useState<PushState>('wait')
  const [busy, setBusy] = useState(false)
  const read = useCallback(async () => setState(await readPush(client)), [client])
  useEffect(() => {
    const look = () => void read().catch(() => {})
    look()
    addEventListener('focus', look)
    return () => removeEventListener('focus', look)
  }, [read])
  async function turn(to: 'on' | 'off') {
    setBusy(true)
    await attempt(to === 'on' ? switchPushOn(client) : switchPushOff(client))
    await attempt(read())
    setBusy(false)
  }
  if (state === 'wait' || state === 'none') return null
  const { hint, tag } = text.push[state]
  return (
    <PrefRow title={text.push.title} hint={hint} mark={tag && <Tag tone="plain">{tag}</Tag>}>
      {(state === 'on' || state === 'off') && (
        <Switch
          label={text.push.title}
          checked={state === 'on'}
          disabled={busy}
          onCheck={(on) => void turn(on ? 'on' : 'off')}
        />
      )}
    </PrefRow>
  )
}
