import { connect, type Socket } from 'node:net'

/** One WebSocket of the crowd: frames in, frames out, and as little work as possible for each. */
export interface Line {
  send(text: string): void
  close(): void
}

/** Hears each text frame where it lies: from `start` to `end` of `bytes`, good until it returns. */
export type Hear = (bytes: Buffer, start: number, end: number) => void

/** Opens a WebSocket on this machine. The answer to the handshake is believed if it is a 101. */
export function openLine(port: number, path: string, cookie: string, hear: Hear): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  const line: Line = {
    send: (text) => void socket.write(frame(0x81, Buffer.from(text))),
    close: () => socket.destroy(),
  }
  return new Promise((resolve, reject) => {
    let rest: Buffer | undefined
    let isOpen = false
    socket.on('connect', () => socket.write(handshake(port, path, cookie)))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error(`${path} was closed`)))
    socket.on('data', (chunk) => {
      const bytes = rest ? Buffer.concat([rest, chunk]) : chunk
      let from = 0
      if (!isOpen) {
        const head = bytes.indexOf('\r\n\r\n')
        if (head >= 0 && !bytes.toString('latin1', 0, 12).endsWith('101')) {
          return reject(new Error(bytes.toString('latin1', 0, head)))
        }
        if (head < 0) {
          rest = bytes
          return
        }
        isOpen = true
        from = head + 4
        resolve(line)
      }
      const done = readFrames(bytes, from, hear, socket)
      rest = done < bytes.length ? bytes.subarray(done) : undefined
    })
  })
}

function handshake(port: number, path: string, cookie: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: ${cookie}\r\n\r\n`
}

/** Reads headers, hands on payloads, and answers where the unread rest begins. */
function readFrames(bytes: Buffer, from: number, hear: Hear, socket: Socket): number {
  let at = from
  while (bytes.length - at >= 2) {
    let start = at + 2
    let length = (bytes[at + 1] as number) & 0x7f
    if (length === 126) {
      if (bytes.length < at + 4) return at
      length = bytes.readUInt16BE(at + 2)
      start = at + 4
    } else if (length === 127) {
      if (bytes.length < at + 10) return at
      length = Number(bytes.readBigUInt64BE(at + 2))
      start = at + 10
    }
    const end = start + length
    if (bytes.length < end) return at
    const opcode = (bytes[at] as number) & 0x0f
    if (opcode === 1) hear(bytes, start, end)
    else if (opcode === 9) socket.write(frame(0x8a, bytes.subarray(start, end)))
    at = end
  }
  return at
}

/** A client masks what it sends; the key of zeros leaves it as it is. */
function frame(first: number, payload: Buffer): Buffer {
  const small = payload.length < 126
  const head = Buffer.alloc(small ? 6 : 8)
  head[0] = first
  head[1] = 0x80 | (small ? payload.length : 126)
  if (!small) head.writeUInt16BE(payload.length, 2)
  return Buffer.concat([head, payload])
}
