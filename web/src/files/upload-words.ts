import { useClient, useStatus, useTopic } from '../live/client.ts'
import type { UploadProgress } from '../sync/upload-progress.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { type Format, useFormat } from '../text/format.ts'
import type { Text } from '../text/ja.ts'
import { useText } from '../text/text.ts'

export function useProgress(id: string): UploadProgress {
  const client = useClient()
  return useTopic(`upload:${id}`, () => client.uploads.progress(id))
}

export interface UploadWords {
  /** `62% · 残り8秒`, `準備できました`, why it failed. */
  short: string
  /** `1.4 / 2.0 GB · 18 MB/秒 · 残り34秒` while it travels. */
  long: string
  tone: 'plain' | 'warn' | 'bad'
  /** 0 … 1; null when there is nothing under way. */
  part: number | null
}

/** How an upload stands, in words. */
export function useUploadWords(upload: Upload): UploadWords {
  const { files: text } = useText()
  const format = useFormat()
  const progress = useProgress(upload.id)
  const isOffline = useStatus().kind === 'offline'
  return uploadWords({ upload, progress, isOffline, text, format })
}

interface Sources {
  upload: Upload
  progress: UploadProgress
  isOffline: boolean
  text: Text['files']
  format: Format
}

export function uploadWords({ upload, progress, isOffline, text, format }: Sources): UploadWords {
  const { state, size, code } = upload
  const part = size === 0 ? 1 : Math.min(1, progress.sent / size)
  const total = format.bytes(size)
  if (state === 'failed') {
    const words = code !== undefined && code in text.reasons ? code : 'other'
    return same(text.reasons[words as keyof Text['files']['reasons']], 'bad', null)
  }
  if (state === 'uploading') return travelling({ part, total, size, progress, text, format })
  if (state === 'broken' || state === 'missing') {
    return same(state === 'broken' && isOffline ? text.state.offline : text.state[state], 'warn', part)
  }
  if (state === 'waiting' && isOffline) return same(text.state.offline, 'warn', part)
  if (state === 'sent') return same(text.state.finishing, 'plain', 1)
  const words = text.sized(total, text.state[state])
  return same(words, 'plain', state === 'ready' ? null : state === 'finishing' ? 1 : part)
}

function same(words: string, tone: UploadWords['tone'], part: number | null): UploadWords {
  return { short: words, long: words, tone, part }
}

type Travel = Pick<Sources, 'progress' | 'text' | 'format'> & { part: number; total: string; size: number }

function travelling({ part, total, size, progress, text, format }: Travel): UploadWords {
  // All is there; what it was is still being worked out, which takes a minute for some gigabytes.
  if (part === 1) return same(text.sized(total, text.state.finishing), 'plain', 1)
  const percent = format.number(Math.floor(part * 100))
  const sent = format.bytes(progress.sent)
  const words = { tone: 'plain', part } as const
  if (!progress.rate) return { ...words, short: text.part(percent), long: text.sentOf(sent, total) }
  const time = timeText((size - progress.sent) / progress.rate, text, format)
  const rate = format.bytes(progress.rate)
  return { ...words, short: text.left(percent, time), long: text.speed(sent, total, rate, time) }
}

/** As rough as a guess deserves: 8秒, 40秒, 3分, 2時間. */
export function timeText(seconds: number, text: Text['files'], format: Format): string {
  if (seconds < 10) return text.seconds(format.number(Math.max(1, Math.ceil(seconds))))
  if (seconds < 55) return text.seconds(format.number(Math.ceil(seconds / 5) * 5))
  if (seconds < 55 * 60) return text.minutes(format.number(Math.ceil(seconds / 60)))
  return text.hours(format.number(Math.ceil(seconds / 3_600)))
}
