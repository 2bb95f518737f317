import { AT_WORK_MS, listen, Sitting } from '../live/sitting.ts'

/*
 * The tabs of a browser tell each other where the reader is, and which of them speaks, by locks alone: the browser lets go of
 * them when a tab ends, however it ends. They are there wherever notices are: on secure origins.
 */

/** Where this tab's reader is: at work in it, only with the room in sight that it looks at, or not there. */
export function keepTelling(accountId: number): { lookAt: (roomId: number | null) => void; stop: () => void } {
  let roomId: number | null = null
  let held: string | null = null
  let release = () => {}
  function hold(name: string | null): void {
    if (name === held) return
    release()
    held = name
    if (name === null) return
    const { promise, resolve } = Promise.withResolvers<void>()
    release = resolve
    void navigator.locks.request(name, { mode: 'shared' }, () => promise)
  }
  const sitting = new Sitting(AT_WORK_MS)
  const changed = () => hold(document.hidden ? null : nameOf(accountId, sitting.isThere ? 'all' : roomId))
  const stops = [sitting.watch(changed), listen(window, 'pageshow', changed)]
  changed()
  return {
    lookAt(room) {
      roomId = room
      changed()
    },
    stop() {
      for (const stop of stops) stop()
      hold(null)
    },
  }
}

/** Whether the reader is at work in any tab, or has this room in sight. */
export async function isSeen(accountId: number, roomId: number | null): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  const names = [nameOf(accountId, 'all'), nameOf(accountId, roomId)]
  return held.some(({ name }) => name !== undefined && names.includes(name))
}

/** The service worker reads these names, too. */
function nameOf(accountId: number, what: 'all' | number | null): string | null {
  return what === null ? null : `naniwa.seen.${accountId}.${what}`
}

/** Runs `begin` once this tab is the one that speaks. What `begin` gives is run when it no longer is. */
export function whenSpeaking(accountId: number, begin: () => () => void): () => void {
  const over = new AbortController()
  const { promise, resolve } = Promise.withResolvers<void>()
  const speaking = navigator.locks.request(`naniwa.speaks.${accountId}`, { signal: over.signal }, async () => {
    const end = begin()
    await promise
    end()
  })
  // Given up before its turn came.
  speaking.catch(() => {})
  return () => {
    over.abort()
    resolve()
  }
}
