import { performance } from 'node:perf_hooks'

/** A hundred characters, as somebody might write them. */
export const BODY =
  '明日の午後の打ち合わせですが、会議室の都合で一時間ほど後ろにずらしてもよいでしょうか。資料は今日中に共有フォルダへ置いておきますので、ご確認のうえ、気になる点があれば遠慮なくこの部屋で教えてください。'.padEnd(
    100,
    '。',
  )

let made = 0n

/** As the contract asks: milliseconds above 21 bits, here a counter. */
export function messageId(): string {
  made += 1n
  return ((BigInt(Date.now()) << 21n) | (made & 0x1fffffn)).toString()
}

/** The same body with the time of sending in front. */
export function bodyNow(): string {
  return `@${performance.now().toFixed(3)};${BODY}`
}

/** How many milliseconds ago the body somewhere in these bytes was sent. */
export function age(bytes: Buffer, start: number, end: number): number {
  const at = bytes.indexOf('@', start, 'latin1')
  return performance.now() - Number.parseFloat(bytes.toString('latin1', at + 1, Math.min(end, at + 20)))
}
