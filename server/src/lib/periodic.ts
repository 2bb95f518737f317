/**
 * Does something now and then every so many milliseconds, never twice at a time. Answers with the way to stop, which resolves when
 * nothing is under way.
 */
export function periodically(
  milliseconds: number,
  work: () => Promise<void>,
  complain: (error: unknown) => void,
): () => Promise<void> {
  let pass = Promise.resolve()
  let busy = false
  const look = (): void => {
    if (busy) return
    busy = true
    pass = work()
      .catch(complain)
      .finally(() => {
        busy = false
      })
  }
  look()
  const timer = setInterval(look, milliseconds)
  return async () => {
    clearInterval(timer)
    await pass
  }
}
