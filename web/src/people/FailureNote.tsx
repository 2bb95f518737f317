import { CircleAlert } from 'lucide-react'
import { type Failure, failureText } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Banner } from '../ui/Feedback.tsx'

/** What went wrong with the whole form; says nothing while nothing did. */
export function FailureNote({ failure }: { failure: Failure | null }) {
  const text = useText()
  if (!failure) return null
  return (
    <Banner tone="bad" shape="box" icon={CircleAlert}>
      {failureText(text, failure)}
    </Banner>
  )
}
