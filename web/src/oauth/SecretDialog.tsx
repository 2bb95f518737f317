import type { OauthApp } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'

export interface Made {
  title: string
  app: OauthApp
  /** Null: this kind has none. */
  secret: string | null
}

/** What an application's code needs; its secret is seen here and never again. */
export function SecretDialog({ made: { title, app, secret }, onClose }: { made: Made; onClose: () => void }) {
  const { oauth: text } = useText()
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <div className="stack g4">
        <p>{secret === null ? text.publicHint : text.secretOnce}</p>
        <Labelled label={text.clientId} value={app.clientId} />
        {secret !== null && <Labelled label={text.secret} value={secret} />}
      </div>
    </Dialog>
  )
}

function Labelled({ label, value }: { label: string; value: string }) {
  return (
    <div className="stack g2">
      <p className="label">{label}</p>
      <div className="row">
        <CopyField label={label} value={value} />
      </div>
    </div>
  )
}
