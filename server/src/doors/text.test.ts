import { api } from '@naniwa/contract'
import { expect, test } from 'vitest'
import { type Answer, ask } from '../testing/http.ts'
import { makeGroup, messageId, overHttp, scene } from '../testing/scene.ts'
import { cookieOf } from '../testing/server.ts'

const stage = scene()
const SCRIPT = '</script><img src=x onerror=alert(1)><script>alert(document.cookie)</script>'

function post(name: string, input: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', cookie: cookieOf(stage.people.aiko) }
  return ask(stage.server, `/api/${name.replace('.', '/')}`, { method: 'POST', body: JSON.stringify(input), headers })
}

/** The answer holds the script as text, under a type that no browser runs. */
async function expectText(answer: Promise<Answer>): Promise<void> {
  const { status, headers, text, json } = await answer
  expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([
    200,
    'application/json',
    'nosniff',
  ])
  expect(text).toContain(JSON.stringify(SCRIPT).slice(1, -1))
  expect(JSON.stringify(json())).toContain(JSON.stringify(SCRIPT).slice(1, -1))
}

test('script in any text of a room, a message, a draft, a category, a link or a profile comes back as text', async () => {
  const aiko = overHttp(stage.server, stage.people.aiko)
  const { id: roomId } = await makeGroup(aiko)
  await expectText(post('rooms.create', { name: SCRIPT, description: SCRIPT }))
  await expectText(post('rooms.update', { roomId, name: SCRIPT, description: SCRIPT }))
  await expectText(post('messages.send', { roomId, id: messageId(), body: SCRIPT }))
  await expectText(post('messages.list', { roomId }))
  await expectText(post('drafts.save', { roomId, body: SCRIPT }))
  await expectText(post('categories.save', { name: SCRIPT }))
  await expectText(post('links.save', { roomId, code: 'script-1', description: SCRIPT }))
  await expectText(post('links.read', { code: 'script-1' }))
  await expectText(
    post('accounts.updateProfile', {
      ...{ name: SCRIPT, reading: SCRIPT, department: SCRIPT.slice(0, 99), introduction: SCRIPT },
    }),
  )
  await stage.server.app.drain()
  await expectText(post('members.list', { roomId: stage.people.aiko.roomId }))
  await aiko.call(api.accounts.updateProfile, { name: 'Aiko', reading: '', department: '', introduction: '' })
})

test('script in what is refused does not come back at all', async () => {
  for (const [name, input] of [
    ['rooms.create', { name: `${SCRIPT}\n`, description: 1 }],
    ['links.read', { code: SCRIPT }],
    ['accounts.me', { [SCRIPT]: 1 }],
    ['messages.react', { roomId: 1, id: '1', emoji: SCRIPT, on: true }],
  ] as const) {
    const { status, headers, text } = await post(name, input)
    expect([status, headers['content-type'], headers['x-content-type-options']]).toEqual([
      400,
      'application/json',
      'nosniff',
    ])
    if (name !== 'accounts.me') expect(text).not.toContain('onerror')
  }
})

test('script in a path is not echoed into a page', async () => {
  for (const path of [`/${encodeURI(SCRIPT)}`, `/api/${encodeURI(SCRIPT)}/x`, `/images/${encodeURI(SCRIPT)}`]) {
    const { text } = await ask(stage.server, path)
    expect(text).not.toContain('onerror=alert')
  }
})
