import { sql } from 'kysely'
import type { App } from '../context.ts'
import { saveImage } from '../images/store.ts'
import { createApp } from '../oauth/apps.ts'
import { readApp, type StoredApp } from '../oauth/client.ts'
import { connect } from '../oauth/connect.ts'
import { create as createToken } from '../tokens/create.ts'
import { playerOf } from './build-rooms.ts'
import { type Calendar, HOUR, MINUTE } from './calendar.ts'
import { actorOf, type Company } from './cast.ts'
import { MAIN_CHARACTER } from './people.ts'
import { draw } from './pictures/draw.ts'

/** What acts in the main character's name: another company's application, one of her own, and two small programs. */
export async function settlePrograms(app: App, company: Company, calendar: Calendar): Promise<void> {
  const main = playerOf(company, MAIN_CHARACTER)
  const board = await register(company.appAt(calendar.end - 900 * HOUR), actorOf(playerOf(company, 'ren')), {
    name: '出荷ボード',
    address: 'https://board.kitahama-logi.example/naniwa',
    logo: await draw({ kind: 'wave', hue: 290 }),
  })
  await connect(company.appAt(calendar.end - 600 * HOUR), main.accountId, { client: board, scopes: board.scopes })
  await register(company.appAt(calendar.end - 200 * HOUR), actorOf(main), {
    name: 'ギフト受注表',
    address: 'https://orders.minamo.example/naniwa',
    logo: await draw({ kind: 'giftBox', hue: 20 }),
  })
  for (const [name, days, scopes] of [
    ['在庫の自動通知', 90, ['rooms.info:read', 'rooms.messages:write']],
    ['議事録の書き出し', null, ['rooms.info:read', 'rooms.messages:read', 'rooms.files:read', 'rooms.files:write']],
  ] as const) {
    const at = company.appAt(calendar.end - 300 * HOUR)
    await createToken(at, actorOf(main), { name, expiresInDays: days, scopes: [...scopes] })
  }
  await markUsed(app, main.accountId, new Date(calendar.end - 3 * MINUTE))
}

type Registering = Readonly<{ name: string; address: string; logo: Buffer }>

async function register(
  app: App,
  actor: ReturnType<typeof actorOf>,
  { name, address, logo }: Registering,
): Promise<StoredApp> {
  const { hash } = await saveImage(app, logo, 'avatar')
  const { app: made } = await createApp(app, actor, {
    name,
    kind: 'confidential',
    redirectUris: [address],
    scopes: ['rooms.info:read', 'rooms.messages:read', 'rooms.messages:write', 'rooms.tasks:write', 'offline_access'],
    logo: hash,
  })
  return (await readApp(app.db, made.clientId)) as StoredApp
}

async function markUsed(app: App, accountId: number, at: Date): Promise<void> {
  await sql`update oauth_connection set last_used_at = ${at} where account_id = ${accountId}`.execute(app.db)
  await sql`update api_token set last_used_at = ${at} where account_id = ${accountId} and expires_at is not null`.execute(
    app.db,
  )
}
