import { PageTitle } from '../ui/PageTitle.tsx'

export interface NavTitleProps {
  /** The open section; none while the list of sections is the page. */
  section: string | null
  children: string
}

/** The heading over a list of sections: the page's own where nothing is open beside it. */
export function NavTitle({ section, children }: NavTitleProps) {
  if (section !== null) return <h2 className="clip">{children}</h2>
  return (
    <>
      <PageTitle>{children}</PageTitle>
      <h1 className="clip">{children}</h1>
    </>
  )
}
