import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, line, messageId, nothing, text, tick, time } from './fields.ts'

/** Largest file, in bytes: 5 GiB. Source: the product this one is compatible with. */
export const FILE_BYTES = 5 * 1024 ** 3
/** Bytes of each part but the last: 16 MiB. 5 GiB are 320 parts. */
export const PART_BYTES = 16 * 1024 ** 2
/** Unfinished uploads of one person. */
export const UPLOAD_LIMIT = 100
/** Of the organization's quota, what several unfinished uploads of one person may be together; one alone may be larger. */
export const UPLOAD_SHARE = 1 / 4
/** Most files of one message. */
export const FILES_TOGETHER = 20
/** Longest message that goes with files, in characters: with what tells of them it is a message. */
export const FILE_TEXT_LENGTH = 58_000
/** Longer sides of the pictures that previews are made in, in pixels. A small picture has only as many as it needs; ask for any. */
export const PREVIEW_SIZES = [320, 960, 1_920] as const
export type PreviewSize = (typeof PREVIEW_SIZES)[number]
/** Pages of a document that can be looked at. */
export const PAGE_LIMIT = 50

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A name as it was: no path, no control characters, nothing that makes it read as another. */
export const fileName = line(1, 255).refine(
  (name) => !/[/\\\p{Cc}]/u.test(name) && name !== '.' && name !== '..',
  'not a file name',
)

/** Something to look at without downloading: a WebP picture, a document's pages as such, or the first 64 KiB of a text in UTF-8. */
export const filePreview = z.strictObject({
  kind: z.enum(['image', 'page', 'text']),
  /** Pixels of the picture, upright, or of the first page at its largest; 0 for text. */
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
  /** Its bytes are being brought back from an archive. */
  restoring: z.boolean(),
  createdAt: time,
  deleted: z.boolean(),
})
export type File = z.infer<typeof file>

/** What a list is narrowed by. */
export const fileKind = z.enum(['image', 'document', 'media', 'other'])
export type FileKind = z.infer<typeof fileKind>

/** By the type of its bytes. */
export function fileKindOf(type: string): FileKind {
  if (type.startsWith('image/')) return 'image'
  if (/^(audio|video)\//.test(type)) return 'media'
  return /^text\/|pdf|office|opendocument|msword|ms-(excel|powerpoint)|rtf|postscript|epub|xml/.test(type)
    ? 'document'
    : 'other'
}

type Place = Pick<File, 'roomId' | 'id'>

/** Where the preview of a picture, or of a document's first page, is; for those in the room, by their cookie. It never changes. */
export function previewPath({ roomId, id }: Place, size: PreviewSize): string {
  return `/previews/${roomId}/${id}/${size}`
}

/** A page of a document, from 1 to {@link PAGE_LIMIT}; made when it is first asked for. */
export function pagePath({ roomId, id }: Place, page: number, size: PreviewSize): string {
  return `/previews/${roomId}/${id}/pages/${page}/${size}`
}

/** The beginning of a text. */
export function textPath({ roomId, id }: Place): string {
  return `/previews/${roomId}/${id}/text`
}

/** An upload that is not finished. */
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
      'Begin an upload to a room. Its parts are then put to the addresses of `files.parts`. Unfinished ones end after 7 days, those of which no part has arrived after an hour. Several of one person are together at most a quarter of the quota.',
    input: z.strictObject({
      roomId: id,
      name: fileName,
      size: z.int().min(0).max(FILE_BYTES),
      sha256: sha256.optional(),
    }),
    output: upload,
    errors: ['not_found', 'forbidden', 'quota_exceeded', 'limit_reached'],
  }),
  parts: endpoint({
    name: 'files.parts',
    access: 'account',
    summary:
      'Where to PUT these parts, for an hour; and which have arrived already, so that an upload goes on after a reload. Addresses without a host are this server’s. A part is put whole; put again, the later one counts.',
    input: z.strictObject({ uploadId: id, numbers: z.array(z.int().positive()).max(100).default([]) }),
    output: z.strictObject({ upload, urls: z.array(z.strictObject({ number: z.int(), url: z.string() })) }),
    errors: ['not_found', 'forbidden'],
  }),
  complete: endpoint({
    name: 'files.complete',
    access: 'account',
    summary:
      'Finish uploads to one room, all or none: checked against their lengths and hashes, then told there in one message, with words if any are given. Again: the same answer. `issues` say which of them is refused; with `hash_mismatch` and `infected` that one is over and what had arrived of it is dropped.',
    input: z.strictObject({
      uploads: z
        .array(z.strictObject({ id, sha256 }))
        .min(1)
        .max(FILES_TOGETHER)
        .refine((uploads) => new Set(uploads.map((one) => one.id)).size === uploads.length, 'one of them stands twice'),
      messageId,
      body: text(0, FILE_TEXT_LENGTH).default(''),
    }),
    output: z.strictObject({
      /** In the order of the uploads; null while they are still being read, which takes a while for large ones: ask again. */
      files: z.array(file).nullable(),
    }),
    errors: ['not_found', 'forbidden', 'upload_incomplete', 'hash_mismatch', 'infected', 'message_id_taken'],
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
    summary: 'A file and, for five minutes, where its bytes are: to download, and to show in place where that is safe.',
    input: z.strictObject(place),
    output: z.strictObject({
      file,
      /** Null while its bytes lie in an archive: `files.restore` has them brought back. */
      downloadUrl: z.string().nullable(),
      /**
       * Sound, film, PDF and plain text, and of pictures the largest preview; null for everything else, and for whatever its name
       * or its bytes say a browser would run. Null also while its bytes lie in an archive.
       */
      inlineUrl: z.string().nullable(),
    }),
    errors: ['not_found'],
  }),
  restore: endpoint({
    name: 'files.restore',
    access: 'account',
    summary:
      'Have a file’s bytes brought back from the archive, which takes minutes to days. Everyone in the room sees that it is under way (`restoring`); whoever asked is told when it is done, by the event `restored` and by mail. They then stay for seven days. Nothing happens where they are there.',
    input: z.strictObject(place),
    output: file,
    errors: ['not_found'],
  }),
  list: endpoint({
    name: 'files.list',
    access: 'account',
    summary: 'Files of a room or of all one’s rooms, newest first, 100 at a time.',
    input: z.strictObject({
      roomId: id.optional(),
      accountId: id.optional(),
      kind: fileKind.optional(),
      /** What its name holds, in any width and case. */
      name: text(0, 255).optional(),
      before: id.optional(),
    }),
    output: z.strictObject({
      files: z.array(file),
      more: z.boolean(),
      /** The clocks of their rooms at which they were so. */
      ticks: z.array(z.strictObject({ roomId: id, tick })),
    }),
    errors: ['not_found'],
  }),
  delete: endpoint({
    name: 'files.delete',
    access: 'account',
    summary:
      'Delete a file: who sent it, or an admin of the room. It is gone at once, and its bytes 30 days later, so that a restored database finds them.',
    input: z.strictObject(place),
    output: file,
    errors: ['not_found', 'forbidden'],
  }),
  usage: endpoint({
    name: 'files.usage',
    access: 'account',
    summary: 'Bytes that one’s organization’s people have sent, and how many it may.',
    input: nothing,
    output: z.strictObject({
      used: z.int(),
      /** Null: as much as the disk takes. */
      quota: z.int().nullable(),
    }),
    errors: [],
  }),
}
