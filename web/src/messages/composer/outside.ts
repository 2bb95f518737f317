const KEEP = 2_000

function keyOf(accountId: number): string {
  return `naniwa.outside.${accountId}`
}

function known(accountId: number): number[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '[]') as number[]
  } catch {
    return []
  }
}

/** Whether one has said once that a message may go to the people of other organizations in this room. */
export function isConfirmed(accountId: number, roomId: number): boolean {
  return known(accountId).includes(roomId)
}

export function confirmOutside(accountId: number, roomId: number): void {
  try {
    localStorage.setItem(keyOf(accountId), JSON.stringify([...known(accountId), roomId].slice(-KEEP)))
  } catch {
    // Storage may be forbidden: then it is asked again.
  }
}
