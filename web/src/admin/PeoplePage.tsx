import type { Colleague, OrganizationRole } from '@naniwa/contract'
import { ChevronLeft, ChevronRight, Search, UserSearch } from 'lucide-react'
import { useMemo, useState } from 'react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useFormat } from '../text/format.ts'
import { byReading, match, matchCalled } from '../text/match.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Delayed, EmptyState, Skeleton } from '../ui/Feedback.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Input } from '../ui/Input.tsx'
import { PageHead } from './PageHead.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { RoleQuestion } from './RoleQuestion.tsx'
import { StandingQuestion, type Step } from './StandingQuestion.tsx'

export interface PeoplePageProps {
  /** Null until they are read. */
  people: readonly Colleague[] | null
  myId: number
  /** Address of a stored picture. */
  imageUrl: (hash: string) => string
  failure: Failure | null
  onInvite: () => void
  onRole: (accountId: number, role: OrganizationRole) => void
  onStep: (accountId: number, step: Step) => void
}

const pageSize = 50

export function PeoplePage({ people, myId, imageUrl, failure, onInvite, onRole, onStep }: PeoplePageProps) {
  const { admin: text } = useText()
  const format = useFormat()
  const [word, setWord] = useState('')
  const [from, setFrom] = useState(0)
  const [asked, setAsked] = useState<{ person: Colleague; role: OrganizationRole } | null>(null)
  const [step, setStep] = useState<{ person: Colleague; step: Step } | null>(null)
  const placed = useMemo(() => [...(people ?? [])].sort((a, b) => rank(a) - rank(b) || byReading(a, b)), [people])
  const left = placed.filter((person) => rank(person) > 0).length
  const found = placed.filter((person) => fits(person, word))
  const shown = found.slice(from, from + pageSize)

  function search(next: string) {
    setWord(next)
    setFrom(0)
  }

  function ask(person: Colleague, role: OrganizationRole) {
    // Giving power away, and one's own up, is asked first; taking it from somebody else can be undone at once.
    if (role === 'administrator' || person.accountId === myId) setAsked({ person, role })
    else onRole(person.accountId, role)
  }

  return (
    <section className="page people" aria-label={text.people}>
      <PageHead
        title={text.people}
        count={people ? text.peopleCount(format.number(people.length - left), format.number(left)) : undefined}
        onInvite={onInvite}
      />
      <div className="filterbar">
        <Input
          look="soft"
          type="search"
          icon={Search}
          placeholder={text.search}
          aria-label={text.search}
          value={word}
          onChange={(event) => search(event.target.value)}
        />
      </div>
      <div className="scroll">
        <FailureNote failure={failure} />
        {people === null && <Waiting />}
        {people && shown.length > 0 && (
          <PeopleTable
            people={shown}
            myId={myId}
            imageUrl={imageUrl}
            onRole={ask}
            onStep={(person, step) => setStep({ person, step })}
          />
        )}
        {people && shown.length === 0 && (
          <EmptyState
            icon={UserSearch}
            title={text.noMatch(word)}
            action={<Button onClick={() => search('')}>{text.showAll}</Button>}
          >
            {text.noMatchHint}
          </EmptyState>
        )}
      </div>
      {found.length > pageSize && <Pager from={from} of={found.length} onFrom={setFrom} />}
      <StandingQuestion asked={step} onClose={() => setStep(null)} onStep={onStep} />
      <RoleQuestion asked={asked} myId={myId} onClose={() => setAsked(null)} onRole={onRole} />
    </section>
  )
}

/** Those who left come last. */
function rank({ deactivatedAt }: Colleague): number {
  return deactivatedAt === null ? 0 : 1
}

function fits(person: Colleague, word: string): boolean {
  if (word.trim() === '' || matchCalled(person, word) > 0) return true
  return [person.loginMail, person.department].some((text) => match(text, word) > 0)
}

interface PagerProps {
  from: number
  of: number
  onFrom: (from: number) => void
}

function Pager({ from, of, onFrom }: PagerProps) {
  const { admin: text } = useText()
  const format = useFormat()
  const to = Math.min(from + pageSize, of)
  return (
    <div className="pager">
      <span className="quiet num" role="status">
        {text.range(format.number(from + 1), format.number(to), format.number(of))}
      </span>
      <span className="end row g1">
        <IconButton
          icon={ChevronLeft}
          size="sm"
          label={text.previous}
          disabled={from === 0}
          onClick={() => onFrom(from - pageSize)}
        />
        <IconButton
          icon={ChevronRight}
          size="sm"
          label={text.next}
          disabled={to === of}
          onClick={() => onFrom(from + pageSize)}
        />
      </span>
    </div>
  )
}

function Waiting() {
  return (
    <Delayed>
      {['24%', '30%', '20%', '27%'].map((width) => (
        <div key={width} className="row g3 waiting">
          <Skeleton width="32px" height="32px" shape="circle" />
          <Skeleton width={width} />
        </div>
      ))}
    </Delayed>
  )
}
