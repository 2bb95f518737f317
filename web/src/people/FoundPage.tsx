import { useEffect, useRef } from 'react'
import { paths } from '../frame/paths.ts'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { classes } from '../ui/classes.ts'
import { FailureNote } from './FailureNote.tsx'
import { type FoundInput, FoundOrganization } from './FoundOrganization.tsx'
import { FoundInvite, FoundRoom, type MadeLink } from './FoundSteps.tsx'
import { Gate, OtherWay } from './Gate.tsx'

export interface FoundPageProps {
  host: string
  /** 1 organization and administrator, 2 first room, 3 invitations. The last two may be passed over. */
  step: 1 | 2 | 3
  busy: boolean
  failure: Failure | null
  onFound: (input: FoundInput) => void
  onMakeRoom: (name: string) => void
  onInvite: (emails: string[]) => void
  /** From step 2 on: go on without. From step 3: into the chats. */
  onSkip: () => void
  /** Step 3: the links that were made. */
  links?: readonly MadeLink[]
  /** Whether this server sends mail. */
  mail: boolean
}

export function FoundPage(props: FoundPageProps) {
  const { host, step, busy, failure, onFound, onMakeRoom, onInvite, onSkip, links, mail } = props
  const { people } = useText()
  return (
    <Gate title={people.foundOrganization} art="found" host={host}>
      <Steps step={step} />
      {step === 1 && (
        <FoundOrganization busy={busy} note={<FailureNote failure={failure} />} failure={failure} onFound={onFound} />
      )}
      {step === 2 && (
        <FoundRoom busy={busy} note={<FailureNote failure={failure} />} onMake={onMakeRoom} onSkip={onSkip} />
      )}
      {step === 3 && (
        <FoundInvite
          busy={busy}
          note={<FailureNote failure={failure} />}
          links={links}
          mail={mail}
          onInvite={onInvite}
          onSkip={onSkip}
        />
      )}
      {step === 1 && <OtherWay question={people.haveAccount} href={paths.signIn()} link={people.signIn} />}
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
