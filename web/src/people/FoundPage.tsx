import { useEffect, useRef } from 'react'
import { type FoundStep, foundSteps, paths } from '../frame/paths.ts'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { FailureNote } from './FailureNote.tsx'
import { type FoundInput, FoundOrganization } from './FoundOrganization.tsx'
import { FoundInvite, FoundRoom } from './FoundSteps.tsx'
import { Gate, OtherWay } from './Gate.tsx'
import type { Handed } from './HandedLinks.tsx'

export interface FoundPageProps {
  host: string
  step: FoundStep
  busy: boolean
  failure: Failure | null
  onFound: (input: FoundInput) => void
  onMakeRoom: (name: string) => void
  onInvite: (emails: string[]) => void
  /** On without; after the last step into the chats. */
  onSkip: () => void
  /** At the end: what came of inviting. */
  handed?: Handed
}

export function FoundPage(props: FoundPageProps) {
  const { host, step, busy, failure, onFound, onMakeRoom, onInvite, onSkip, handed } = props
  const { people } = useText()
  return (
    <Gate title={people.foundOrganization} art="found" host={host}>
      <Steps step={foundSteps.indexOf(step) + 1} />
      {step === 'organization' && (
        <FoundOrganization busy={busy} note={<FailureNote failure={failure} />} failure={failure} onFound={onFound} />
      )}
      {step === 'room' && (
        <FoundRoom busy={busy} note={<FailureNote failure={failure} />} onMake={onMakeRoom} onSkip={onSkip} />
      )}
      {step === 'invite' && (
        <FoundInvite
          busy={busy}
          note={<FailureNote failure={failure} />}
          handed={handed}
          onInvite={onInvite}
          onSkip={onSkip}
        />
      )}
      {step === 'organization' && <OtherWay question={people.haveAccount} href={paths.signIn()} link={people.signIn} />}
    </Gate>
  )
}

/** Where one is; a new step takes focus, so that it is read from its beginning. */
function Steps({ step }: { step: number }) {
  const { people } = useText()
  const line = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current !== step) line.current?.focus()
    before.current = step
  }, [step])
  const all = people.foundSteps
  return (
    <div className="steps" ref={line} tabIndex={-1}>
      {all.map((name, index) => (
        <i key={name} className={classes(index < step && 'on')} />
      ))}
      <span className="sr">{people.foundStep(step, all.length)}</span>
      <span className="num" aria-hidden="true">
        <b>{step}</b> / {all.length}
      </span>
      <span className="lb">{all[step - 1]}</span>
    </div>
  )
}
