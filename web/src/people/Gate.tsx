import { Languages } from 'lucide-react'
import type { ReactNode } from 'react'
import { paths } from '../frame/paths.ts'
import { languages, setLanguage, useLanguage } from '../text/language.ts'
import { useText } from '../text/text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo, Wordmark } from '../ui/Logo.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'
import { Art } from './Art.tsx'

export interface GateProps {
  title: string
  art: 'signIn' | 'found' | 'invite'
  /** The server's name, so that people see where they are signing in. */
  host: string
  children: ReactNode
}

/** The frame of every page before one is signed in. */
export function Gate({ title, art, host, children }: GateProps) {
  const { people } = useText()
  const panel = {
    signIn: { title: people.artSignInTitle, text: people.artSignInText },
    found: { title: people.artFoundTitle, text: people.artFoundText },
    invite: { title: people.artInviteTitle, text: people.artInviteText },
  }[art]
  return (
    <div className="gate">
      <PageTitle>{title}</PageTitle>
      <div className="form">
        <header>
          <a className="brand" href={paths.signIn()}>
            <Logo />
            <Wordmark />
          </a>
        </header>
        <main>{children}</main>
        <footer>
          <span className="exact clip">{host}</span>
          <LanguageSwitch />
        </footer>
      </div>
      <Art {...panel} />
    </div>
  )
}

function LanguageSwitch() {
  const text = useText()
  const current = useLanguage()
  return (
    <fieldset className="languages end">
      <legend className="sr">{text.people.languages}</legend>
      <Icon of={Languages} size="sm" />
      {languages.map((language, index) => (
        <span key={language} className="row g1">
          {index > 0 && <span aria-hidden="true">/</span>}
          <button
            type="button"
            lang={language}
            aria-pressed={language === current}
            onClick={() => setLanguage(language)}
          >
            {text.settings.languageNames[language]}
          </button>
        </span>
      ))}
    </fieldset>
  )
}

export interface GateHeadProps {
  title: string
  lead?: ReactNode
}

export function GateHead({ title, lead }: GateHeadProps) {
  return (
    <div className="stack">
      <h1>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
  )
}

export interface OtherWayProps {
  question: string
  href: string
  link: string
}

/** The quiet line under a form: who is wrong here, and where to go. */
export function OtherWay({ question, href, link }: OtherWayProps) {
  return (
    <p className="quiet center">
      {question}{' '}
      <a className="link" href={href}>
        {link}
      </a>
    </p>
  )
}
