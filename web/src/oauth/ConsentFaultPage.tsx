import { useText } from '../text/text.ts'
import { ConsentFrame, ConsentNotice } from './ConsentFrame.tsx'

/** An application asked wrongly: in words for people, with the number for whoever made it. */
export function ConsentFaultPage({ host, fault }: { host: string; fault: string }) {
  const { oauth: text } = useText()
  const words = text.faults[fault]
  const isNumbered = words !== undefined && /^\d+$/.test(fault)
  return (
    <ConsentFrame title={text.faultTitle} host={host}>
      <ConsentNotice title={text.faultTitle}>{words ?? text.faultOther}</ConsentNotice>
      <p className="hint center">
        {isNumbered && <b className="num">{text.faultNumber(fault)}</b>}{' '}
        {isNumbered ? text.faultNext : text.faultNextUnnumbered}
      </p>
    </ConsentFrame>
  )
}
