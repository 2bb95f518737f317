import { api, Refusal } from '@naniwa/contract'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { flag, text } from '../kinds.ts'
import { type Operation, operation, optional } from '../operation.ts'
import { linkView } from '../views.ts'
import { code } from './rooms.ts'

const writeScopes = ['rooms.info:write', 'rooms.all:write', 'rooms.all:read_write'] as const
const forbidden = "You don't have permission to edit the link of this room."
const DESCRIPTION_LENGTH = 1_000
const NONE = 'There is no link'

const parameters = {
  code: optional(code, 'The end of the link; made up when it is left out.'),
  need_acceptance: optional(flag, 'Whether an admin accepts each who comes by it.', true),
  description: optional(text(DESCRIPTION_LENGTH), 'What those who open it read.', ''),
}

export const linkOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/link',
    summary: 'The invitation link of a group chat; while there is none, just `{"public":false}`.',
    scopes: ['rooms.info:read', 'rooms.all:read', 'rooms.all:read_write'],
    forbidden,
    example: example.link,
    run: async ({ verb }, { room_id: roomId }) => linkView((await verb(api.links.get, { roomId })).link),
  }),
  operation({
    method: 'POST',
    path: '/rooms/{room_id}/link',
    summary: 'Make the invitation link. 400 while there is one.',
    scopes: writeScopes,
    parameters,
    forbidden,
    example: example.link,
    async run(call, { room_id, ...input }) {
      return linkView(
        await call.once(api.links.save, saving('off', room_id, input)).catch(toldAs('The link exists already')),
      )
    },
  }),
  operation({
    method: 'PUT',
    path: '/rooms/{room_id}/link',
    summary:
      'Change the invitation link; what is left out is as when it is made, the code too. 400 while there is none.',
    scopes: writeScopes,
    parameters,
    forbidden,
    example: example.link,
    async run(call, { room_id, ...input }) {
      return linkView(await call.verb(api.links.save, saving('on', room_id, input)).catch(toldAs(NONE)))
    },
  }),
  operation({
    method: 'DELETE',
    path: '/rooms/{room_id}/link',
    summary: 'Take the invitation link away. 400 while there is none.',
    scopes: writeScopes,
    forbidden,
    example: { public: false },
    async run(call, { room_id: roomId }) {
      return linkView(await call.verb(api.links.remove, { roomId, when: 'on' }).catch(toldAs(NONE)))
    },
  }),
]

/** What is said where the link is not as the operation takes it. */
function toldAs(words: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Refusal && error.code === 'link_changed' ? badRequest(words) : error
  }
}

interface Saving {
  readonly code: string | undefined
  readonly need_acceptance: boolean
  readonly description: string
}

function saving(when: 'on' | 'off', roomId: number, { code, need_acceptance, description }: Saving) {
  return { roomId, when, needAcceptance: need_acceptance, description, ...(code && { code }) }
}
