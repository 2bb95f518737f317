import {
  type CallOf,
  type Endpoint,
  type Event,
  type File,
  isChange,
  type Message,
  type OutputOf,
  Refusal,
  type TaskReminder,
} from '@naniwa/contract'
import { eventsOf } from './answers.ts'
import { CatchUp, type Welcome } from './catch-up.ts'
import { Comments } from './comments.ts'
import { Connection } from './connection.ts'
import { Contacts } from './contacts.ts'
import { Drafts } from './drafts.ts'
import { Edits } from './edits.ts'
import { Engine } from './engine.ts'
import { Disconnected, delayOf, isSignedOut } from './failure.ts'
import { Files } from './files.ts'
import { hasSession } from './http.ts'
import { Latest } from './latest.ts'
import { Lookups } from './lookups.ts'
import { Outbox } from './outbox.ts'
import { Overlay } from './overlay.ts'
import { People } from './people.ts'
import type { Cancel, Ports } from './ports.ts'
import { Reader } from './reader.ts'
import { Reading } from './reading.ts'
import { Rooms } from './rooms.ts'
import { isSettling, type Status, statusOf } from './status.ts'
import { Store } from './store.ts'
import { Tasks } from './tasks.ts'
import { Timelines } from './timelines.ts'
import type { Topic } from './topics.ts'
import { Typing } from './typing.ts'
import { Uploads } from './uploads.ts'

export interface ClientOptions extends Ports {
  accountId: number
}

/** How long a verb waits for a connection that is coming up. */
const PATIENCE = 8_000

/** One account's copy of what it may see, kept level with the server, and what it does. */
export class Client {
  readonly engine: Engine
  readonly overlay: Overlay
  readonly reading: Reading
  readonly reader: Reader
  readonly drafts: Drafts
  readonly outbox: Outbox
  readonly edits: Edits
  readonly files: Files
  readonly uploads: Uploads
  readonly typing: Typing
  readonly latest: Latest
  readonly lookups: Lookups
  readonly people: People
  readonly contacts: Contacts
  readonly rooms: Rooms
  readonly tasks: Tasks
  readonly comments: Comments
  readonly timelines: Timelines
  readonly #connection: Connection
  readonly #catchUp: CatchUp
  readonly #store: Store
  #status: Status = { kind: 'stopped' }
  #signedOut: 'ended' | 'otherAccount' | null = null
  readonly #restored = new Set<(file: File) => void>()
  readonly #said = new Set<(message: Message) => void>()
  readonly #colleagues = new Set<() => void>()
  readonly #reminded = new Set<(reminder: TaskReminder) => void>()
  #isGreeted = false
  #versions: { first: string; now: string } | null = null
  #stopListening: Cancel = () => {}

