import { api, type Person } from '@naniwa/contract'
import { contactsOf, directIdOf } from '../direct.ts'
import * as example from '../examples.ts'
import { type Call, listed, NO_CONTENT, type Operation, operation } from '../operation.ts'
import { paged, pageParameters } from '../page.ts'
import { type Answer, personView } from '../views.ts'

const readScopes = ['contacts.all:read', 'contacts.all:read_write'] as const
const writeScopes = ['contacts.all:write', 'contacts.all:read_write'] as const
const request = '/incoming_requests/{request_id}'

export const contactOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/contacts',
    summary: 'Contacts of other organizations, and everybody of one’s own.',
    scopes: readScopes,
    example: [example.contact],
    async run(call) {
      return listed((await contactsOf(call)).map((person) => contactView(call, person)))
    },
  }),
  operation({
    method: 'GET',
    path: '/incoming_requests',
    summary: 'Who asks to become a contact, the latest first.',
    scopes: readScopes,
    parameters: pageParameters,
    example: [{ request_id: 15, account_id: 7300, message: 'Hello, from the expo', ...example.person }],
    async run(call, page) {
      const { contacts } = await call.verb(api.contacts.list, {})
      const asking = contacts.flatMap((one) =>
        one.standing === 'incoming' && one.requestId !== null && !one.blocked
          ? { ...one, requestId: one.requestId }
          : [],
      )
      return listed(
        paged(call, asking, page, ({ requestId }) => requestId).map((one) => ({
          request_id: one.requestId,
          account_id: one.accountId,
          message: one.message,
          ...personView(call.app, one, one.chatworkId),
        })),
      )
    },
  }),
  ...[request, `${request}/accept`].map((path) =>
    operation({
      method: 'PUT',
      path: path as typeof request,
      summary: 'Accept a request: both are contacts from now on, with a direct chat.',
      scopes: writeScopes,
      example: example.contact,
      async run(call, { request_id: id }) {
        return contactView(call, await call.verb(api.contacts.accept, { id }))
      },
    }),
  ),
  ...(
    [
      ['DELETE', request],
      ['PUT', `${request}/reject`],
    ] as const
  ).map(([method, path]) =>
    operation({
      method,
      path: path as typeof request,
      summary: 'Turn a request down; whoever asked is not told.',
      scopes: writeScopes,
      async run({ verb }, { request_id: id }) {
        await verb(api.contacts.reject, { id })
        return NO_CONTENT
      },
    }),
  ),
]

type Known = Omit<Person, 'title'> & { readonly chatworkId: string; readonly roomId: number | null }

function contactView({ app }: Call, person: Known): Answer {
  return { account_id: person.accountId, room_id: directIdOf(person), ...personView(app, person, person.chatworkId) }
}
