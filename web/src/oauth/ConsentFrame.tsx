import type { ReactNode } from 'react'
import { Logo, Wordmark } from '../ui/Logo.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

export interface ConsentFrameProps {
  title: string
  /** Of this server: people should see whom they answer. */
  host: string
  children: ReactNode
}

/** A sheet in the middle of the page: where people come from another application and go back to it. */
export function ConsentFrame({ title, host, children }: ConsentFrameProps) {
  return (
    <div className="consent">
      <PageTitle>{title}</PageTitle>
      <header>
        <Logo />
        <Wordmark />
      </header>
      <main>{children}</main>
      <footer>
        <span className="exact clip">{host}</span>
      </footer>
    </div>
  )
}

/** Nothing to answer, and why. */
export function ConsentNotice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="stack g2 center">
      <h1>{title}</h1>
      <p className="quiet">{children}</p>
    </div>
  )
}
