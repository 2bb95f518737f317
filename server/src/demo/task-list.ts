/** Working days from the last day of the story (or days from its coming Sunday), and the hour. */
export type TaskTime = readonly [days: number, hour: number, from?: 'sundays']

/** A task as the story has it. */
export interface TaskPlan {
  readonly room: string
  readonly by: string
  /** Keys of those who are asked; the first of them ticks and completes. */
  readonly of: string
  readonly body: string
  readonly asked: TaskTime
  /** Working days from the last day; `soon` and `sooner` are hours of today. */
  readonly due: number | 'soon' | 'sooner' | 'never' | TaskTime
  readonly priority?: 'high' | 'low'
  readonly checklist?: readonly string[]
  readonly ticked?: readonly (readonly [TaskTime, number])[]
  /** When it was done; of a repeated one each time. */
  readonly done?: readonly TaskTime[]
  readonly every?: 'week' | 'month'
  readonly reminders?: readonly number[]
  /** It is made from the asker's last message with these words. */
  readonly from?: string
  /** What is said about it in the room: when, by whom. */
  readonly said?: readonly (readonly [TaskTime, by: string, words: string])[]
}

/** The main character has seven to do and asked others for twelve, as the product's pictures show. */
export const tasks: readonly TaskPlan[] = [
  {
    room: 'gift',
    by: 'aya',
    of: 'aoi',
    body: '原材料表示の最終確認（12個入・24個入）',
    asked: [-1, 9.7],
    due: 'soon',
    priority: 'high',
    checklist: ['12個入の一括表示', '24個入の一括表示', 'アレルゲン「くるみ」の個別表示'],
    ticked: [[[-1, 15.4], 1]],
    reminders: [60, 0],
    from: '原材料表示',
    said: [
      [[-1, 15.6], 'aoi', '12個入は問題ありませんでした。24個入はこのあと見ます。'],
      [[-1, 15.9], 'yuki', 'くるみの位置は、先月の改訂版に合わせています。'],
    ],
  },
  { room: 'gift', by: 'ryo', of: 'aoi', body: 'くるみの個別表示を版下に反映', asked: [-1, 16.5], due: 'sooner' },
  { room: 'gift', by: 'aya', of: 'aoi', body: '発売日を営業へ通知', asked: [-4, 10.2], due: -1, done: [[-1, 11]] },
  {
    room: 'gift',
    by: 'ryo',
    of: 'aoi',
    body: '12個入の校正刷りを確認',
    asked: [-5, 13.3],
    due: -3,
    done: [[-3, 14.2]],
  },
  { room: 'gift', by: 'aya', of: 'aoi', body: '12個入の試作を確認', asked: [-15, 10.5], due: -12, done: [[-12, 16]] },
  { room: 'gift', by: 'aoi', of: 'hina', body: '発売日の店頭写真を集める', asked: [-2, 15.3], due: 10 },
  { room: 'gift', by: 'aoi', of: 'daisuke', body: '24個入の梱包テストの写真を送る', asked: [-2, 15.4], due: 2 },
  {
    room: 'gift',
    by: 'aoi',
    of: 'yuki',
    body: '一括表示の文言を確定する',
    asked: [-3, 9.5],
    due: 1,
    priority: 'high',
    reminders: [1_440],
  },
  {
    room: 'gift',
    by: 'aoi',
    of: 'naoko hina kenta',
    body: '冬ギフトの販売見込みを部門ごとに出してください。\n様式はスケジュール表の二枚目です。',
    asked: [-3, 10.1],
    due: 3,
  },
  {
    room: 'gift',
    by: 'aoi',
    of: 'sho',
    body: '商品ページの在庫連携を確認',
    asked: [-6, 11],
    due: -3,
    done: [[-4, 17]],
  },
  { room: 'carton', by: 'ryo', of: 'aoi', body: '箱の紙見本を選ぶ', asked: [-10, 10.3], due: -7, done: [[-7, 13.5]] },
  { room: 'carton', by: 'aya', of: 'aoi', body: '化粧箱の色を決める', asked: [-9, 11], due: -5, done: [[-5, 17.2]] },
  { room: 'carton', by: 'aoi', of: 'yui', body: '箱の裏面のことばを三案', asked: [-3, 14], due: 4 },
  { room: 'carton', by: 'aoi', of: 'yu', body: '24個入の裏面の罫線を調整', asked: [-2, 10.6], due: 2 },
  { room: 'carton', by: 'aoi', of: 'ryo', body: '金の箔の試し刷りの報告', asked: [-2, 11.2], due: 3 },
  {
    room: 'logi',
    by: 'ren',
    of: 'aoi',
    body: '年末便の台数を返事',
    asked: [-8, 9.6],
    due: -5,
    done: [[-5, 10.4]],
  },
  { room: 'umeda', by: 'kenichi', of: 'aoi', body: '梅田新店の看板見積もりに返事をする', asked: [-5, 9.4], due: -2 },
  {
    room: 'umeda',
    by: 'yumi',
    of: 'aoi',
    body: '看板の案を三つに絞る',
    asked: [-9, 14.5],
    due: -5,
    done: [[-5, 15.8]],
  },
  { room: 'umeda', by: 'aoi', of: 'haruka', body: '開店チラシの配布先をまとめる', asked: [-4, 13.1], due: 3 },
  {
    room: 'planning',
    by: 'naoko',
    of: 'aoi',
    body: '週次の販売速報を送る',
    said: [
      [[-9, 17.9, 'sundays'], 'naoko', '今週から EC の返品も引いてください。'],
      [[-9, 18.1, 'sundays'], 'aoi', 'わかりました。先週分もさかのぼって直しておきます。'],
      [[-9, 18.4, 'sundays'], 'naoko', '店舗別の数字、届きました。ありがとうございます。'],
    ],
    asked: [-26, 10.5, 'sundays'],
    due: [-21, 18, 'sundays'],
    every: 'week',
    checklist: ['店舗別の数字をそろえる', 'EC の返品を引く', '前年の同じ週と比べる', '一言コメントを書く'],
    done: [
      [-23, 17.6, 'sundays'],
      [-16, 17.3, 'sundays'],
      [-9, 17.7, 'sundays'],
    ],
    ticked: [
      [[-1, 13.4], 1],
      [[-1, 16.2], 2],
    ],
    reminders: [60],
  },
  {
    room: 'planning',
    by: 'aya',
    of: 'aoi',
    body: '試食会アンケートの設問を決める',
    asked: [-2, 13.2],
    due: 3,
    checklist: ['甘さ', '食感', '箱の印象', '贈りたい相手', '値段'],
  },
  {
    room: 'planning',
    by: 'aoi',
    of: 'chinatsu',
    body: '春商品の配合表を更新',
    asked: [-3, 16.4],
    due: 6,
    priority: 'low',
  },
  {
    room: 'planning',
    by: 'aoi',
    of: 'akari',
    body: '店頭アンケートの集計',
    asked: [-5, 10],
    due: -1,
    done: [[-1, 10.8]],
  },
  {
    room: 'hanoi',
    by: 'emily',
    of: 'aoi',
    body: 'Confirm English label copy for Taipei and Singapore',
    said: [[[-1, 12.2], 'lan', 'The Taipei importer asks for the allergen line in bold, please.']],
    asked: [-2, 12.5],
    due: 6,
  },
  { room: 'hanoi', by: 'aoi', of: 'lan', body: 'Send photos of the line 2 swab log', asked: [-2, 14.2], due: 2 },
  { room: 'my-aoi', by: 'aoi', of: 'aoi', body: '春商品の名前を三つ考えておく', asked: [-6, 12.2], due: 'never' },
  { room: 'quality', by: 'yuki', of: 'ryota', body: '第2ラインの検査記録を転記', asked: [-2, 11.1], due: 1 },
  { room: 'aya-kenichi', by: 'kenichi', of: 'aya', body: '冬ギフトの予算を役員会で説明', asked: [-3, 9.2], due: 5 },
  {
    room: 'finance',
    by: 'ken',
    of: 'naoko hina yumi',
    body: '今月の経費を締める',
    asked: [-4, 9.8],
    due: 4,
    every: 'month',
  },
]
