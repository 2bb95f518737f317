import { api, type Link } from '@naniwa/contract'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { flag, text } from '../kinds.ts'
import { type Call, type Operation, operation, optional } from '../operation.ts'
import { linkView } from '../views.ts'
import { code } from './rooms.ts'

const writeScopes = ['rooms.info:write', 'rooms.all:write', 'rooms.all:read_write'] as const
const forbidden = "You don't have permission to edit the link of this room."
const DESCRIPTION_LENGTH = 1_000

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
    run: async (call, { room_id }) => linkView(await linkOf(call, room_id)),
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
      const prepare = async () => {
        if ((await linkOf(call, room_id)).code !== null) throw badRequest('The link exists already')
        return saving(room_id, input)
      }
      return linkView(await call.once(api.links.save, prepare))
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
      requireOn(await linkOf(call, room_id))
      return linkView(await call.verb(api.links.save, saving(room_id, input)))
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
      requireOn(await linkOf(call, roomId))
      return linkView(await call.verb(api.links.remove, { roomId }))
    },
  }),
]

async function linkOf({ verb }: Call, roomId: number): Promise<Link> {
  return (await verb(api.links.get, { roomId })).link
}

function requireOn({ code }: Link): void {
  if (code === null) throw badRequest('There is no link')
}

interface Saving {
  readonly code: string | undefined
  readonly need_acceptance: boolean
  readonly description: string
}

function saving(roomId: number, { code, need_acceptance, description }: Saving) {
  return { roomId, needAcceptance: need_acceptance, description, ...(code && { code }) }
}
