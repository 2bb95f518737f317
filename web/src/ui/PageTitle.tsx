import { createContext, useContext } from 'react'

/** Goes before the title of every page: what waits for the reader, for whom the page is one tab of many. */
export const TitleMark = createContext('')

/** The browser's title while this is on the page. */
export function PageTitle({ children }: { children: string }) {
  const mark = useContext(TitleMark)
  return <title>{`${mark}${children} · Naniwa`}</title>
}
