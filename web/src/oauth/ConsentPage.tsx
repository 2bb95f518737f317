import type { api, OutputOf } from '@naniwa/contract'
import { ArrowLeftRight, TriangleAlert } from 'lucide-react'
import { FailureNote } from '../people/FailureNote.tsx'
import type { Failure } from '../text/failure.ts'
import { useText } from '../text/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Banner } from '../ui/Feedback.tsx'
import { Icon } from '../ui/Icon.tsx'
import { AppFace } from './AppFace.tsx'
import { ConsentFrame, ConsentNotice } from './ConsentFrame.tsx'
import { ScopeList } from './ScopeList.tsx'

export interface ConsentPageProps {
  host: string
  /** What asks; null while that is not known. */
  asking: OutputOf<typeof api.oauth.request> | null
  viewer: { id: number; name: string; avatar: string | null; organizationName: string; mail: string }
  /** `gone`: there is nothing to answer. `refused`: administrators have answered for everybody. */
  state: 'idle' | 'busy' | 'gone' | 'refused'
  failure: Failure | null
  onAnswer: (answer: 'allow' | 'refuse') => void
  onSwitch: () => void
}

/** Whether another application may act in one's name. */
export function ConsentPage(props: ConsentPageProps) {
  const { host, asking, state, onAnswer } = props
  const { oauth: text } = useText()
  const closed = {
    gone: { title: text.gone, lead: text.goneLead },
    refused: { title: text.refused, lead: text.refusedLead },
    idle: null,
    busy: null,
  }[state]
  return (
    <ConsentFrame title={closed?.title ?? (asking ? text.title(asking.name) : text.gone)} host={host}>
      {closed ? (
        <>
          <ConsentNotice title={closed.title}>{closed.lead}</ConsentNotice>
          {state === 'refused' && (
            <Button variant="primary" size="lg" onClick={() => onAnswer('refuse')}>
              {text.back}
            </Button>
          )}
        </>
      ) : (
        asking && <Question {...props} asking={asking} />
      )}
    </ConsentFrame>
  )
}

type QuestionProps = ConsentPageProps & { asking: NonNullable<ConsentPageProps['asking']> }

function Question({ asking, viewer, state, failure, onAnswer, onSwitch }: QuestionProps) {
  const { oauth: text } = useText()
  return (
    <>
      <div className="pairing" aria-hidden="true">
        <AppFace app={asking} size={56} />
        <Icon of={ArrowLeftRight} />
        <Avatar id={viewer.id} name={viewer.name} image={viewer.avatar} size={56} />
      </div>
      <div className="stack g1 center">
        <h1>{text.title(asking.name)}</h1>
        <p className="quiet">
          {text.provider(asking.provider)} · <span className="exact">{asking.host}</span>
        </p>
      </div>
      {asking.provider === null && (
        <Banner shape="box" icon={TriangleAlert}>
          {text.selfRegistered}
        </Banner>
      )}
      <div className="rows">
        <div>
          <Avatar id={viewer.id} name={viewer.name} image={viewer.avatar} size={32} />
          <div className="tx">
            <b className="clip">{viewer.name}</b>
            <span className="ofwhom">
              <span className="clip">{viewer.organizationName}</span>
              <span className="clip exact">{viewer.mail}</span>
            </span>
          </div>
          <button type="button" className="link" onClick={onSwitch}>
            {text.switch}
          </button>
        </div>
      </div>
      <section aria-labelledby="may-do">
        <h2 className="label" id="may-do">
          {text.mayDo}
        </h2>
        <ScopeList scopes={asking.scopes} />
        <p className="hint">{text.reach}</p>
      </section>
      <FailureNote failure={failure} />
      <div className="answers">
        <Button size="lg" disabled={state === 'busy'} onClick={() => onAnswer('refuse')}>
          {text.refuse}
        </Button>
        <Button variant="primary" size="lg" busy={state === 'busy'} onClick={() => onAnswer('allow')}>
          {text.allow}
        </Button>
      </div>
      <p className="hint center">{text.leaving}</p>
    </>
  )
}
