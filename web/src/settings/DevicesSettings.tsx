import type { Session } from '@naniwa/contract'
import { Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Choice.tsx'
import { Delayed, Skeleton } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tag } from '../ui/Label.tsx'
import { deviceOf } from './device.ts'
import { PrefGroup, PrefRow, Prefs } from './Prefs.tsx'

export interface DevicesSettingsProps {
  /** Null until they are read. */
  sessions: readonly Session[] | null
  /** Those being signed out just now. */
  ending: ReadonlySet<number>
  onRevoke: (sessionId: number) => void
  onRevokeAll: (keep: 'this' | 'none') => void
}

export function DevicesSettings({ sessions, ending, onRevoke, onRevokeAll }: DevicesSettingsProps) {
  const { settings: text } = useText()
  const [asking, setAsking] = useState(false)
  return (
    <Prefs title={text.devices} lead={text.devicesLead}>
      <section className="pref" aria-label={text.devices}>
        {sessions ? (
          <ul className="rows">
            {sessions.map((session) => (
              <DeviceRow
                key={session.id}
                session={session}
                busy={ending.has(session.id)}
                onRevoke={() => onRevoke(session.id)}
              />
            ))}
          </ul>
        ) : (
          <Waiting />
        )}
      </section>
      <PrefGroup title={text.safety}>
        <PrefRow title={text.revokeAll} hint={text.revokeAllLead}>
          <Button variant="danger" onClick={() => setAsking(true)}>
            {text.revoke}
          </Button>
        </PrefRow>
      </PrefGroup>
      <RevokeAllDialog open={asking} onOpenChange={setAsking} onRevokeAll={onRevokeAll} />
    </Prefs>
  )
}

interface DeviceRowProps {
  session: Session
  busy: boolean
  onRevoke: () => void
}

function DeviceRow({ session, busy, onRevoke }: DeviceRowProps) {
  const { settings: text } = useText()
  const format = useFormat()
  const device = deviceOf(session.userAgent)
  const name = device.name || text.unknownDevice
  return (
    <li>
      <span className="glyph small">
        <Icon of={device.kind === 'phone' ? Smartphone : Monitor} />
      </span>
      <div className="tx">
        <b className="row">
          <span className="clip">{name}</span>
          {session.current && <Tag tone="good">{text.thisDevice}</Tag>}
        </b>
        <span>{session.current ? text.usedNow : text.lastUsed(format.since(session.lastSeenAt))}</span>
        <span className="facts exact">
          <span>{session.address}</span>
          <span>{text.since(format.date(session.createdAt))}</span>
        </span>
      </div>
      {!session.current && (
        <Button size="sm" aria-label={text.revokeDevice(name)} busy={busy} onClick={onRevoke}>
          {text.revoke}
        </Button>
      )}
    </li>
  )
}

function Waiting() {
  return (
    <Delayed>
      <div className="rows">
        {['44%', '36%', '40%'].map((width) => (
          <div key={width}>
            <Skeleton width="36px" height="36px" shape="circle" />
            <div className="tx">
              <Skeleton width={width} />
            </div>
          </div>
        ))}
      </div>
    </Delayed>
  )
}

interface RevokeAllDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  onRevokeAll: (keep: 'this' | 'none') => void
}

function RevokeAllDialog({ open, onOpenChange, onRevokeAll }: RevokeAllDialogProps) {
  const { settings: text } = useText()
  const [keepThis, setKeepThis] = useState(true)
  return (
    <AlertDialog
      open={open}
      onOpenChange={onOpenChange}
      title={text.revokeAllTitle}
      confirm={text.revoke}
      onConfirm={() => {
        onOpenChange(false)
        onRevokeAll(keepThis ? 'this' : 'none')
      }}
    >
      <div className="stack g3">
        <p>{text.revokeAllText}</p>
        <Checkbox checked={keepThis} onCheck={setKeepThis}>
          {text.keepThis}
        </Checkbox>
      </div>
    </AlertDialog>
  )
}
