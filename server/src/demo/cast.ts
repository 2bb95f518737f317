import { sql } from 'kysely'
import { createAccount } from '../accounts/create.ts'
import { updateProfile } from '../accounts/updateProfile.ts'
import { updateSettings } from '../accounts/updateSettings.ts'
import type { Actor, App } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { saveImage } from '../images/store.ts'
import { createOrganization } from '../organizations/create.ts'
import { MINUTE } from './calendar.ts'
import { characters, type OrganizationKey, organizationNames } from './people.ts'
import type { Player } from './perform.ts'
import { draw } from './pictures/draw.ts'

/** Everybody's, in the demo. Long enough and unlike a name, as the product asks of everyone. */
export const DEMO_PASSWORD = 'mizu-no-oto 2026 kawaranu aji'

export interface Company {
  readonly players: ReadonlyMap<string, Player>
  /** When this or that was done: the same program at another time. */
  readonly appAt: (at: number) => App
}

/** Founds the organizations and everybody's account, one minute after the other from `from` on. */
export async function foundCompany(app: App, appAt: Company['appAt'], from: number): Promise<Company> {
  const passwordHash = await app.hasher.hash(DEMO_PASSWORD)
  const organizationIds = new Map<OrganizationKey, number>()
  for (const key of Object.keys(organizationNames) as OrganizationKey[]) {
    const founded = await transact(app, (tx) => createOrganization(appAt(from), tx, organizationNames[key]))
    organizationIds.set(key, founded.organizationId)
  }
  const players = new Map<string, Player>()
  await Promise.all(
    characters.map(async (character, place) => {
      const at = appAt(from + (5 + place) * MINUTE)
      const { name, reading, email, language, role, organization } = character
      const organizationId = organizationIds.get(organization) as number
      const account = { organizationId, organizationRole: role, name, reading, email, language, passwordHash }
      const { accountId } = await transact(app, (tx) => createAccount(at, tx, account))
      players.set(character.key, { ...character, accountId })
      await introduce(at, { ...character, accountId })
    }),
  )
  await showInOwnRooms(app)
  return { players, appAt }
}

async function introduce(app: App, player: Player): Promise<void> {
  const { department, title, introduction, avatar, email, key, organization } = player
  const picture = avatar && (await saveImage(app, await draw(avatar), 'avatar')).hash
  await updateProfile(app, actorOf(player), {
    chatworkId: key.includes('.') ? `${key}.minamo` : `${key}-${organization}`,
    department,
    title,
    introduction,
    avatar: picture,
    mail: email,
    url: `https://${email.split('@')[1]}/`,
    telOrganization:
      organization === 'minamo' ? '06-0000-0210' : organization === 'tsumugi' ? '06-0000-0142' : '06-0000-0377',
  })
  if (key === 'sho') await updateSettings(app, actorOf(player), { density: 'compact', enterKey: 'send' })
}

/** What a reactor would carry to the rooms: there is only My chat yet, and so nobody to be told. */
async function showInOwnRooms(app: App): Promise<void> {
  await sql`
    update member m set department = a.department, title = a.title, avatar = a.avatar
    from account a where a.my_room_id = m.room_id and a.id = m.account_id
  `.execute(app.db)
  await app.db.deleteFrom('accountOutbox').execute()
}

/** Somebody as a verb knows them: no browser, no address. */
export function actorOf(player: Player): Actor {
  return { accountId: player.accountId, sessionId: 0, address: '', userAgent: '', keep: () => {} }
}
