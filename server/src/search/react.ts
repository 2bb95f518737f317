import type { App } from '../context.ts'
import type { Lane } from '../db/lane.ts'
import type { Reactor } from '../events/react.ts'
import { catchUp } from './catchUp.ts'

/** Rooms in one transaction. */
const BATCH = 64

/** Keeps the index: what is sent, edited or deleted is found, or no longer found, a moment later. */
export const searchReactor: Reactor = {
  name: 'search',
  topic: 'message',
  concurrency: 128,
  // A room with a long history that was never indexed is caught up with here.
  seconds: 900,
  async handle(app, { roomId = 0 }) {
    while (await laneOf(app)(roomId));
  },
}

/** Rooms that change while others are being indexed share the next transaction. Answers whether there is more to come. */
function laneOf(app: App): Lane<number, boolean> {
  return app.lanes.open<number, boolean>({
    name: 'search.index',
    max: BATCH,
    async work(roomIds) {
      const unfinished = new Set(await catchUp(app, [...new Set(roomIds)]))
      return roomIds.map((roomId) => unfinished.has(roomId))
    },
  })
}
