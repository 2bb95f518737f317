import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { type Cpu, readCpu } from './cpu.ts'
import type { Somebody } from './crowd.ts'
import { type Hear, type Line, openLine } from './line.ts'
import { age, bodyNow, messageId } from './message.ts'
import type { BenchServer } from './server.ts'

/** Those who listen to one room; the first of them is who speaks. */
export interface Room {
  readonly lines: readonly Line[]
  /** Messages heard, by listener. */
  readonly heard: number[]
  sent: number
  /** Sends one message. */
  say(): void
}

export interface Crowd {
  readonly rooms: Room[]
  /** Milliseconds from sending to hearing, of one listener in twenty. */
  readonly latencies: number[]
  /** Bytes of the last message heard. */
  bytes: number
  /** Told of the room whose speaker has heard a message come back. */
  onEcho: (room: Room) => void
  cpu(): Cpu
  close(): void
}

/** Everybody at a socket of the server, listening. */
export async function gatherAtServer(
  server: BenchServer,
  groups: readonly (readonly Somebody[])[],
  roomIds: readonly number[],
): Promise<Crowd> {
  const crowd = emptyCrowd(() => server.cpu())
  let call = 1
  for (const [at, people] of groups.entries()) {
    const roomId = roomIds[at] as number
    const text = () => {
      call += 1
      return JSON.stringify({ call, name: 'messages.send', input: { roomId, id: messageId(), body: bodyNow() } })
    }
    await addRoom(crowd, people.length, text, (place, hear) =>
      openLine(server.port, '/api/socket', (people[place] as Somebody).cookie, hear),
    )
  }
  for (const { lines } of crowd.rooms) for (const line of lines) line.send('{"call":1,"name":"sync.hello","input":{}}')
  await comeIn(crowd)
  return crowd
}

/** The same crowd at the bare broadcaster, with messages of the same length. */
export async function gatherAtBroadcaster(rooms: number, listeners: number, bytes: number): Promise<Crowd> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'broadcaster.ts')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const port = await portOf(child)
  const crowd = emptyCrowd(
    () => readCpu(child.pid as number),
    () => child.disconnect(),
  )
  const text = () => {
    const message = `{"event":"message","data":"${bodyNow()}"}`
    return message + ' '.repeat(Math.max(0, bytes - Buffer.byteLength(message)))
  }
  for (let at = 0; at < rooms; at++) {
    await addRoom(crowd, listeners, text, (_, hear) => openLine(port, `/${at}`, '', hear))
  }
  await comeIn(crowd)
  return crowd
}

function emptyCrowd(cpu: () => Cpu, end = () => {}): Crowd {
  const crowd: Crowd = {
    rooms: [],
    latencies: [],
    bytes: 0,
    onEcho: () => {},
    cpu,
    close() {
      for (const { lines } of crowd.rooms) for (const line of lines) line.close()
      end()
    },
  }
  return crowd
}

async function addRoom(
  crowd: Crowd,
  count: number,
  text: () => string,
  open: (place: number, hear: Hear) => Promise<Line>,
): Promise<void> {
  const lines: Line[] = []
  const heard = Array.from({ length: count }, () => 0)
  const room: Room = {
    lines,
    heard,
    sent: 0,
    say() {
      room.sent += 1
      lines[0]?.send(text())
    },
  }
  crowd.rooms.push(room)
  for (let place = 0; place < count; place++) {
    const isSample = place % 20 === 1 || count < 20
    lines.push(
      await open(place, (bytes, start, end) => {
        // `{"event":"message"…`: neither an answer nor a heartbeat.
        if (bytes[start + 2] !== 0x65 || bytes[start + 10] !== 0x6d || bytes[start + 12] !== 0x73) return
        heard[place] = (heard[place] as number) + 1
        if (isSample) crowd.latencies.push(age(bytes, start, end))
        if (place > 0) return
        crowd.bytes = end - start
        crowd.onEcho(room)
      }),
    )
  }
}

/** Until everybody hears what is said. */
async function comeIn(crowd: Crowd): Promise<void> {
  const end = performance.now() + 60_000
  const isSilent = ({ heard }: Room) => heard.some((count) => count === 0)
  for (let silent = crowd.rooms; silent.length > 0; silent = silent.filter(isSilent)) {
    if (performance.now() > end) throw new Error('not everybody came in within a minute')
    for (const room of silent) room.say()
    await pause(200)
  }
  // What is still on its way belongs to nobody's count.
  await pause(300)
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (chunk) => resolve(Number(chunk)))
    child.once('exit', (code) => reject(new Error(`the broadcaster ended with ${code}`)))
  })
}