  constructor({ accountId, ...ports }: ClientOptions) {
    this.#connection = new Connection(ports, {
      opened: () => this.#begin(),
      heard: (event) => this.#hear(event),
      heartbeat: (ticks, accountTick) => this.#catchUp.heartbeat(ticks, accountTick),
      changed: () => this.#connectionChanged(),
      sessionEnded: () => this.#end('ended'),
      turnedAway: () => this.engine.background(this.#checkSession()),
    })
    this.engine = new Engine(ports, accountId, {
      call: (endpoint, input) => this.#call(endpoint, input),
      isConnected: () => this.#isGreeted,
    })
    const kept = new Set<number>()
    this.overlay = new Overlay(this.engine)
    this.reading = new Reading(this.engine, this.overlay, { kept, isSettling: () => isSettling(this.#status) })
    this.reader = new Reader(this.engine, this.reading)
    this.drafts = new Drafts(this.engine)
    this.outbox = new Outbox(this.engine)
    this.edits = new Edits(this.engine)
    this.files = new Files(this.engine)
    this.uploads = new Uploads(this.engine)
    this.typing = new Typing(this.engine)
    this.latest = new Latest(this.engine)
    this.lookups = new Lookups(this.engine)
    this.people = new People(this.engine)
    this.contacts = new Contacts(this.engine)
    this.rooms = new Rooms(this.engine, this)
    this.tasks = new Tasks(this.engine, this.overlay)
    this.comments = new Comments(this.engine)
    this.timelines = new Timelines(this.engine, this)
    this.#catchUp = new CatchUp(this.engine)
    this.#store = new Store(this.engine, { reader: this.reader, latest: this.latest, people: this.people, kept })
  }

  get accountId(): number {
    return this.engine.replica.accountId
  }

  get status(): Status {
    return this.#status
  }

  /** The server serves another version of this page than the one that is running. */
  get isOutdated(): boolean {
    return this.#versions !== null && this.#versions.first !== this.#versions.now
  }

  /** Reads what was kept on the device, then connects. Resolves when there is something to show, or nothing was kept. */
  async start(): Promise<void> {
    try {
      await Promise.all([this.#store.load(), this.drafts.load(), this.outbox.load(), this.uploads.load()])
    } catch (error) {
      this.engine.ports.report?.(error)
    }
    const { network } = this.engine.ports
    this.#stopListening = network?.onChange(() => this.#networkChanged()) ?? (() => {})
    this.#connection.start()
  }

  /** Lets go of the server; what is kept on the device stays. */
  stop(): void {
    this.#stopListening()
    this.flush()
    this.uploads.stop()
    this.#connection.stop()
  }

  /** After signing out: nothing of the account stays on the device. */
  async forget(): Promise<void> {
    this.stop()
    await this.engine.ports.storage.clear()
  }

  /** Writes down at once what would be written soon; the page may be closing. */
  flush(): void {
    this.drafts.flush()
    this.#store.flush()
  }

  retryNow(): void {
    this.#connection.start()
  }

  subscribe(topic: Topic, listen: () => void): Cancel {
    return this.engine.topics.subscribe(topic, listen)
  }

  /** Messages as they come, and changes of them: before the copy has them, out of turn where they come so. */
  onMessage(heard: (message: Message) => void): Cancel {
    this.#said.add(heard)
    return () => this.#said.delete(heard)
  }

  /** Reminders of tasks as they come; who is not there is told by mail alone. */
  onReminder(heard: (reminder: TaskReminder) => void): Cancel {
    this.#reminded.add(heard)
    return () => this.#reminded.delete(heard)
  }

  /** That somebody of the organization one administers has changed. */
  onColleague(heard: () => void): Cancel {
    this.#colleagues.add(heard)
    return () => this.#colleagues.delete(heard)
  }

  /** Files that are back from the archive, as one asked; who is not there is told by mail alone. */
  onRestored(heard: (file: File) => void): Cancel {
    this.#restored.add(heard)
    return () => this.#restored.delete(heard)
  }

  /** Does something, or asks. Waits a little for a connection that is coming up. */
  async call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>> {
    await this.untilGreeted()
    return this.#call(endpoint, input)
  }

  /** Resolves once the room is known, as after making or joining it. */
  async untilRoom(roomId: number): Promise<void> {
    for (let left = 100; left > 0 && !this.rooms.get(roomId); left--) {
      if (left === 90) this.engine.background(this.#catchUp.want([roomId]))
      await this.engine.wait(50)
    }
  }

  async #call<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<OutputOf<E>> {
    try {
      const output = await this.#connection.call(endpoint, input)
      for (const event of eventsOf(endpoint, output)) this.#catchUp.hear(event)
      return output
    } catch (error) {
      if (isSignedOut(error)) this.#end('ended')
      throw error
    }
  }

  #hear(event: Event): void {
    if (event.event === 'message') {
      this.typing.stopped(event.data)
      this.latest.note(event.data)
      this.lookups.note(event.data)
      this.comments.note(event.data)
      for (const heard of this.#said) heard(event.data)
    }
    if (event.event === 'typing') this.typing.heard(event.data)
    else if (event.event === 'reminder') for (const heard of this.#reminded) heard(event.data)
    else if (event.event === 'restored') for (const heard of this.#restored) heard(event.data)
    else if (event.event === 'colleague') for (const heard of this.#colleagues) heard()
    else if (isChange(event)) this.#catchUp.hear(event)
  }

  async #begin(): Promise<void> {
    try {
      await this.#catchUp.start((welcome) => this.#greet(welcome))
      this.#connection.settled()
      this.engine.resume()
      this.reading.resume()
      this.tasks.resume()
      this.comments.resume()
      this.files.resume()
      this.#publish()
    } catch (error) {
      if (error instanceof Disconnected || this.#signedOut) return
      if (!(error instanceof Refusal)) this.engine.ports.report?.(error)
      this.#connection.comeBack(error instanceof Refusal && error.retryAfter ? delayOf(error, 0) : undefined)
    }
  }

  #greet({ accountId, version }: Welcome): void {
    if (accountId !== this.accountId) {
      this.#end('otherAccount')
      throw new Disconnected('another account')
    }
    this.#versions = { first: this.#versions?.first ?? version, now: version }
    this.#isGreeted = true
    this.#publish()
    this.outbox.resume()
    this.uploads.resumeAll()
    this.drafts.resume()
    this.reader.resume()
  }

  #connectionChanged(): void {
    if (this.#connection.state.kind !== 'open') {
      this.#isGreeted = false
      this.#catchUp.stop()
      this.outbox.pause()
      this.uploads.pauseAll()
    }
    this.#publish()
  }

  #networkChanged(): void {
    // What the device says is a hint: a socket may be dead without knowing it, or a server on the same machine be there.
    if (this.engine.ports.network?.online !== false) this.#connection.start()
    else if (this.#connection.state.kind === 'open') this.#connection.comeBack()
    this.#publish()
  }

  async #checkSession(): Promise<void> {
    if (!(await hasSession(this.engine.ports))) this.#end('ended')
  }

  #end(reason: 'ended' | 'otherAccount'): void {
    this.#signedOut ??= reason
    this.stop()
    this.#publish()
  }

  #publish(): void {
    const status = statusOf({
      signedOut: this.#signedOut,
      connection: this.#connection.state,
      isLevel: this.#catchUp.isLevel,
      isOffline: this.engine.ports.network?.online === false,
    })
    if (JSON.stringify(status) !== JSON.stringify(this.#status)) this.#status = status
    this.engine.topics.touch('status')
  }

  async untilGreeted(): Promise<void> {
    if (this.#isGreeted) return
    let cancel: Cancel = () => {}
    const greeted = new Promise<void>((resolve) => {
      cancel = this.subscribe('status', () => {
        if (this.#isGreeted) resolve()
      })
    })
    await Promise.race([greeted, this.engine.wait(PATIENCE)])
    cancel()
  }
}

export function createClient(options: ClientOptions): Client {
  return new Client(options)
}
