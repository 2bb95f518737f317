import { type Message, type Task, taskTag } from '@naniwa/contract'
import { describe, expect, test } from 'vitest'
import { unmarked } from '../messages/marked.ts'
import { en } from '../text/en.ts'
import { ja } from '../text/ja.ts'
import { taskSentence, toldOf, toldTask } from './told.ts'

const names: Record<number, string> = { 1: '高橋 葵', 2: '田辺 涼' }
const none = { type: 'none' } as const
const box = (body: string, accountId = 2) => taskTag({ accountId, status: 'open', due: none, body })

function line(news: string, ...boxes: string[]): Message {
  return {
    roomId: 1,
    id: '77',
    tick: 9,
    number: 9,
    accountId: 1,
    kind: 'system',
    body: `[info][title][dtext:${news}][/title]${boxes.join('')}[/info]`,
    mentions: [],
    toAll: false,
    selfUnread: false,
    createdAt: 1_000,
    editedAt: null,
    deleted: false,
    reactions: [],
    previews: [],
  }
}

function task(id: number, more: Partial<Task> = {}): Task {
  return {
    roomId: 1,
    id,
    tick: id,
    accountId: 2,
    assignedBy: 1,
    body: '校正を見る',
    due: none,
    status: 'open',
    priority: 'normal',
    checklist: [],
    recurrence: null,
    anchor: null,
    reminders: [],
    messageId: '5',
    createdAt: 500,
    doneAt: null,
    doneBy: null,
    deleted: false,
    ...more,
  }
}

const sentence = (message: Message, text = ja) => {
  const told = taskSentence(message, (id) => text.messages.honorific(names[id] ?? '?'), text)
  return told && unmarked(told)
}

describe('a system message about tasks', () => {
  test.each([
    ['task_added', '高橋 葵さんがタスク「校正を見る」を追加しました', '高橋 葵 added the task “校正を見る”'],
    ['task_edited', '高橋 葵さんがタスク「校正を見る」を変えました', '高橋 葵 changed the task “校正を見る”'],
    ['task_done', '高橋 葵さんがタスク「校正を見る」を完了しました', '高橋 葵 did the task “校正を見る”'],
    [
      'task_reverted',
      '高橋 葵さんがタスク「校正を見る」をもう一度開きました',
      '高橋 葵 reopened the task “校正を見る”',
    ],
    ['task_deleted', '高橋 葵さんがタスク「校正を見る」を削除しました', '高橋 葵 deleted the task “校正を見る”'],
  ])('%s is one sentence in each language', (news, inJapanese, inEnglish) => {
    expect(sentence(line(news, box('校正を見る')))).toBe(inJapanese)
    expect(sentence(line(news, box('校正を見る')), en)).toBe(inEnglish)
  })

  test('says how many were asked at once', () => {
    expect(sentence(line('task_added', box('出欠を知らせる', 1), box('出欠を知らせる', 2)))).toBe(
      '高橋 葵さんがタスク「出欠を知らせる」を2名に頼みました',
    )
  })

  test('is none when it tells of something else, or somebody wrote the same by hand', () => {
    expect(sentence(line('chatroom_chat_edited'))).toBeNull()
    expect(sentence({ ...line('task_done', box('x')), kind: 'message' })).toBeNull()
  })

  test('leads to the task it tells of, though it does not name it', () => {
    const find = (message: Message, tasks: Task[]) => {
      const told = toldOf(message)
      return told && toldTask(message, told, tasks)?.id
    }
    const same = [task(1), task(2, { createdAt: 800 }), task(3, { createdAt: 2_000 }), task(4, { accountId: 1 })]
    expect(find(line('task_edited', box('校正を見る')), same)).toBe(2)
    expect(
      find(line('task_added', box('校正を見る')), [...same, task(5, { messageId: '77', body: '今は別の内容' })]),
    ).toBe(5)
    expect(find(line('task_done', box('校正を見る')), [...same, task(6, { doneAt: 1_000, createdAt: 400 })])).toBe(6)
    expect(find(line('task_deleted', box('もうない')), same)).toBeUndefined()
  })
})
