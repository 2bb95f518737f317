import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/** Parts of the program that nobody has asked for yet. */
const parts: (() => Promise<unknown>)[] = []

const RETRY_MS = 2_000

/**
 * A part of the program in a file of its own, loaded when it is first drawn, or before that by `loadParts`. Once it is there
 * it is drawn at once, without a frame in between: which `React.lazy` does not promise. Until then `waiting` stands in its
 * place; without a network it is tried again until there is one.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): ComponentType<Props> {
  let part: ComponentType<Props> | undefined
  const fetch = async () => {
    part ??= await load()
  }
  parts.push(fetch)

  // biome-ignore lint/correctness/noComponentHookFactories: made once, where a module is read
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => part)
    useEffect(() => {
      if (Part) return
      let timer: ReturnType<typeof setTimeout> | undefined
      let isGone = false
      const attempt = () =>
        fetch().then(
          () => isGone || setPart(() => part),
          () => {
            if (!isGone) timer = setTimeout(attempt, RETRY_MS)
          },
        )
      void attempt()
      return () => {
        isGone = true
        clearTimeout(timer)
      }
    }, [Part])
    return Part ? <Part {...props} /> : waiting
  }
}

/** Loads what is left, one part after the other, so that all of it is at hand without a network. */
export async function loadParts(): Promise<void> {
  for (let fetch = parts.shift(); fetch; fetch = parts.shift()) {
    // Whatever cannot be had now is tried again when it is drawn.
    await fetch().catch(() => {})
  }
}
