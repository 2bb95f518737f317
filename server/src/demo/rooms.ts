import type { IconPreset, Role } from '@naniwa/contract'
import type { Drawing } from './pictures/draw.ts'
import type { TopicName } from './topics.ts'

/** A group as the story has it. */
export interface RoomPlan {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly icon: readonly [preset: IconPreset, hue: number]
  readonly picture?: Drawing
  /** Keys, the first of them makes the room; `:admin` or `:readonly` behind a key for another role. */
  readonly people: string
  /** From other organizations: they come by the room's link. */
  readonly guests?: string
  /** Working days after the beginning of the story. */
  readonly opens?: number
  /** Working days before the end on which it falls silent. */
  readonly closes?: number
  /** How many messages, about. */
  readonly messages: number
  readonly topics: Partial<Record<TopicName, number>>
  /** Said every working day, at about this hour. */
  readonly daily?: readonly (readonly [thread: string, hour: number])[]
  readonly hours?: readonly [number, number]
  readonly weekends?: boolean
  readonly language?: 'ja' | 'en'
  /** How often one thread may come up. */
  readonly repeats?: number
  /** The main character neither says nor hears anything of note in so many last days. */
  readonly awayDays?: number
  /** What is said first, by name. */
  readonly opening?: string
  /** The last scene, by name. */
  readonly ending?: string
  /** The link that others may ask to join by, and who waits. */
  readonly link?: { readonly code: string; readonly waiting: readonly string[] }
}

const everyone =
  'miho kenichi:admin sho:admin sakura:member aoi:readonly aya:readonly akari:readonly chinatsu:readonly daisuke:readonly yuki:readonly ryota:readonly takuya:readonly daichi:readonly ryo.i:readonly kenta:readonly naoko:readonly haruka:readonly hina:readonly yumi:readonly ken:member lan:readonly emily:readonly'

