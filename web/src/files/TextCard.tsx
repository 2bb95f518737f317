import { useText } from '../text/text.ts'
import { CardBar } from './CardBar.tsx'
import type { CardProps } from './FileCard.tsx'
import { useBeginning } from './use-text.ts'
import { useViewing } from './viewing.ts'

/** Lines that fit. */
const LINES = 6

/** A text or a program by its first lines. */
export function TextCard(props: CardProps) {
  const { place, name, file } = props
  const { files: text } = useText()
  const { open } = useViewing()
  const beginning = useBeginning(place, file?.preview.state === 'ready')
  const lines = beginning?.split(/\r\n|\r|\n/, LINES).map((line) => line.slice(0, 200))
  return (
    <div className="card doc lines">
      <div className="view">
        <code>{lines?.join('\n')}</code>
        <button type="button" className="cover" aria-label={text.open(name)} onClick={() => open(place)} />
      </div>
      <CardBar {...props} />
    </div>
  )
}
