import { can, type Me } from '@naniwa/contract'
import { HardDrive, Upload } from 'lucide-react'
import { useState } from 'react'
import { navigate } from '../../app/router.ts'
import { paths } from '../../frame/paths.ts'
import { useClient } from '../../live/client.ts'
import { RoomPicker } from '../../rooms/RoomPicker.tsx'
import { useFormat } from '../../text/format.ts'
import { useText } from '../../text/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Banner, Meter } from '../../ui/Feedback.tsx'
import { chooseFiles } from '../choose.ts'
import { useUsage } from './use-usage.ts'

/** From here on it is said that storage runs short. */
const NEARLY = 0.9

export interface PageHeadProps {
  me: Me
  count: number
}

export function PageHead({ me, count }: PageHeadProps) {
  const { files: text } = useText()
  return (
    <div className="ptop">
      <h1>{text.title}</h1>
      <span className="end row">
        <UsageNote organization={me.organizationName} count={count} />
        <UploadButton />
      </span>
    </div>
  )
}

function UsageNote({ organization, count }: { organization: string; count: number }) {
  const { files: text } = useText()
  const format = useFormat()
  const usage = useUsage(count)
  if (!usage) return null
  const used = format.bytes(usage.used)
  if (usage.quota === null) return <span className="usage quiet num">{text.usageFree(organization, used)}</span>
  const words = text.usage(organization, used, format.bytes(usage.quota))
  const part = Math.min(1, usage.used / Math.max(1, usage.quota))
  return (
    <span className="usage row g3 quiet num">
      <span>{words}</span>
      <Meter label={words} part={part} tone={part >= NEARLY ? 'warn' : 'plain'} />
    </span>
  )
}

export function NearlyFull({ count }: { count: number }) {
  const { files: text } = useText()
  const format = useFormat()
  const usage = useUsage(count)
  const part = usage?.quota ? usage.used / usage.quota : 0
  if (part < NEARLY) return null
  return (
    <Banner icon={HardDrive} shape="box">
      {text.nearlyFull(format.number(Math.min(100, Math.floor(part * 100))))}
    </Banner>
  )
}

/** Files first, then where to: they stand beside that room's box, where a word can be said with them. */
function UploadButton() {
  const { files: text } = useText()
  const client = useClient()
  const [chosen, setChosen] = useState<readonly File[]>([])

  function pick(roomId: number): void {
    client.uploads.add(roomId, chosen)
    setChosen([])
    navigate(paths.room(roomId))
  }

  return (
    <>
      <Button variant="primary" icon={Upload} onClick={() => void chooseFiles('files').then(setChosen)}>
        {text.upload}
      </Button>
      <Dialog
        open={chosen.length > 0}
        onOpenChange={() => setChosen([])}
        title={text.uploadTo}
        size="small"
        body="fill"
      >
        <RoomPicker onPick={pick} fits={can.upload} note={text.uploadNote} />
      </Dialog>
    </>
  )
}
