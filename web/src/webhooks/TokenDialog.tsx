import { api, type Webhook } from '@naniwa/contract'
import { useState } from 'react'
import { useAction } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { FailureNote } from '../people/FailureNote.tsx'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'

export interface TokenDialogProps {
  webhook: Webhook
  onClose: () => void
  onChanged: () => Promise<void>
}

/** What signs, and how it is changed without a gap. */
export function TokenDialog({ webhook, onClose, onChanged }: TokenDialogProps) {
  const { webhooks: text } = useText()
  const format = useFormat()
  const client = useClient()
  const [shown, setShown] = useState(webhook)
  const rotate = useAction(async (hours: number) => {
    setShown(await client.call(api.webhooks.rotate, { id: webhook.id, hours }))
    await onChanged()
  })
  const { token, next } = shown
  return (
    <Dialog open onOpenChange={onClose} title={text.token}>
      <div className="stack g4">
        <p>{text.tokenLead}</p>
        <div className="row">
          <CopyField label={text.token} value={token} />
        </div>
        {next && (
          <div className="stack g2">
            <p className="label">{text.nextToken}</p>
            <div className="row">
              <CopyField label={text.nextToken} value={next.token} />
            </div>
            <p className="hint">{text.nextTokenFrom(format.dateTime(next.at))}</p>
          </div>
        )}
        <FailureNote failure={rotate.failure} />
        <div className="stack g2">
          <div className="row">
            <Button busy={rotate.busy} onClick={() => void rotate.run(next ? 0 : 24)}>
              {next ? text.rotateNow : text.rotate}
            </Button>
          </div>
          {!next && <p className="hint">{text.rotateHint}</p>}
        </div>
      </div>
    </Dialog>
  )
}
