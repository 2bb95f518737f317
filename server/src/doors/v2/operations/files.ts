import { api, type File, Refusal } from '@naniwa/contract'
import { downloadUrl, isArchived } from '../../../files/address.ts'
import { findFile } from '../../../files/get.ts'
import { sendBytes } from '../../../uploads/send.ts'
import * as example from '../examples.ts'
import { badRequest } from '../fault.ts'
import { file, fileText, flag, id } from '../kinds.ts'
import { type Call, listed, type Operation, operation, optional, required } from '../operation.ts'
import { PAGE, pageParameters, tellNext } from '../page.ts'
import { peopleIn } from '../people.ts'
import { type Answer, fileView } from '../views.ts'

export const fileReadScopes = ['rooms.files:read', 'rooms.all:read', 'rooms.all:read_write'] as const
const NAME_LENGTH = 255
/** For so long an address for the bytes is good, in milliseconds. Source: the public API. */
const DOWNLOAD_MS = 30_000

export const fileOperations: readonly Operation[] = [
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/files',
    summary: 'Files of a room, newest first.',
    scopes: fileReadScopes,
    parameters: { account_id: optional(id, 'Only what this person sent.'), ...pageParameters },
    example: [example.file],
    async run(call, { room_id: roomId, account_id: accountId, limit, cursor: before }) {
      const filter = { ...(accountId && { accountId }), ...(before && { before }) }
      const { files, more } = await call.verb(api.files.list, { roomId, ...filter })
      const shown = files.slice(0, limit ?? PAGE)
      const last = more || shown.length < files.length ? shown.at(-1) : undefined
      tellNext(call, { limit, cursor: before }, last ? String(last.id) : null)
      return listed(await fileViews(call, shown))
    },
  }),
  operation({
    method: 'POST',
    path: '/rooms/{room_id}/files',
    summary: 'Send a file of up to 5 MB, as `multipart/form-data`.',
    scopes: ['rooms.files:write', 'rooms.all:write', 'rooms.all:read_write'],
    parameters: {
      file: required(file, 'The file, with its name.'),
      message: optional(fileText, 'What is said with it, in the message notation.', ''),
    },
    forbidden: "You don't have permission to send/edit message.",
    example: { file_id: 77 },
    async run({ app, actor, messageId }, { room_id: roomId, file, message: body }) {
      const name = nameOf(file.name)
      const sent = await sendBytes(app, actor, { roomId, name, body, messageId }, file)
      return { file_id: sent.id }
    },
  }),
  operation({
    method: 'GET',
    path: '/rooms/{room_id}/files/{file_id}',
    summary: 'One file; with `create_download_url=1` also an address for its bytes that is good for 30 seconds.',
    scopes: fileReadScopes,
    parameters: { create_download_url: optional(flag, 'Whether to make an address for its bytes.', false) },
    example: { ...example.file, download_url: 'https://chat.example.com/blobs/eyJ1bnRpbCI6' },
    async run(call, { room_id: roomId, file_id, create_download_url }) {
      const { app, actor } = call
      const stored = await findFile(app, actor, roomId, file_id)
      const [view] = await fileViews(call, [stored])
      if (!create_download_url) return view as Answer
      if (await isArchived(app, stored)) throw new Refusal('archived', 'the file is in the archive')
      const url = await downloadUrl(app, actor, stored, DOWNLOAD_MS)
      return { ...view, download_url: new URL(url, app.config.url).href }
    },
  }),
]

/** What a client calls a file, without the folders it came from and what no file name holds. */
function nameOf(given: string): string {
  const own =
    given
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\p{Cc}/gu, '')
      .trim() ?? ''
  const name = Array.from(own.toWellFormed()).slice(0, NAME_LENGTH).join('').trim()
  if (name === '' || name === '.' || name === '..') throw badRequest("Parameter 'file' is invalid: a file with a name")
  return name
}

export async function fileViews({ app }: Call, files: readonly File[]): Promise<Answer[]> {
  const person = await peopleIn(app, files)
  return files.map((one) => fileView(app, one, person(one.accountId)))
}
