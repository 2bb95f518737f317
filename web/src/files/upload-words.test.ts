import { expect, test } from 'vitest'
import { Speed } from '../sync/upload-progress.ts'
import type { Upload } from '../sync/upload-rows.ts'
import { filesJa as text } from '../text/files.ja.ts'
import { formatter } from '../text/format.ts'
import { timeText, uploadWords } from './upload-words.ts'

const format = formatter('ja', 'Asia/Tokyo')
const upload: Upload = {
  id: '1',
  roomId: 1,
  name: '工場見学.mov',
  size: 2_000_000_000,
  type: 'video/quicktime',
  createdAt: 0,
  batch: null,
  messageId: null,
  body: '',
  state: 'uploading',
  uploadId: 1,
  sha256: null,
}

function words(change: Partial<Upload>, sent = 0, rate: number | null = null, isOffline = false) {
  return uploadWords({ upload: { ...upload, ...change }, progress: { sent, rate }, isOffline, text, format })
}

test('what travels says how far it is, how fast, and how long it will take', () => {
  const { long, short, part } = words({}, 1_400_000_000, 18_000_000)
  expect(long).toBe('1.4\u00a0GB / 2\u00a0GB · 18\u00a0MB/秒 · 残り35秒')
  expect(short).toBe('70% · 残り35秒')
  expect(part).toBe(0.7)
  expect(words({}, 0).short).toBe('0%')
  expect(words({}, upload.size, 18_000_000).long).toBe(`2\u00a0GB · ${text.state.finishing}`)
})

test('how far it is is told four times a second, and when all is there', () => {
  let now = 1_000
  const speed = new Speed({ now: () => now, after: () => () => {} }, 100)
  expect(speed.tell(0)).toBe(true)
  now += 250
  expect(speed.tell(50)).toBe(true)
  now += 10
  expect(speed.tell(60)).toBe(false)
  expect(speed.tell(100)).toBe(true)
  expect(speed.view.sent).toBe(100)
})

test('what stands still says why, and what happens next', () => {
  expect(words({ state: 'broken' }).short).toBe(text.state.broken)
  expect(words({ state: 'broken' }, 0, null, true)).toMatchObject({ short: text.state.offline, tone: 'warn' })
  expect(words({ state: 'missing' })).toMatchObject({ short: text.state.missing, tone: 'warn' })
  expect(words({ state: 'failed', code: 'quota_exceeded' })).toMatchObject({
    short: text.reasons.quota_exceeded,
    tone: 'bad',
    part: null,
  })
  expect(words({ state: 'failed', code: 'internal' }).short).toBe(text.reasons.other)
})

test('time that is left is as rough as a guess deserves', () => {
  const rough = (seconds: number) => timeText(seconds, text, format)
  expect([0.2, 7.1, 41, 54.9, 61, 3_000, 7_000].map(rough)).toEqual([
    '1秒',
    '8秒',
    '45秒',
    '55秒',
    '2分',
    '50分',
    '2時間',
  ])
})
