import { api } from '@naniwa/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callHttp } from '../../../testing/http.ts'
import { type Program, program } from '../../../testing/program.ts'
import { cookieOf, type TestServer, testServer } from '../../../testing/server.ts'

let server: TestServer
let aiko: Program
let ben: Program

beforeAll(async () => {
  server = await testServer()
  aiko = await program(server, server.people.aiko)
  ben = await program(server, server.people.ben)
})
afterAll(() => server.close())

/** As the API shows somebody without a picture. */
function avatarOf({ accountId }: { accountId: number }): string {
  return `${server.app.config.url}/icons/person-${(accountId % 8) + 1}.png`
}

test('GET /me: every field is there, and is text or an integer', async () => {
  const { accountId, roomId, organizationId } = server.people.aiko
  const profile = { chatworkId: 'aikoaiko', department: '支援', url: 'https://kita.example', mail: 'a@kita.example' }
  await callHttp(server, cookieOf(server.people.aiko), api.accounts.updateProfile, profile)
  const { status, headers, text } = await aiko.get('/me')
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  expect(text).toBe(
    `{"account_id":${accountId},"room_id":${roomId},"name":"Aiko","chatwork_id":"aikoaiko","organization_id":${organizationId},` +
      `"organization_name":"Minamo","department":"\\u652f\\u63f4","title":"","url":"https://kita.example","introduction":"",` +
      `"mail":"a@kita.example","tel_organization":"","tel_extension":"","tel_mobile":"","skype":"","facebook":"","twitter":"",` +
      `"avatar_image_url":"${avatarOf(server.people.aiko)}","login_mail":"aiko@example.com"}`,
  )
})

test('GET /my/status counts messages, mentions and tasks, and the rooms that have any', async () => {
  const none = {
    ...{ unread_room_num: 0, mention_room_num: 0, mytask_room_num: 0 },
    ...{ unread_num: 0, mention_num: 0, mytask_num: 0 },
  }
  expect((await ben.get('/my/status')).json()).toEqual(none)
  const members = { members_admin_ids: server.people.aiko.accountId, members_member_ids: server.people.ben.accountId }
  for (const name of ['one', 'two']) {
    const { room_id } = (await aiko.post('/rooms', { name, ...members })).json() as { room_id: number }
    await ben.put(`/rooms/${room_id}/messages/read`)
    for (const body of ['hello', `[To:${server.people.ben.accountId}]Ben`, '[toall] all'])
      await aiko.post(`/rooms/${room_id}/messages`, { body })
    await aiko.post(`/rooms/${room_id}/tasks`, { body: 'do', to_ids: server.people.ben.accountId })
  }
  expect((await ben.get('/my/status')).json()).toEqual({
    ...{ unread_room_num: 2, mention_room_num: 2, mytask_room_num: 2 },
    ...{ unread_num: 8, mention_num: 4, mytask_num: 2 },
  })
})

test('GET /my/tasks: none is 204 without a body; of those there are, whose, where and until when', async () => {
  const chie = await program(server, server.people.chie)
  const { status, text, headers } = await chie.get('/my/tasks')
  expect([status, text, headers['content-type']]).toEqual([204, '', undefined])
  const { accountId } = server.people.chie
  const form = { name: 'Launch', members_admin_ids: server.people.aiko.accountId, members_member_ids: accountId }
  const { room_id } = (await aiko.post('/rooms', form)).json() as { room_id: number }
  const asked = { body: 'write the plan', to_ids: accountId, limit: 1_791_000_000 }
  const { task_ids } = (await aiko.post(`/rooms/${room_id}/tasks`, asked)).json() as { task_ids: number[] }
  const mine = (await chie.get('/my/tasks')).json() as { message_id: string }[]
  expect(mine).toEqual([
    {
      task_id: task_ids[0],
      room: { room_id, name: 'Launch', icon_path: `${server.app.config.url}/icons/room-1-group.png` },
      assigned_by_account: {
        account_id: server.people.aiko.accountId,
        name: 'Aiko',
        avatar_image_url: avatarOf(server.people.aiko),
      },
      message_id: expect.stringMatching(/^\d{16,19}$/),
      body: 'write the plan',
      limit_time: 1_791_000_000,
      status: 'open',
      limit_type: 'time',
    },
  ])
  const narrowed = async (query: string) => (await chie.get(`/my/tasks?${query}`)).status
  expect(await narrowed(`assigned_by_account_id=${server.people.aiko.accountId}`)).toBe(200)
  expect(await narrowed(`assigned_by_account_id=${server.people.ben.accountId}`)).toBe(204)
  expect(await narrowed('status=done')).toBe(204)
  await chie.put(`/rooms/${room_id}/tasks/${task_ids[0]}/status`, { body: 'done' })
  expect([await narrowed('status=done'), await narrowed('status=open')]).toEqual([200, 204])
})
