import { classes } from '../ui/classes.ts'

const LOOKS: readonly [look: string, endings: RegExp][] = [
  ['xls', /^(xlsx?|csv|tsv|ods|numbers)$/],
  ['pdf', /^pdf$/],
  ['doc', /^(docx?|odt|rtf|txt|md|pptx?|odp|key|pages)$/],
  ['zip', /^(zip|7z|rar|tar|t?gz|lzh)$/],
]

/** A tile that says what a file is by the end of its name. */
export function FileThumb({ name }: { name: string }) {
  const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const look = LOOKS.find(([, endings]) => endings.test(ending))?.[0]
  return (
    <span className={classes('thumb', look)} aria-hidden="true">
      {ending.toUpperCase()}
    </span>
  )
}
