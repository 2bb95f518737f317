import { ServerCrash } from 'lucide-react'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/Feedback.tsx'
import { openSession } from './session.ts'

export interface UnreachableProps {
  onRetry?: () => void
}

export function Unreachable({ onRetry = () => void openSession() }: UnreachableProps) {
  const { rooms: text } = useText()
  return (
    <main className="blank">
      <EmptyState
        icon={ServerCrash}
        title={text.unreachable}
        action={<Button onClick={onRetry}>{text.tryAgain}</Button>}
      >
        {text.unreachableText}
      </EmptyState>
    </main>
  )
}
