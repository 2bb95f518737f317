/** Who hears what: one topic per room, one per account. */
export type Topic = `room:${number}` | `account:${number}`

export function roomTopic(roomId: number): Topic {
  return `room:${roomId}`
}

export function accountTopic(accountId: number): Topic {
  return `account:${accountId}`
}
