import { createServer, type Socket } from 'node:net'

/*
 * The bare limit of fan-out: a process that takes text frames and gives each, as it came, to everyone on the same path, gathered
 * per turn of the event loop. No accounts, no rooms, no database, no checks. Prints its port.
 */

const rooms = new Map<string, Set<Socket>>()
const waiting = new Map<Socket, Buffer[]>()

function flush(): void {
  let last: readonly Buffer[] = []
  let bytes = Buffer.alloc(0)
  for (const [socket, frames] of waiting) {
    // Those in one room have the same frames waiting.
    const isSame = frames.length === last.length && frames.every((frame, place) => frame === last[place])
    if (!isSame) bytes = frames.length === 1 ? (frames[0] as Buffer<ArrayBuffer>) : Buffer.concat(frames)
    last = frames
    socket.write(bytes)
  }
  waiting.clear()
}

function give(room: ReadonlySet<Socket>, frame: Buffer): void {
  if (waiting.size === 0) setImmediate(flush)
  for (const socket of room) {
    const frames = waiting.get(socket)
    if (frames) frames.push(frame)
    else waiting.set(socket, [frame])
  }
}

/** Masked frames of 126 to 65,535 bytes with the key of zeros, as our clients send them: handed on without mask. */
function readFrames(bytes: Buffer, room: ReadonlySet<Socket>): number {
  let at = 0
  while (bytes.length - at >= 8) {
    const end = at + 8 + bytes.readUInt16BE(at + 2)
    if (bytes.length < end) break
    const frame = Buffer.allocUnsafe(end - at - 4)
    frame[0] = 0x81
    frame[1] = 126
    bytes.copy(frame, 2, at + 2, at + 4)
    bytes.copy(frame, 4, at + 8, end)
    give(room, frame)
    at = end
  }
  return at
}

const server = createServer({ noDelay: true }, (socket) => {
  let rest: Buffer | undefined
  let room: Set<Socket> | undefined
  socket.on('error', () => socket.destroy())
  socket.on('close', () => room?.delete(socket))
  socket.on('data', (chunk) => {
    const bytes = rest ? Buffer.concat([rest, chunk]) : chunk
    if (room) {
      const done = readFrames(bytes, room)
      rest = done < bytes.length ? bytes.subarray(done) : undefined
      return
    }
    const path = /^GET (\S+)/.exec(bytes.toString('latin1'))?.[1] ?? ''
    room = rooms.get(path) ?? new Set()
    rooms.set(path, room.add(socket))
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
  })
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as { port: number }).port))
// Whoever started it holds the other end.
process.on('disconnect', () => process.exit(0))
