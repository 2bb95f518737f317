import { ChevronLeft, UserPlus } from 'lucide-react'
import { paths } from '../frame/paths.ts'
import { useText } from '../text/text.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { PageTitle } from '../ui/PageTitle.tsx'

export interface PageHeadProps {
  title: string
  /** A quiet figure after the title. */
  count?: string
  onInvite: () => void
}

export function PageHead({ title, count, onInvite }: PageHeadProps) {
  const text = useText()
  return (
    <header className="ptop">
      <PageTitle>{title}</PageTitle>
      <a className="ib back" href={paths.admin()} aria-label={text.ui.back}>
        <Icon of={ChevronLeft} />
      </a>
      <h1>{title}</h1>
      {count && <span className="quiet num">{count}</span>}
      <span className="end row">
        <Button variant="primary" icon={UserPlus} onClick={onInvite}>
          {text.admin.invite}
        </Button>
      </span>
    </header>
  )
}
