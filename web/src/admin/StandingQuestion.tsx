import type { Colleague } from '@naniwa/contract'
import { useText } from '../text/text.ts'
import { AlertDialog } from '../ui/AlertDialog.tsx'
import { useLast } from '../ui/last.ts'

/** What an administrator does to somebody's account. */
export type Step = 'deactivate' | 'activate' | 'endSessions'

export interface StandingQuestionProps {
  asked: { person: Colleague; step: Step } | null
  onClose: () => void
  onStep: (accountId: number, step: Step) => void
}

/** Before an account is shut or opened again, or somebody is signed out. */
export function StandingQuestion({ asked, onClose, onStep }: StandingQuestionProps) {
  const { admin } = useText()
  const drawn = useLast(asked)
  const text = admin[drawn?.step ?? 'deactivate']
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={onClose}
      title={text.title(drawn?.person.name ?? '')}
      confirm={text.confirm}
      tone={drawn?.step === 'activate' ? 'plain' : 'danger'}
      onConfirm={() => {
        if (asked) onStep(asked.person.accountId, asked.step)
        onClose()
      }}
    >
      <div className="stack g3">
        {text.text.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </AlertDialog>
  )
}
