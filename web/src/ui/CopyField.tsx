import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../text/text.ts'
import { copyText } from './copy.ts'
import { IconButton } from './IconButton.tsx'
import { useToast } from './Toast.tsx'

export interface CopyFieldProps {
  /** What the text is: the name of the box. */
  label: string
  value: string
  copyLabel?: string
}

/** A text made to be copied: a link, a code. */
export function CopyField({ label, value, copyLabel }: CopyFieldProps) {
  const text = useText()
  const toast = useToast()
  const [done, setDone] = useState(false)

  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), 2_000)
    return () => clearTimeout(timer)
  }, [done])

  async function copy() {
    const copied = await copyText(value)
    setDone(copied)
    toast(copied ? { text: text.ui.copied, icon: Check } : { text: text.ui.copyFailed })
  }

  return (
    <span className="secret grow">
      <input
        className="clip grow bare"
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <IconButton icon={done ? Check : Copy} size="sm" label={copyLabel ?? text.ui.copy} onClick={copy} />
    </span>
  )
}
