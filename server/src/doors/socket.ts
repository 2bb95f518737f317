import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { clientFrame, FRAME_BYTES, Refusal } from '@naniwa/contract'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Actor, App } from '../context.ts'
import type { Authenticator } from '../sessions/remember.ts'
import { bodyOf, type Dispatch } from './dispatch.ts'
import { createFanout, type Listener } from './fanout.ts'
import { type Outlet, openOutlet } from './outlet.ts'
import { addressOf, cookieOf, fromOurPages, tokenOf } from './request.ts'

export const SOCKET_PATH = '/api/socket'
/** Frames above `FRAME_BYTES` are refused one by one; above this the socket is not one of ours and is closed. */
const CLOSING_BYTES = 16 * FRAME_BYTES
/** Calls of one socket that may be under way. */
const CALLS = 64
const BEAT_MS = 20_000
/** How often a socket's session is looked at, so that it is marked as used, and ends when its time is over. */
const CHECK_MS = 10 * 60_000
/** Sockets come back after a restart spread over this many milliseconds, or longer where they are many. */
const RETURN_MS = 5_000
/** For each socket: about what it takes two cores to bring somebody level. */
const RETURN_EACH_MS = 2.5
/** Close codes of our own. */
const SIGNED_OUT = 4401
const RESTARTING = 1012

export interface SocketDoor {
  /** Takes an upgrade request to `SOCKET_PATH`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  /** Tells everyone to come back, waits for what is under way, and closes. */
  drain(): Promise<void>
  /** A heartbeat for everyone, out of turn; nobody is asked whether they still listen. */
  beat(): Promise<void>
  readonly size: number
}

interface Connection {
  readonly listener: Listener
  readonly actor: Actor
  readonly ws: WebSocket
  readonly outlet: Outlet
  readonly token: string
  calls: number
  alive: boolean
  /** By the app's clock. */
  checkedAt: number
}

