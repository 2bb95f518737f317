import type { Language } from '@naniwa/contract'

interface Texts {
  from(person: string, room: string): string
  task(title: string): string
  readonly news: string
}

const languages: Record<Language, Texts> = {
  ja: {
    from: (person, room) => `${person} · ${room}`,
    task: (title) => `タスクを依頼されました：${title}`,
    news: '新しいメッセージがあります',
  },
  en: {
    from: (person, room) => `${person} · ${room}`,
    task: (title) => `Gave you a task: ${title}`,
    news: 'New message',
  },
}

export function textsIn(language: Language): Texts {
  return languages[language]
}
