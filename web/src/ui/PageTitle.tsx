/** The browser's title while this is on the page. */
export function PageTitle({ children }: { children: string }) {
  return <title>{`${children} · Naniwa`}</title>
}
