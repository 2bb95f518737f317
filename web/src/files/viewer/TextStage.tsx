import { useText } from '../../text/text.ts'
import { useBeginning } from '../use-text.ts'
import { Canvas, type StageProps } from './Stage.tsx'
import { FileStrip } from './Strip.tsx'

/** As much as the server shows of a text, in bytes. */
const SHOWN = 65_536

export function TextStage(props: StageProps) {
  const { file } = props
  const { files: text } = useText()
  const beginning = useBeginning(file, file.preview.state === 'ready')
  return (
    <>
      <Canvas {...props} className="reading">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <pre className="scroll" tabIndex={0}>
          {beginning ?? ''}
          {beginning !== null && file.size > SHOWN && <span className="rest">{text.truncated}</span>}
        </pre>
      </Canvas>
      <FileStrip {...props} />
    </>
  )
}
