import type pg from 'pg'
import { copied, copyIn } from './copy.ts'
import { makeBody, makeTopic, type Topic } from './message.ts'
import { accountId, PERSONS, type Plan, type RoomPlan, SPEAKERS } from './plan.ts'
import { type Random, seeded } from './random.ts'
import { names } from './words.ts'

const YEARS_MS = 3 * 365 * 86_400_000
const ORGANIZATION = 70_000_000_000_000
/** Clock of a room before its first message: its people came. */
const FIRST_TICK = 1

/** Writes the world into an empty database with COPY, as a restored backup would be: everything but the search index. */
export async function loadWorld(pool: pg.Pool, plan: Plan, now: number): Promise<void> {
  const client = await pool.connect()
  try {
    // What is loaded is consistent in itself: foreign keys are not checked row by row.
    await client.query('set statement_timeout = 0; set session_replication_role = replica')
    await client.query('insert into organization (id, name, created_at) values ($1, $2, now())', [
      ORGANIZATION,
      'Bench',
    ])
    await copyIn(
      client,
      'account (id, organization_id, organization_role, my_room_id, login_mail, password_hash, name, created_at)',
      accounts(plan),
    )
    const counts = new Int32Array(plan.rooms.length)
    await copyIn(
      client,
      'message (room_id, id, number, tick, account_id, kind, body, mentions, to_all, created_at)',
      messages(plan, counts, now),
    )
    await copyIn(client, 'room (id, type, tick, last_number, active_at, name, created_at)', rooms(plan, counts, now))
    await copyIn(
      client,
      'member (room_id, account_id, tick, role, joined_at, organization_id, name, department, title)',
      members(plan),
    )
    await copyIn(client, 'account_room (account_id, room_id, tick)', accountRooms(plan))
    await client.query('reset session_replication_role')
    await client.query('vacuum (analyze) message, room, member, account_room, account')
  } finally {
    client.release(true)
  }
}

const EPOCH = '2023-11-01'
const GIVEN = ['葵', '涼', '由紀', '大輔', '彩', '直子', '千尋', '健']

export function nameOf(index: number): string {
  return `${names[index % names.length]} ${GIVEN[index % GIVEN.length]}${Math.floor(index / 512)}`
}

function* accounts({ accounts }: Plan): Iterable<string> {
  for (let index = 0; index < accounts; index++) {
    const mail =
      index < PERSONS.length ? PERSONS[index] : index < PERSONS.length + SPEAKERS ? `speaker-${index}` : `${index}`
    yield `${accountId(index)}\t${ORGANIZATION}\tmember\t0\t${mail}@bench.example\tnone\t${nameOf(index)}\t${EPOCH}\n`
  }
}

function* messages(plan: Plan, counts: Int32Array, now: number): Iterable<string> {
  const random = seeded(2)
  const topics = plan.rooms.map(() => makeTopic(random))
  const step = YEARS_MS / plan.sizes.messages
  for (let place = 0; place < plan.sizes.messages; place++) {
    const index = plan.draw(random)
    const time = Math.floor(now - YEARS_MS + (place + random.next()) * step)
    const number = (counts[index] as number) + 1
    counts[index] = number
    yield message(random, plan.rooms[index] as RoomPlan, topics[index] as Topic, number, time)
  }
}

function message(random: Random, room: RoomPlan, topic: Topic, number: number, time: number): string {
  const author = accountId(random.of(room.members))
  const id = ((BigInt(time) << 21n) | BigInt(random.below(2 ** 21))).toString()
  const to = random.chance(0.04) ? random.of(room.members) : undefined
  const toAll = random.chance(0.003)
  const mentions = to !== undefined && accountId(to) !== author ? `{${accountId(to)}}` : '{}'
  const head = toAll ? '[toall]\n' : to === undefined ? '' : `[To:${accountId(to)}]${nameOf(to)}さん\n`
  const body = copied(head + makeBody(random, topic))
  const at = new Date(time).toISOString()
  return `${room.id}\t${id}\t${number}\t${number + FIRST_TICK}\t${author}\tmessage\t${body}\t${mentions}\t${toAll}\t${at}\n`
}

function* rooms({ rooms }: Plan, counts: Int32Array, now: number): Iterable<string> {
  const random = seeded(3)
  for (const [index, { id }] of rooms.entries()) {
    const count = counts[index] as number
    const { words } = makeTopic(random)
    yield `${id}\tgroup\t${count + FIRST_TICK}\t${count}\t${new Date(now).toISOString()}\t${words[0]} ${index}\t${EPOCH}\n`
  }
}

function* members({ rooms }: Plan): Iterable<string> {
  for (const { id, members } of rooms) {
    for (const index of members) {
      yield `${id}\t${accountId(index)}\t${FIRST_TICK}\tmember\t${EPOCH}\t${ORGANIZATION}\t${nameOf(index)}\t\t\n`
    }
  }
}

function* accountRooms({ rooms }: Plan): Iterable<string> {
  for (const { id, members } of rooms) for (const index of members) yield `${accountId(index)}\t${id}\t1\n`
}
