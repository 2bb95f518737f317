/** One of the field's 49 emoticons: what is typed, and what Naniwa draws for it. */
export interface Emoticon {
  /** As typed; case sensitive. */
  code: string
  /** One code point drawn in colour by default, Unicode Emoji 13 or older. */
  emoji: string
  ja: string
  en: string
}

/** The 49 codes in the order of the field's palette. No two share an emoji. */
export const emoticons: readonly Emoticon[] = [
  { code: ':)', emoji: '🙂', ja: '笑顔', en: 'Smile' },
  { code: ':(', emoji: '🙁', ja: '悲しい', en: 'Sad' },
  { code: ':D', emoji: '😄', ja: '大笑い', en: 'Big smile' },
  { code: '8-)', emoji: '😎', ja: 'かっこいい', en: 'Cool' },
  { code: ':o', emoji: '😲', ja: '驚き', en: 'Surprised' },
  { code: ';)', emoji: '😉', ja: 'ウィンク', en: 'Wink' },
  { code: ';(', emoji: '😢', ja: '涙', en: 'Tears' },
  { code: '(sweat)', emoji: '😓', ja: '汗', en: 'Sweat' },
  { code: ':|', emoji: '😐', ja: 'むむ', en: 'Hmm' },
  { code: ':*', emoji: '😘', ja: 'チュッ', en: 'Kiss' },
  { code: ':p', emoji: '😛', ja: 'べー', en: 'Tongue out' },
  { code: '(blush)', emoji: '😊', ja: '照れる', en: 'Blush' },
  { code: ':^)', emoji: '🤨', ja: 'なに？', en: 'What?' },
  { code: '|-)', emoji: '😴', ja: '眠い', en: 'Sleepy' },
  { code: '(inlove)', emoji: '😍', ja: 'メロメロ', en: 'In love' },
  { code: ']:)', emoji: '😈', ja: 'ニヤリ', en: 'Grin' },
  { code: '(talk)', emoji: '💬', ja: 'おしゃべり', en: 'Talk' },
  { code: '(yawn)', emoji: '🥱', ja: 'あくび', en: 'Yawn' },
  { code: '(puke)', emoji: '🤮', ja: '気持ち悪い', en: 'Sick' },
  { code: '(emo)', emoji: '💁', ja: 'イケメン', en: 'Hair flip' },
  { code: '8-|', emoji: '🤓', ja: 'ガリ勉', en: 'Nerd' },
  { code: ':#)', emoji: '😏', ja: 'にやにや', en: 'Smirk' },
  { code: '(nod)', emoji: '🙆', ja: 'うんうん', en: 'Nod' },
  { code: '(shake)', emoji: '🙅', ja: 'いやいや', en: 'Shake' },
  { code: '(^^;)', emoji: '😅', ja: '苦笑い', en: 'Wry smile' },
  { code: '(whew)', emoji: '😌', ja: 'ほっ', en: 'Whew' },
  { code: '(clap)', emoji: '👏', ja: '拍手', en: 'Clap' },
  { code: '(bow)', emoji: '🙇', ja: 'おじぎ', en: 'Bow' },
  { code: '(roger)', emoji: '👌', ja: '了解', en: 'Roger' },
  { code: '(flex)', emoji: '💪', ja: '筋肉', en: 'Flex' },
  { code: '(dance)', emoji: '💃', ja: 'ダンス', en: 'Dance' },
  { code: '(:/)', emoji: '🤪', ja: 'おどけ', en: 'Funny pose' },
  { code: '(gogo)', emoji: '✊', ja: 'がんばるぞ', en: 'Go go' },
  { code: '(think)', emoji: '🤔', ja: '考え中', en: 'Thinking' },
  { code: '(please)', emoji: '🙏', ja: 'お願い', en: 'Please' },
  { code: '(quick)', emoji: '🏃', ja: '急ぎ', en: 'Hurry' },
  { code: '(anger)', emoji: '😡', ja: '怒り', en: 'Anger' },
  { code: '(devil)', emoji: '👿', ja: '悪魔', en: 'Devil' },
  { code: '(lightbulb)', emoji: '💡', ja: 'ひらめき', en: 'Idea' },
  { code: '(*)', emoji: '⭐', ja: '星', en: 'Star' },
  { code: '(h)', emoji: '💗', ja: 'ハート', en: 'Heart' },
  { code: '(F)', emoji: '🌸', ja: '花', en: 'Flower' },
  { code: '(cracker)', emoji: '🎉', ja: 'クラッカー', en: 'Party popper' },
  { code: '(eat)', emoji: '😋', ja: '食べる', en: 'Eat' },
  { code: '(^)', emoji: '🎂', ja: 'ケーキ', en: 'Cake' },
  { code: '(coffee)', emoji: '☕', ja: 'コーヒー', en: 'Coffee' },
  { code: '(beer)', emoji: '🍺', ja: 'ビール', en: 'Beer' },
  { code: '(handshake)', emoji: '🤝', ja: '握手', en: 'Handshake' },
  { code: '(y)', emoji: '👍', ja: 'いいね', en: 'Thumbs up' },
]

const byCode = new Map(emoticons.map((emoticon) => [emoticon.code, emoticon]))

/** The emoticon of that exact code, if it is one of the 49. */
export function emoticonOf(code: string): Emoticon | undefined {
  return byCode.get(code)
}

// Office text is full of these by accident: C:Dir, foo:p, 18-), COUNT(*). The other codes match anywhere, as in the field.
const notAfterWord = new Set([':D', ':p', ':o', ':*', '8-)', '8-|', '(*)'])
// … and of these: key:Data, 次の通り:(1), a;(b)
const notBeforeWord = new Set([':D', ':p', ':o', ':*', ':(', ';('])

/**
 * Source of a regular expression that matches one emoticon, the longest first, so that `(:/)`, `]:)`, `:#)` and `8-)` win.
 * "Word" is an ASCII letter or digit: `:D :p :o :*` match neither after nor before one; `8-) 8-| (*)` not after one;
 * `:( ;(` not before one.
 */
export const emoticonPattern: string = emoticons
  .map(({ code }) => code)
  .sort((a, b) => b.length - a.length)
  .map(guarded)
  .join('|')

function guarded(code: string): string {
  const before = notAfterWord.has(code) ? '(?<![A-Za-z0-9])' : ''
  const after = notBeforeWord.has(code) ? '(?![A-Za-z0-9])' : ''
  return before + code.replace(/[\^$.*+?()[\]{}|\\]/g, '\\$&') + after
}
