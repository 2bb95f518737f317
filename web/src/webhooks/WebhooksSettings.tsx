import { api, WEBHOOK_LIMIT, type Webhook } from '@naniwa/contract'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { Prefs } from '../settings/Prefs.tsx'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { useLast } from '../ui/last.ts'
import { DeliveryLog } from './DeliveryLog.tsx'
import { TokenDialog } from './TokenDialog.tsx'
import { WebhookDialog } from './WebhookDialog.tsx'
import { WebhookRow } from './WebhookRow.tsx'

type Asked = { kind: 'edit'; webhook: Webhook | null } | { kind: 'token' | 'remove'; webhook: Webhook } | null

/** One's webhooks, and what the chosen one delivered. */
export function WebhooksSettings() {
  const text = useText()
  const { webhooks, read } = useWebhooks()
  const [asked, setAsked] = useState<Asked>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const shown = webhooks?.find(({ id }) => id === chosen) ?? webhooks?.[0]
  const add = (
    <Button
      icon={Plus}
      variant="primary"
      disabled={!webhooks || webhooks.length >= WEBHOOK_LIMIT}
      onClick={() => setAsked({ kind: 'edit', webhook: null })}
    >
      {text.webhooks.add}
    </Button>
  )
  return (
    <Prefs title={text.settings.webhooks} lead={text.webhooks.lead} width="wide" action={webhooks?.length ? add : null}>
      {webhooks?.length === 0 && (
        <EmptyState icon={WebhookIcon} title={text.webhooks.none} action={add}>
          {text.webhooks.noneText}
        </EmptyState>
      )}
      {webhooks && webhooks.length > 0 && (
        <section className="pref" aria-label={text.settings.webhooks}>
          <ul className="rows">
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                onAsk={(kind) => setAsked({ kind, webhook })}
                onLog={() => setChosen(webhook.id)}
                onChanged={read}
              />
            ))}
          </ul>
          {webhooks.length >= WEBHOOK_LIMIT && <p className="hint limit">{text.webhooks.full(WEBHOOK_LIMIT)}</p>}
        </section>
      )}
      {shown && <DeliveryLog key={shown.id} webhook={shown} onSettled={read} />}
      <Dialogs asked={asked} onClose={() => setAsked(null)} onChanged={read} />
    </Prefs>
  )
}

function useWebhooks() {
  const client = useClient()
  const attempt = useDo()
  const [webhooks, setWebhooks] = useState<Webhook[] | null>(null)
  const read = useCallback(async () => {
    await attempt(client.call(api.webhooks.list, {}).then((answer) => setWebhooks(answer.webhooks)))
  }, [attempt, client])
  useEffect(() => void read(), [read])
  return { webhooks, read }
}

interface DialogsProps {
  asked: Asked
  onClose: () => void
  onChanged: () => Promise<void>
}

function Dialogs({ asked, onClose, onChanged }: DialogsProps) {
  const { webhooks: text } = useText()
  const client = useClient()
  const attempt = useDo()
  const drawn = useLast(asked?.kind === 'remove' ? asked.webhook : null)
  async function remove(webhook: Webhook) {
    onClose()
    await attempt(client.call(api.webhooks.delete, { id: webhook.id }))
    await onChanged()
  }
  return (
    <>
      {asked?.kind === 'edit' && <WebhookDialog webhook={asked.webhook} onClose={onClose} onSaved={onChanged} />}
      {asked?.kind === 'token' && <TokenDialog webhook={asked.webhook} onClose={onClose} onChanged={onChanged} />}
      <AlertDialog
        open={asked?.kind === 'remove'}
        onOpenChange={onClose}
        title={text.removeTitle(drawn?.name ?? '')}
        confirm={text.remove}
        onConfirm={() => asked?.kind === 'remove' && void remove(asked.webhook)}
      >
        {text.removeText}
      </AlertDialog>
    </>
  )
}
