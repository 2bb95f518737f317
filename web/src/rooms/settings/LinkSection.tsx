import { api, can, type Link as RoomLinkState } from '@naniwa/contract'
import { Check, Link, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useAction } from '../../live/action.ts'
import { useClient } from '../../live/client.ts'
import { FailureNote } from '../../people/FailureNote.tsx'
import type { RoomView } from '../../sync/rooms.ts'
import { useText } from '../../text/text.ts'
import { AlertDialog } from '../../ui/AlertDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Banner, Delayed, EmptyState, Skeleton } from '../../ui/Feedback.tsx'
import { Tag } from '../../ui/Label.tsx'
import { useLast } from '../../ui/last.ts'
import { useToast } from '../../ui/Toast.tsx'
import type { RoomLink } from '../room-link.ts'

export interface LinkSectionProps {
  room: RoomView
  link: RoomLink
}

export function LinkSection({ room, link }: LinkSectionProps) {
  const text = useText().dialogs.link
  if (link.failure) {
    return (
      <Banner tone="bad" shape="box" action={{ text: text.retry, onSelect: link.reload }}>
        {text.failed}
      </Banner>
    )
  }
  if (!link.link) {
    return (
      <Delayed>
        <Skeleton width="62%" height="40px" />
      </Delayed>
    )
  }
  return link.link.url ? (
    <On room={room} link={link} state={link.link} url={link.link.url} />
  ) : (
    <Off room={room} link={link} />
  )
}

type Change = { verb: 'start' | 'renew' | 'stop' } | { verb: 'accept'; needAcceptance: boolean }

/** What an admin does to the link. Its words and its rule stay when its code changes. */
function useLinkChange(room: RoomView, { link, setLink }: RoomLink, onDone: (change: Change) => void) {
  const client = useClient()
  return useAction(async (change: Change) => {
    const roomId = room.id
    const { code, needAcceptance = true, description = '' } = link ?? {}
    const kept = { roomId, needAcceptance, description }
    if (change.verb === 'stop') setLink(await client.call(api.links.remove, { roomId }))
    else if (change.verb === 'accept') {
      const same = code ? { code } : {}
      setLink(await client.call(api.links.save, { ...kept, ...same, needAcceptance: change.needAcceptance }))
    } else setLink(await client.call(api.links.save, kept))
    onDone(change)
  })
}

function Off({ room, link }: LinkSectionProps) {
  const text = useText().dialogs.link
  const change = useLinkChange(room, link, () => {})
  return (
    <>
      <FailureNote failure={change.failure} />
      <EmptyState
        icon={Link}
        title={text.offTitle}
        action={
          can.manage(room) && (
            <Button variant="primary" busy={change.busy} onClick={() => void change.run({ verb: 'start' })}>
              {text.start}
            </Button>
          )
        }
      >
        {text.offText}
      </EmptyState>
    </>
  )
}

interface OnProps extends LinkSectionProps {
  state: RoomLinkState
  url: string
}

function On({ room, link, state, url }: OnProps) {
  const text = useText().dialogs.link
  const toast = useToast()
  const [asked, setAsked] = useState<'stop' | 'renew' | null>(null)
  const question = useLast(asked)
  const change = useLinkChange(room, link, ({ verb }) => {
    setAsked(null)
    if (verb === 'renew') toast({ text: text.renewed, icon: Check })
  })
  const isAdmin = can.manage(room)
  return (
    <section className="stack g4">
      <div className="stack g1">
        <div className="row">
          <h3 className="label">{text.label}</h3>
          <Tag tone="good">{text.on}</Tag>
        </div>
        <p className="hint">{state.needAcceptance ? text.onTextAsk : text.onText}</p>
      </div>
      {asked === null && <FailureNote failure={change.failure} />}
      <div className="row linkrow">
        <CopyField label={text.address} value={url} copyLabel={text.copy} />
        {isAdmin && (
          <span className="row">
            <Button icon={RefreshCw} onClick={() => setAsked('renew')}>
              {text.renew}
            </Button>
            <Button variant="danger" onClick={() => setAsked('stop')}>
              {text.stop}
            </Button>
          </span>
        )}
      </div>
      {isAdmin && (
        <Checkbox
          checked={state.needAcceptance}
          disabled={change.busy}
          hint={text.needAcceptanceHint}
          onCheck={(needAcceptance) => void change.run({ verb: 'accept', needAcceptance })}
        >
          {text.needAcceptance}
        </Checkbox>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={question === 'renew' ? text.renewTitle : text.stopTitle}
        confirm={question === 'renew' ? text.renew : text.stop}
        busy={change.busy}
        onConfirm={() => {
          if (asked) void change.run({ verb: asked })
        }}
      >
        <FailureNote failure={change.failure} />
        {question === 'renew' ? text.renewText : text.stopText}
      </AlertDialog>
    </section>
  )
}