/** Calls and events over WebSockets. */
export function createSocketDoor(app: App, dispatch: Dispatch, authenticate: Authenticator): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: CLOSING_BYTES, perMessageDeflate: false })
  const fanout = createFanout(app.db, app.bus)
  const connections = new Set<Connection>()
  let draining = false
  const beating = setInterval(() => probe().catch((err) => app.log.warn({ err }, 'a heartbeat failed')), BEAT_MS)

  // Word that somebody signed out may be among what was lost.
  const silence = app.bus.listen(({ kind }) => {
    if (kind === 'gap') for (const connection of connections) connection.checkedAt = Number.NEGATIVE_INFINITY
  })

  async function probe(): Promise<void> {
    for (const connection of connections) {
      if (!connection.alive) connection.ws.terminate()
      connection.alive = false
      connection.ws.ping()
    }
    await beat()
  }

  async function beat(): Promise<void> {
    for (const connection of connections) await check(connection)
    await fanout.beat()
  }

  async function check(connection: Connection): Promise<void> {
    const now = app.clock.now().getTime()
    if (now - connection.checkedAt < CHECK_MS) return
    connection.checkedAt = now
    if (!(await authenticate(connection.token))) connection.listener.signOut()
  }

  function open(ws: WebSocket, socket: Socket, { actor, token }: Entry): void {
    const outlet = openOutlet(socket, () => ws.terminate())
    const signOut = (): void => ws.close(SIGNED_OUT, 'signed out')
    const listener: Listener = {
      accountId: actor.accountId,
      sessionId: actor.sessionId,
      outlet,
      rooms: new Set(),
      signOut,
    }
    const checkedAt = app.clock.now().getTime()
    const connection: Connection = { listener, actor, ws, outlet, token, calls: 0, alive: true, checkedAt }
    connections.add(connection)
    fanout.enter(listener)
    ws.on('message', (data, binary) => void receive(connection, data, binary))
    ws.on('pong', () => {
      connection.alive = true
    })
    ws.on('error', () => ws.terminate())
    ws.on('close', () => {
      connections.delete(connection)
      fanout.leave(listener)
    })
  }

  async function receive(connection: Connection, data: RawData, binary: boolean): Promise<void> {
    connection.alive = true
    const frame = readFrame(data, binary)
    if (frame instanceof Refusal) return answer(connection, { reply: null, error: frame.toBody() })
    if (connection.calls >= CALLS) {
      const refusal = new Refusal('overloaded', `at most ${CALLS} calls at a time`, { retryAfter: 1 })
      return answer(connection, { reply: frame.call, error: refusal.toBody() })
    }
    connection.calls += 1
    try {
      const output = await call(connection, frame.name, frame.input)
      answer(connection, { reply: frame.call, output })
    } catch (error) {
      answer(connection, { reply: frame.call, error: bodyOf(error) })
    } finally {
      connection.calls -= 1
    }
  }

  /** Subscribe first, then read (S1): what happens in between is heard. */
  async function call(connection: Connection, name: string, input: unknown): Promise<unknown> {
    if (name === 'sync.hello') await fanout.join(connection.listener)
    return dispatch(name, connection.actor, input)
  }

  return {
    async upgrade(request, socket, head) {
      const entry = draining ? '503 Service Unavailable' : await admit(app, authenticate, request)
      if (typeof entry !== 'string')
        server.handleUpgrade(request, socket, head, (ws) => open(ws, socket as Socket, entry))
      else socket.end(`HTTP/1.1 ${entry}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    },
    async drain() {
      draining = true
      clearInterval(beating)
      const spread = Math.max(RETURN_MS, connections.size * RETURN_EACH_MS)
      for (const { outlet } of connections)
        outlet.sendText(JSON.stringify({ goodbye: Math.floor(Math.random() * spread) }))
      await app.lanes.drain()
      await Promise.all([...connections].map(closeWhenIdle))
      silence()
      fanout.close()
      server.close()
    },
    beat,
    get size() {
      return connections.size
    },
  }
}

interface Entry {
  readonly actor: Actor
  readonly token: string
}

/** Who comes in, or the status line that turns the request away. */
async function admit(app: App, authenticate: Authenticator, request: IncomingMessage): Promise<Entry | string> {
  if (!fromOurPages(app, request)) return '403 Forbidden'
  const token = tokenOf(app, request)
  const session = token && (await authenticate(token))
  if (!token || !session) return '401 Unauthorized'
  const actor: Actor = {
    ...session,
    address: addressOf(app, request),
    userAgent: request.headers['user-agent'] ?? '',
    keep: () => {},
    cookie: (name) => cookieOf(request, name),
    cookieless: true,
  }
  return { actor, token }
}

function readFrame(data: RawData, binary: boolean): { call: number; name: string; input?: unknown } | Refusal {
  const bytes = data as Buffer
  if (binary) return new Refusal('malformed', 'frames are text')
  if (bytes.length > FRAME_BYTES) return new Refusal('too_large', `a frame has at most ${FRAME_BYTES} bytes`)
  try {
    const parsed = clientFrame.safeParse(JSON.parse(bytes.toString()))
    return parsed.success ? parsed.data : new Refusal('malformed', 'not a call')
  } catch {
    return new Refusal('malformed', 'not JSON')
  }
}

function answer({ outlet }: Connection, frame: object): void {
  outlet.sendText(JSON.stringify(frame))
}

/** Waits for the calls under way, two seconds at most. */
async function closeWhenIdle(connection: Connection): Promise<void> {
  // Listened for at once: whoever leaves while we wait is not heard leaving again.
  const closed = new Promise((resolve) => connection.ws.once('close', resolve))
  const deadline = Date.now() + 2_000
  while (connection.calls > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10))
  await new Promise((resolve) => setImmediate(resolve))
  connection.ws.close(RESTARTING, 'restarting')
  setTimeout(() => connection.ws.terminate(), 1_000).unref()
  await closed
}