export const groups: readonly RoomPlan[] = [
  {
    key: 'news',
    name: '【全社】お知らせ',
    description:
      '会社からのお知らせです。質問は各担当の部屋へどうぞ。\n投稿できるのは管理者と人事総務・経理・広報です。',
    icon: ['event', 1],
    people: everyone,
    messages: 60,
    opening: 'a-naniwa',
    topics: { announce: 1 },
    repeats: 1,
    awayDays: 3,
    ending: 'news',
  },
  {
    key: 'gift',
    name: '冬ギフト「みなもの月」',
    description: '冬ギフト「みなもの月」を準備する部屋です。',
    icon: ['project', 5],
    picture: { kind: 'giftBox', hue: 210 },
    people: 'aya aoi:admin daisuke yuki sho naoko chinatsu kenta hina takuya',
    guests: 'ryo chihiro:readonly ren',
    messages: 560,
    topics: { planning: 3, design: 2, quality: 2, sales: 2, logistics: 1, purchase: 1, systems: 1 },
    ending: 'gift',
    link: { code: 'minamo-no-tsuki', waiting: ['yu', 'tsubasa'] },
  },
  {
    key: 'carton',
    name: 'つむぎデザイン × 化粧箱',
    description: '化粧箱と包装のデザイン。校正の指示はこの部屋にまとめます。',
    icon: ['idea', 3],
    people: 'aya aoi:admin daisuke akari',
    guests: 'ryo yu yui chihiro hara',
    messages: 300,
    topics: { design: 4, meeting: 1 },
    repeats: 5,
    awayDays: 1,
    ending: 'carton',
  },
  {
    key: 'logi',
    name: '北浜ロジ 出荷調整',
    description: '出荷便の調整。翌日便の締め切りは15時です。遅れはまず To で。',
    icon: ['travel', 5],
    people: 'daisuke aoi naoko hina kenta takuya',
    guests: 'ren tsubasa makoto',
    messages: 400,
    topics: { logistics: 5 },
    daily: [['shipping-plan', 14]],
    awayDays: 2,
  },
  {
    key: 'dojima',
    name: '堂島印刷 入稿連絡',
    description:
      '堂島印刷さんへの入稿の控えです。先方とのやり取りはメール、結果をここに残します。窓口はつむぎデザイン 森さん。',
    icon: ['document', 6],
    people: 'aoi aya daisuke',
    guests: 'chihiro yu',
    messages: 160,
    topics: { print: 1 },
    repeats: 5,
  },
  {
    key: 'planning',
    name: '商品企画チーム',
    description: '商品企画課の部屋。雑談は「雑談・おやつの時間」へ。',
    icon: ['idea', 7],
    people: 'aya aoi akari chinatsu hina naoko',
    messages: 560,
    topics: { planning: 5, meeting: 2, sales: 1, recipe: 1, office: 1 },
    awayDays: 1,
    ending: 'planning',
  },
  {
    key: 'quality',
    name: '品質保証',
    description: '表示、検査、監査、クレーム対応。緊急は内線 220。',
    icon: ['security', 8],
    people: 'yuki ryota aoi chinatsu takuya daichi ryo.i daisuke sakura kenta',
    messages: 380,
    topics: { quality: 5, audit: 1, complaint: 2 },
    daily: [['inspection', 10]],
  },
  {
    key: 'line2',
    name: '工場 第2ライン',
    description: '第2ライン（和生菓子・羊羹）の連絡。始業前点検と実績は毎日ここに。',
    icon: ['business', 2],
    people: 'daichi takuya:admin daisuke ryota kenta sho aoi aya',
    messages: 660,
    topics: { factory: 5, quality: 1 },
    daily: [
      ['line-start', 7],
      ['line-result', 16],
    ],
    hours: [6.2, 17.5],
    awayDays: 6,
  },
  {
    key: 'helpdesk',
    name: '情シス相談窓口',
    description: 'パソコン、メール、ネットワーク、在庫連携の相談。画面の写真と時刻があると早いです。',
    icon: ['study', 5],
    people: 'sho aoi aya akari daisuke yuki ryota naoko haruka hina yumi miho ken sakura kenta emily',
    messages: 260,
    topics: { systems: 1 },
    repeats: 4,
  },
  {
    key: 'umeda',
    name: '梅田新店 準備室',
    description: '梅田新店の開店準備。工事、什器、人、商品の順で見出しを付けてください。',
    icon: ['star', 4],
    people: 'yumi kenichi aya aoi naoko haruka sho sakura miho kenta',
    messages: 270,
    topics: { opening: 3, shop: 1, office: 1, meeting: 1 },
    repeats: 5,
    hours: [9, 19],
  },
  {
    key: 'hanoi',
    name: 'Hanoi Plant Liaison',
    description: 'Daily questions between Osaka and Hanoi. English, short sentences. Osaka is two hours ahead.',
    icon: ['travel', 7],
    people: 'emily lan:admin aoi yuki takuya kenta naoko',
    messages: 220,
    opening: 'hello-en',
    topics: { english: 1 },
    repeats: 4,
    language: 'en',
    hours: [10, 18.5],
    ending: 'hanoi',
    awayDays: 1,
  },
  {
    key: 'break',
    name: '雑談・おやつの時間',
    description: '仕事以外のことはこちらで。返信は気が向いたらで大丈夫です。',
    icon: ['magcup', 2],
    picture: { kind: 'teacup', hue: 25 },
    people:
      'sakura aoi aya akari chinatsu yuki ryota naoko haruka hina sho miho ken kenta yumi daisuke daichi emily lan',
    messages: 300,
    topics: { chat: 1 },
    repeats: 2,
    hours: [8.5, 20],
    weekends: true,
  },
  {
    key: 'autumn',
    name: '秋の催事',
    description: '阪央百貨店「秋の味めぐり」の準備と記録。終了しました。',
    icon: ['event', 2],
    people: 'haruka naoko:admin aoi akari kenta daisuke yumi',
    messages: 150,
    topics: { event: 2, sales: 1 },
    closes: 16,
    ending: 'autumn',
    awayDays: 1,
  },
  {
    key: 'suzune',
    name: '夏ギフト「涼音」',
    description: '夏ギフト「涼音」の振り返りまで。',
    icon: ['music', 5],
    people: 'aya aoi:admin naoko hina daisuke yuki',
    guests: 'ryo',
    messages: 60,
    topics: { review: 1 },
    closes: 20,
    repeats: 2,
    ending: 'suzune',
    awayDays: 1,
  },
  {
    key: 'wrapping',
    name: '包装紙リニューアル',
    description: '包装紙と手提げ袋の柄を新しくしました。校了済み。',
    icon: ['heart', 1],
    people: 'aya aoi sakura',
    guests: 'hara ryo yui',
    messages: 90,
    topics: { design: 1 },
    closes: 14,
  },
  {
    key: 'sales',
    name: '営業部',
    description: '受注、見積もり、商談の共有。数字は毎週金曜に更新。',
    icon: ['business', 3],
    people: 'naoko haruka hina kenichi daisuke kenta emily',
    messages: 330,
    topics: { sales: 4, event: 1, meeting: 1 },
    repeats: 6,
  },
  {
    key: 'ec',
    name: 'オンラインショップ運営',
    description: '商品ページ、受注、問い合わせ、撮影。',
    icon: ['heart', 6],
    people: 'hina akari sho sakura naoko aoi',
    guests: 'tsubasa yui',
    messages: 260,
    topics: { ec: 3, logistics: 1 },
    repeats: 6,
  },
  {
    key: 'line1',
    name: '工場 第1ライン',
    description: '第1ライン（焼き菓子）の連絡。',
    icon: ['business', 8],
    people: 'ryo.i takuya:admin daisuke ryota kenta',
    messages: 400,
    topics: { factory: 5 },
    daily: [
      ['line-start', 6.5],
      ['line-result', 16],
    ],
    hours: [6, 17.5],
  },
  {
    key: 'managers',
    name: '店長連絡会',
    description: '店舗の売上、欠品、什器、接客の相談。',
    icon: ['group', 4],
    people: 'yumi haruka naoko:admin miho sakura daisuke',
    messages: 230,
    topics: { shop: 1 },
    daily: [['shop-day', 19.5]],
    hours: [9.5, 20],
    weekends: true,
  },
  {
    key: 'purchase',
    name: '購買・原材料',
    description: '原材料と包材の手配、相場、代替の相談。',
    icon: ['check', 4],
    people: 'kenta chinatsu daisuke takuya ken aoi',
    messages: 180,
    topics: { purchase: 1 },
    repeats: 5,
  },
  {
    key: 'care',
    name: 'お客様相談室',
    description: 'お客さまの声と対応の記録。個人名と電話番号は書かないでください。',
    icon: ['heart', 8],
    people: 'sakura yuki ryota hina yumi naoko',
    messages: 200,
    topics: { complaint: 3, voice: 2 },
    repeats: 4,
  },
  {
    key: 'hr',
    name: '人事総務からの連絡',
    description: '勤怠、健康診断、備品、行事。',
    icon: ['check', 6],
    people:
      'miho ken:admin sho:member aoi:readonly aya:readonly akari:readonly chinatsu:readonly daisuke:readonly yuki:readonly naoko:readonly hina:readonly sakura:member kenta:readonly',
    messages: 50,
    topics: { hr: 1 },
    repeats: 1,
  },
  {
    key: 'finance',
    name: '経理・締めの連絡',
    description: '経費、請求書、締め日の連絡。',
    icon: ['document', 4],
    people: 'ken miho naoko kenta daisuke hina yumi',
    messages: 130,
    topics: { finance: 1 },
    repeats: 4,
  },
  {
    key: 'pr',
    name: '広報・SNS',
    description: '取材、投稿の下書き、写真の相談。',
    icon: ['star', 1],
    people: 'sakura hina aya akari naoko',
    guests: 'yui',
    messages: 150,
    topics: { pr: 1 },
    repeats: 4,
  },
  {
    key: 'recipe',
    name: '試作レシピ研究会',
    description: '試作の配合と結果。数字は必ず残す。失敗も残す。',
    icon: ['idea', 4],
    people: 'chinatsu aoi akari ryo.i yuki kenta',
    messages: 180,
    topics: { recipe: 1 },
    repeats: 5,
  },
  {
    key: 'audit',
    name: '監査・ISO 準備',
    description: '外部監査までの準備と記録の点検。',
    icon: ['security', 3],
    people: 'yuki ryota takuya daichi ryo.i daisuke miho sho',
    opens: 8,
    messages: 150,
    topics: { audit: 1 },
    repeats: 4,
  },
  {
    key: 'tsumugi',
    name: 'つむぎデザイン 制作',
    description: '社内の制作進行。案件名を先頭に。',
    icon: ['project', 7],
    people: 'hara ryo chihiro yu yui',
    messages: 200,
    topics: { studio: 1 },
    repeats: 5,
  },
  {
    key: 'kitahama',
    name: '北浜ロジ 配車室',
    description: '便と倉庫の連絡。',
    icon: ['travel', 2],
    people: 'makoto ren tsubasa',
    messages: 220,
    topics: { depot: 1 },
    repeats: 5,
    daily: [['depot-day', 8]],
    hours: [7, 18.5],
  },
  {
    key: 'lunch',
    name: 'ランチ部',
    description: '本社のまわりの昼ごはん。',
    icon: ['beer', 7],
    people: 'akari hina ryota haruka ken aoi sho',
    messages: 130,
    topics: { lunch: 1 },
    repeats: 3,
    hours: [9.5, 19],
  },
  {
    key: 'newcomers',
    name: '新入社員フォロー',
    description: '西村さんの一年目。困ったことは何でも。',
    icon: ['study', 2],
    people: 'miho akari aya chinatsu daichi yumi',
    messages: 110,
    topics: { mentor: 1 },
    repeats: 3,
  },
]

/** Pairs who talk alone, and about how much. */
export const directs: readonly (readonly [string, string, number, string?])[] = [
  ['aoi', 'aya', 90],
  ['aoi', 'ryo', 60],
  ['aoi', 'chihiro', 24],
  ['aoi', 'ren', 20],
  ['aoi', 'yuki', 70, 'direct-yuki'],
  ['aoi', 'sho', 30],
  ['aoi', 'lan', 40],
  ['aoi', 'emily', 40],
  ['aya', 'kenichi', 40],
  ['daisuke', 'takuya', 60],
  ['naoko', 'haruka', 50],
  ['hara', 'ryo', 40],
]

export function peopleOf(list: string): { key: string; role: Role }[] {
  return list.split(' ').map((word, place) => {
    const [key = '', role] = word.split(':')
    return { key, role: place === 0 ? 'admin' : ((role ?? 'member') as Role) }
  })
}
