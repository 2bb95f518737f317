import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, line, MESSAGE_LENGTH, messageId, nothing, text, tick, time } from './fields.ts'

/** Largest file, in bytes: 5 GiB. Source: the product this one is compatible with. */
export const FILE_BYTES = 5 * 1024 ** 3
/** Bytes of each part but the last: 16 MiB. 5 GiB are 320 parts. */
export const PART_BYTES = 16 * 1024 ** 2

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A name as it was: no path, no control characters. */
export const fileName = line(1, 255).refine(
  (name) => !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..',
  'not a file name',
)

/** Something to look at without downloading. */
export const filePreview = z.strictObject({
  kind: z.enum(['image', 'page', 'text']),
  /** Pixels of what it shows; 0 for text. */
  width: z.int(),
  height: z.int(),
  /** Pages of a document, frames of a moving picture; 1 otherwise. */
  count: z.int(),
})
export type FilePreview = z.infer<typeof filePreview>

/** A file in a room. */
export const file = z.strictObject({
  roomId: id,
  id,
  /** Room clock of the last change to it. */
  tick,
  /** Who sent it. */
  accountId: id,
  messageId,
  name: z.string(),
  /** Bytes. */
  size: z.int().nonnegative(),
  /** What its bytes are, whatever its name claims. */
  type: z.string(),
  sha256,
  /** `none`: there is nothing to show, or nothing that could be made safely. */
  preview: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('waiting') }),
    z.strictObject({ state: z.literal('none') }),
    z.strictObject({ state: z.literal('ready'), preview: filePreview }),
  ]),
  createdAt: time,
  deleted: z.boolean(),
})
export type File = z.infer<typeof file>

export const upload = z.strictObject({
  id,
  roomId: id,
  name: z.string(),
  size: z.int(),
  partBytes: z.int(),
  /** Numbers of the parts that have arrived, from 1. */
  parts: z.array(z.int()),
  expiresAt: time,
})
export type Upload = z.infer<typeof upload>

const place = { roomId: id, id }

export const files = {
  begin: endpoint({
    name: 'files.begin',
    access: 'account',
    summary:
      'Begin an upload to a room. Its parts are then put to the addresses of `files.parts`. Unfinished ones end after 7 days.',
    input: z.strictObject({
      roomId: id,
      name: fileName,
      size: z.int().min(0).max(FILE_BYTES),
      sha256: sha256.optional(),
    }),
    output: upload,
    errors: ['not_found', 'forbidden', 'too_large', 'quota_exceeded'],
  }),
  parts: endpoint({
    name: 'files.parts',
    access: 'account',
    summary:
      'Where to PUT these parts, for an hour; and which have arrived already, so that an upload goes on after a reload.',
    input: z.strictObject({ uploadId: id, numbers: z.array(z.int().positive()).max(100).default([]) }),
    output: z.strictObject({ upload, urls: z.array(z.strictObject({ number: z.int(), url: z.string() })) }),
    errors: ['not_found'],
  }),
  complete: endpoint({
    name: 'files.complete',
    access: 'account',
    summary:
      'Finish an upload: checked against its length and hash, then told in the room, with a message if one is given. Again: the same answer.',
    input: z.strictObject({ uploadId: id, messageId, sha256, body: text(0, MESSAGE_LENGTH).default('') }),
    output: file,
    errors: [
      'not_found',
      'forbidden',
      'upload_incomplete',
      'hash_mismatch',
      'infected',
      'quota_exceeded',
      'message_id_taken',
    ],
  }),
  abort: endpoint({
    name: 'files.abort',
    access: 'account',
    summary: 'Give an upload up; what has arrived is dropped.',
    input: z.strictObject({ uploadId: id }),
    output: nothing,
    errors: ['not_found'],
  }),
  uploads: endpoint({
    name: 'files.uploads',
    access: 'account',
    summary: 'One’s own unfinished uploads.',
    input: nothing,
    output: z.strictObject({ uploads: z.array(upload) }),
    errors: [],
  }),
  get: endpoint({
    name: 'files.get',
    access: 'account',
    summary:
      'A file and, for five minutes, where its bytes are: to download, to show in place where that is safe, and its previews.',
    input: z.strictObject(place),
    output: z.strictObject({
      file,
      downloadUrl: z.string(),
      /** Pictures, sound, film, PDF and plain text may be shown in place; null for everything else. */
      inlineUrl: z.string().nullable(),
    }),
    errors: ['not_found'],
  }),
  list: endpoint({
    name: 'files.list',
    access: 'account',
    summary: 'Files of a room or of all one’s rooms, newest first, 100 at a time.',
    input: z.strictObject({
      roomId: id.optional(),
      accountId: id.optional(),
      kind: z.enum(['image', 'document', 'media', 'other']).optional(),
      name: text(0, 255).optional(),
      before: id.optional(),
    }),
    output: z.strictObject({ files: z.array(file), more: z.boolean() }),
    errors: ['not_found'],
  }),
  delete: endpoint({
    name: 'files.delete',
    access: 'account',
    summary:
      'Delete a file: who sent it, or an admin of the room. Its bytes go 30 days later, so that a restored database finds them.',
    input: z.strictObject(place),
    output: file,
    errors: ['not_found', 'forbidden'],
  }),
  usage: endpoint({
    name: 'files.usage',
    access: 'account',
    summary: 'Bytes that one’s organization’s people have sent, and how many it may.',
    input: nothing,
    output: z.strictObject({ used: z.int(), quota: z.int().nullable() }),
    errors: [],
  }),
}
