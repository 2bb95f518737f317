import type { File } from '@naniwa/contract'
import { FileX } from 'lucide-react'
import { memo, useContext } from 'react'
import { QuotedContext } from '../messages/notation.tsx'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { DocumentCard } from './DocumentCard.tsx'
import { type FileLook, guessedLook, lookOf, nameIn } from './kinds.ts'
import { MediaCard } from './MediaCard.tsx'
import { PictureCard } from './PictureCard.tsx'
import { PlainCard } from './PlainCard.tsx'
import { SoughtName } from './SoughtName.tsx'
import { TextCard } from './TextCard.tsx'
import { useFile } from './use-file.ts'

/** What a card needs to know: all of it, or before that the place and the name. */
export interface CardProps {
  place: { roomId: number; id: number }
  name: string
  file: File | undefined
}

const cards: Record<FileLook, (props: CardProps) => React.ReactNode> = {
  picture: PictureCard,
  document: DocumentCard,
  text: TextCard,
  audio: (props) => <MediaCard {...props} kind="audio" />,
  video: (props) => <MediaCard {...props} kind="video" />,
  plain: PlainCard,
}

export interface FileCardProps {
  roomId: number
  fileId: number
  /** Its name and size, as the message has them. */
  label: string
  hasPreview: boolean
}

/** A file that a message tells of. Each kind has one height, known before anything is read: nothing moves when it comes. */
export const FileCard = memo(function FileCard({ roomId, fileId, label, hasPreview }: FileCardProps) {
  const file = useFile(roomId, fileId)
  const name = file?.name ?? nameIn(label)
  if (file === null) return <GoneCard name={name} />
  const Card = cards[file ? lookOf(file) : guessedLook(name, hasPreview)]
  return <Card place={{ roomId, id: fileId }} name={name} file={file} />
})

function GoneCard({ name }: { name: string }) {
  const { files: text } = useText()
  const isQuoted = useContext(QuotedContext)
  return (
    <div className="card file gone">
      <span className="thumb" aria-hidden="true">
        <Icon of={FileX} size="sm" />
      </span>
      <div className="grow">
        <div className="n clip exact">
          <SoughtName name={name} />
        </div>
        <div className="m">{isQuoted ? text.hidden : text.deleted}</div>
      </div>
    </div>
  )
}
