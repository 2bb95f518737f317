import { type ReactNode, useId } from 'react'

export interface PanelProps {
  title: string
  /** At the end of the title's line. */
  hint: ReactNode
  children: ReactNode
}

export function Panel({ title, hint, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span className="quiet end">{hint}</span>
      </header>
      {children}
    </section>
  )
}
