import { api, type Delivery, WEBHOOK_ATTEMPTS, WEBHOOK_LOG_DAYS, type Webhook } from '@naniwa/contract'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, Clock, RefreshCw } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useDo } from '../live/action.ts'
import { useClient } from '../live/client.ts'
import { useFormat } from '../text/format.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Segmented } from '../ui/Choice.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useToast } from '../ui/Toast.tsx'

export interface DeliveryLogProps {
  webhook: Webhook
  /** Something has arrived or failed since. */
  onSettled: () => Promise<void>
}

/** While something waits, how often to look. */
const LOOK_MS = 2_000

/** What a webhook delivered, and what came back. */
export function DeliveryLog({ webhook, onSettled }: DeliveryLogProps) {
  const { webhooks: text } = useText()
  const [filter, setFilter] = useState<'all' | 'failed'>('all')
  const [open, setOpen] = useState<number | null>(null)
  const { deliveries, failed, read } = useDeliveries(webhook, filter, onSettled)
  return (
    <section className="pref" aria-label={text.showLog}>
      <div className="loghead">
        <h2>{text.showLog}</h2>
        <span className="quiet clip grow">{text.logOf(webhook.name, WEBHOOK_LOG_DAYS)}</span>
        <Segmented
          label={text.filter}
          value={filter}
          onValue={setFilter}
          options={[
            { value: 'all', text: text.all },
            { value: 'failed', text: text.failed(failed) },
          ]}
        />
        <IconButton icon={RefreshCw} size="sm" label={text.refresh} onClick={() => void read()} />
      </div>
      {deliveries?.length === 0 && <p className="quiet">{text.noLog}</p>}
      {deliveries && deliveries.length > 0 && (
        <div className="boxed scroll-x">
          <table className="table deliveries">
            <thead>
              <tr>
                <th scope="col">{text.result}</th>
                <th scope="col">{text.event}</th>
                <th scope="col">{text.time}</th>
                <th scope="col" className="r extra">
                  {text.took}
                </th>
                <th scope="col" className="r extra">
                  {text.attempts}
                </th>
                <th scope="col">
                  <span className="sr">{text.open}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map((delivery) => (
                <Rows
                  key={delivery.id}
                  webhook={webhook}
                  delivery={delivery}
                  isOpen={open === delivery.id}
                  onOpen={() => setOpen(open === delivery.id ? null : delivery.id)}
                  onAgain={read}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function useDeliveries({ id, failures, state }: Webhook, filter: 'all' | 'failed', onSettled: () => Promise<void>) {
  const client = useClient()
  const attempt = useDo()
  const [found, setFound] = useState<{ deliveries: Delivery[]; failed: number } | null>(null)
  const read = useCallback(async () => {
    const input = { id, ...(filter === 'failed' && { state: 'failed' as const }) }
    await attempt(client.call(api.webhooks.deliveries, input).then(setFound))
  }, [attempt, client, filter, id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when the webhook has moved
  useEffect(() => void read(), [read, failures, state])
  const waits = found?.deliveries.some((one) => one.state === 'waiting' && one.attempts === 0) ?? false
  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(() => void read().then(onSettled), LOOK_MS)
    return () => clearTimeout(timer)
  })
  return { deliveries: found?.deliveries ?? null, failed: found?.failed ?? 0, read }
}

interface RowsProps {
  webhook: Webhook
  delivery: Delivery
  isOpen: boolean
  onOpen: () => void
  onAgain: () => Promise<void>
}

function Rows({ webhook, delivery, isOpen, onOpen, onAgain }: RowsProps) {
  const { webhooks: text } = useText()
  const format = useFormat()
  const { event, createdAt, attempts, state, milliseconds } = delivery
  return (
    <>
      <tr className={isOpen ? 'on' : undefined}>
        <td>
          <Result delivery={delivery} />
        </td>
        <td>
          <code className="mono">{event}</code>
        </td>
        <td className="num">{format.dateTime(createdAt)}</td>
        <td className="r extra">{milliseconds !== null && <Took milliseconds={milliseconds} />}</td>
        <td className="r extra">
          {state !== 'delivered' && webhook.retries ? `${attempts} / ${WEBHOOK_ATTEMPTS}` : attempts}
        </td>
        <td className="r">
          <IconButton
            icon={isOpen ? ChevronUp : ChevronDown}
            size="sm"
            label={isOpen ? text.close : text.open}
            aria-expanded={isOpen}
            onClick={onOpen}
          />
        </td>
      </tr>
      {isOpen && (
        <tr className="on">
          <td colSpan={6}>
            <Detail webhook={webhook} delivery={delivery} onAgain={onAgain} />
          </td>
        </tr>
      )}
    </>
  )
}

function Result({ delivery: { state, status, problem } }: { delivery: Delivery }) {
  const { webhooks: text } = useText()
  if (state === 'waiting' && problem === null) {
    return (
      <span className="row g1">
        <Icon of={Clock} size="sm" />
        {text.waiting}
      </span>
    )
  }
  return (
    <span className={problem === null ? 'row g1 ok' : 'row g1 danger'}>
      <Icon of={problem === null ? CircleCheck : CircleAlert} size="sm" />
      <span className="num">{status ?? text.noAnswer}</span>
    </span>
  )
}

function Took({ milliseconds }: { milliseconds: number }) {
  const { webhooks: text } = useText()
  return milliseconds < 1_000 ? `${milliseconds} ms` : text.seconds((milliseconds / 1_000).toFixed(1))
}

function Detail({ webhook, delivery, onAgain }: Omit<RowsProps, 'isOpen' | 'onOpen'>) {
  const { webhooks: text } = useText()
  const format = useFormat()
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  const { id: deliveryId, body, answer, problem, dueAt, attempts } = delivery
  async function again() {
    const sent = await attempt(client.call(api.webhooks.redeliver, { id: webhook.id, deliveryId }))
    if (sent) toast({ text: text.queued })
    await onAgain()
  }
  return (
    <div className="delivery">
      <Bytes label={text.sent} text={pretty(body)} />
      <Bytes label={text.answer} text={answer || text.emptyAnswer} />
      <div className="row all">
        <span className="hint grow">
          {problem && text.problems[problem]} {dueAt !== null && attempts > 0 && text.nextAt(format.dateTime(dueAt))}
        </span>
        <Button size="sm" icon={RefreshCw} onClick={() => void again()}>
          {text.again}
        </Button>
      </div>
    </div>
  )
}

function Bytes({ label, text }: { label: string; text: string }) {
  return (
    <figure className="bytes">
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long ones scroll, also by keys */}
      <pre tabIndex={0}>{text}</pre>
    </figure>
  )
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2)
}
