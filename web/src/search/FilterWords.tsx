import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'
import { type Filter, isWithout } from './query.ts'

/** A filter as a chip shows it. */
export function FilterWords({ filter }: { filter: Filter }) {
  const text = useText()
  return (
    <>
      <b>{headText(filter)}</b>
      <span className="clip">{valueText(filter, text)}</span>
    </>
  )
}

/** `in:冬ギフト` */
export function filterText(filter: Filter, text: Text): string {
  return headText(filter) + valueText(filter, text)
}

function headText(filter: Filter): string {
  return `${isWithout(filter) ? '-' : ''}${filter.operator}:`
}

function valueText({ operator, name }: Filter, { search: text }: Text): string {
  if (operator === 'has') return text.marks[name as keyof typeof text.marks] ?? name
  return (operator === 'from' || operator === 'to') && name === 'me' ? text.me : name
}
