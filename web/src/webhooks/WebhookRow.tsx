import { api, type Webhook } from '@naniwa/contract'
import { Ellipsis, History, KeyRound, Pencil, Send, Trash2, Webhook as WebhookIcon } from 'lucide-react'
import { useDo } from '../live/action.ts'
import { useClient, useMe } from '../live/client.ts'
import { roomName } from '../rooms/names.ts'
import { RoomFace } from '../rooms/RoomFace.tsx'
import { useText } from '../text/text.ts'
import { Switch } from '../ui/Choice.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Tag } from '../ui/Label.tsx'
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'

export interface WebhookRowProps {
  webhook: Webhook
  onAsk: (what: 'edit' | 'token' | 'remove') => void
  onLog: () => void
  onChanged: () => Promise<void>
}

export function WebhookRow({ webhook, onAsk, onLog, onChanged }: WebhookRowProps) {
  const { webhooks: text } = useText()
  const client = useClient()
  const attempt = useDo()
  const toast = useToast()
  const { id, name, url, state } = webhook
  async function run(work: Promise<unknown>, said?: string) {
    if ((await attempt(work)) && said) toast({ text: said })
    await onChanged()
  }
  return (
    <li>
      <Face webhook={webhook} />
      <div className="tx">
        <b className="row">
          <span className="clip">{name}</span>
          <Health webhook={webhook} />
        </b>
        <span className="exact clip">{url}</span>
        <Subject webhook={webhook} />
      </div>
      <Switch
        label={name}
        checked={state === 'on'}
        onCheck={(on) => void run(client.call(api.webhooks.edit, { id, state: on ? 'on' : 'off' }))}
      />
      <Menu align="end" trigger={<IconButton icon={Ellipsis} size="sm" label={text.actionsOf(name)} />}>
        <MenuItem icon={Pencil} onSelect={() => onAsk('edit')}>
          {text.edit}
        </MenuItem>
        <MenuItem icon={Send} onSelect={() => void run(client.call(api.webhooks.test, { id }), text.tested)}>
          {text.test}
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => onAsk('token')}>
          {text.token}
        </MenuItem>
        <MenuItem icon={History} onSelect={onLog}>
          {text.showLog}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Trash2} tone="danger" onSelect={() => onAsk('remove')}>
          {text.remove}
        </MenuItem>
      </Menu>
    </li>
  )
}

function Face({ webhook: { subject } }: { webhook: Webhook }) {
  const client = useClient()
  const room = subject.kind === 'room' ? client.rooms.get(subject.roomId) : null
  if (room) return <RoomFace room={room} size={36} mark="none" />
  return (
    <span className="glyph small">
      <Icon of={WebhookIcon} />
    </span>
  )
}

function Health({ webhook: { state, failures } }: { webhook: Webhook }) {
  const { webhooks: text } = useText()
  if (state === 'off') return <Tag>{text.off}</Tag>
  if (state === 'stopped') return <Tag tone="bad">{text.stopped}</Tag>
  if (failures === null) return <Tag>{text.unused}</Tag>
  return failures === 0 ? <Tag tone="good">{text.good}</Tag> : <Tag tone="bad">{text.failing(failures)}</Tag>
}

function Subject({ webhook: { subject } }: { webhook: Webhook }) {
  const text = useText()
  const client = useClient()
  const me = useMe()
  if (subject.kind === 'mentions') return <span className="clip">{text.webhooks.mentions}</span>
  const room = client.rooms.get(subject.roomId)
  const [first, ...more] = subject.events
  return (
    <span className="clip">
      {first && text.webhooks.andMore(text.webhooks.events[first], more.length)} ·{' '}
      {room ? roomName(room, me?.accountId ?? 0, text) : text.webhooks.goneRoom}
    </span>
  )
}
