import type { Language } from '@naniwa/contract'

interface Texts {
  task(title: string): string
  due(time: string): string
  readonly request: string
  readonly news: string
  /** What came in quiet hours, */
  readonly meanwhile: string
  /** and from where, the newest first. */
  list(places: readonly string[]): string
}

/** Places that are named; the others are counted. */
const NAMED = 3

const languages: Record<Language, Texts> = {
  ja: {
    task: (title) => `タスクを依頼されました：${title}`,
    due: (time) => `期限：${time}`,
    request: '連絡先のリクエストが届きました',
    news: '新しいメッセージがあります',
    meanwhile: '知らせない時間に届いたもの',
    list: (places) => named(places, '、', (others) => `ほか${others}件`),
  },
  en: {
    task: (title) => `Gave you a task: ${title}`,
    due: (time) => `Due ${time}`,
    request: 'New contact request',
    news: 'New message',
    meanwhile: 'Came in during your quiet hours',
    list: (places) => named(places, ', ', (others) => `${others} more`),
  },
}

function named(places: readonly string[], comma: string, more: (count: number) => string): string {
  const others = places.length - NAMED
  return [...places.slice(0, NAMED), ...(others > 0 ? [more(others)] : [])].join(comma)
}

export function textsIn(language: Language): Texts {
  return languages[language]
}
