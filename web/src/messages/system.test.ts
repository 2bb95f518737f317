import { describe, expect, test } from 'vitest'
import { en } from '../text/en.ts'
import { ja } from '../text/ja.ts'
import { marked, unmarked } from './marked.ts'
import { peopleNamed, sentenceOf, systemEvent } from './system.ts'

const names: Record<number, string> = { 1: '高橋 葵', 2: '田辺 涼', 3: '山本 彩' }
const sentence = (body: string, text = ja) =>
  sentenceOf(systemEvent({ accountId: 1, body }), (id) => text.messages.honorific(names[id] ?? '?'), text)

describe('a system message', () => {
  test('names who did it and everybody in it, each once', () => {
    const body = '[info][title][dtext:chatroom_added][/title][piconname:2][piconname:3][piconname:2][/info]'
    expect(peopleNamed({ accountId: 1, body })).toEqual([1, 2, 3])
    expect(peopleNamed({ accountId: 2, body })).toEqual([2, 3])
  })

  test.each([
    [
      '[info][title][dtext:chatroom_groupchat_created][/title][dtext:chatroom_chatname_is]冬ギフト[dtext:chatroom_set]\n\n[dtext:chatroom_member_is][piconname:2][piconname:3][dtext:chatroom_added][/info]',
      '高橋 葵さんがルーム「冬ギフト」をつくり、田辺 涼さん、山本 彩さんをメンバーに追加しました',
      '高橋 葵 created the room “冬ギフト” and added 田辺 涼 and 山本 彩',
    ],
    [
      '[info][dtext:chatroom_member_is][piconname:2][dtext:chatroom_added][/info]',
      '高橋 葵さんが田辺 涼さんをメンバーに追加しました',
      '高橋 葵 added 田辺 涼',
    ],
    [
      '[info][piconname:2][dtext:chatroom_deleted][/info]',
      '高橋 葵さんが田辺 涼さんをメンバーから外しました',
      '高橋 葵 removed 田辺 涼',
    ],
    ['[info][piconname:1][dtext:chatroom_leaved][/info]', '高橋 葵さんが退出しました', '高橋 葵 left'],
    [
      '[info][dtext:chatroom_chat_joined][/info]',
      '高橋 葵さんが招待リンクから参加しました',
      '高橋 葵 joined with the invitation link',
    ],
    [
      '[info][title][dtext:chatroom_chat_edited][/title][dtext:chatroom_chatname_is]新しい名前[dtext:chatroom_changed][/info]',
      '高橋 葵さんがルームの名前を「新しい名前」に変えました',
      '高橋 葵 renamed the room to “新しい名前”',
    ],
    [
      '[info][title][dtext:chatroom_chat_edited][/title][dtext:chatroom_icon_updated][/info]',
      '高橋 葵さんがアイコンを変えました',
      '高橋 葵 changed the icon',
    ],
    ['[dtext:something_of_tomorrow]', '高橋 葵さんがルームの設定を変えました', '高橋 葵 changed the room'],
  ])('%s is one sentence in each language', (body, inJapanese, inEnglish) => {
    expect(unmarked(sentence(body))).toBe(inJapanese)
    expect(unmarked(sentence(body, en))).toBe(inEnglish)
  })

  test('has its names marked', () => {
    expect(marked(sentence('[info][piconname:2][dtext:chatroom_deleted][/info]'))).toEqual([
      '',
      '高橋 葵さん',
      'が',
      '田辺 涼さん',
      'をメンバーから外しました',
    ])
  })
})
