import type { OrganizationRole } from '@naniwa/contract'
import type { Drawing } from './pictures/draw.ts'

export type OrganizationKey = 'minamo' | 'tsumugi' | 'kitahama'

export const organizationNames: Record<OrganizationKey, string> = {
  minamo: 'みなも製菓',
  tsumugi: 'つむぎデザイン',
  kitahama: '北浜ロジ',
}

const domains: Record<OrganizationKey, string> = {
  minamo: 'minamo.example',
  tsumugi: 'tsumugi.example',
  kitahama: 'kitahama-logi.example',
}

/** Whom to sign in as. */
export const MAIN_CHARACTER = 'aoi'

export interface Character {
  readonly key: string
  readonly organization: OrganizationKey
  readonly role: OrganizationRole
  readonly name: string
  /** How the name is read. */
  readonly reading: string
  /** How colleagues call them: family name, or the given name of those from abroad. */
  readonly call: string
  /** The same in English. */
  readonly callEn: string
  readonly email: string
  readonly department: string
  readonly title: string
  readonly introduction: string
  /** What they know about: decides who says what. */
  readonly work: readonly string[]
  readonly avatar: Drawing | null
  readonly language: 'ja' | 'en'
}

type Row = readonly [
  key: string,
  name: string,
  reading: string,
  latin: string,
  department: string,
  title: string,
  work: string,
  avatar: Drawing | null,
  introduction: string,
]

const minamo: readonly Row[] = [
  [
    'kenichi',
    '田中 健一',
    'たなか けんいち',
    'Kenichi Tanaka',
    '経営',
    '代表取締役',
    'exec',
    { kind: 'mountain', hue: 215 },
    '創業から三代目です。毎朝、天満本店に寄ってから出社します。',
  ],
  [
    'aoi',
    '高橋 葵',
    'たかはし あおい',
    'Aoi Takahashi',
    '商品企画',
    '主任',
    'planning',
    { kind: 'orange', hue: 38 },
    '季節の商品と贈答品の企画を担当しています。試食の感想はいつでも歓迎です。',
  ],
  [
    'aya',
    '山本 彩',
    'やまもと あや',
    'Aya Yamamoto',
    '商品企画',
    '課長',
    'planning lead',
    null,
    '商品企画課の課長です。火曜と木曜は午前在宅です。',
  ],
  [
    'akari',
    '西村 あかり',
    'にしむら あかり',
    'Akari Nishimura',
    '商品企画',
    '',
    'planning new',
    { kind: 'strawberry', hue: 350 },
    '今年の春に入社しました。よろしくお願いします。',
  ],
  [
    'chinatsu',
    '前田 千夏',
    'まえだ ちなつ',
    'Chinatsu Maeda',
    '研究開発',
    '主任',
    'rd',
    { kind: 'leaf', hue: 140 },
    '試作室にいます。配合と日持ちの相談はこちらへ。',
  ],
  [
    'daisuke',
    '中村 大輔',
    'なかむら だいすけ',
    'Daisuke Nakamura',
    '生産管理',
    '課長',
    'production',
    null,
    '生産計画と梱包の担当です。急ぎは内線 214 へ。',
  ],
  [
    'yuki',
    '小林 由紀',
    'こばやし ゆき',
    'Yuki Kobayashi',
    '品質保証',
    '課長',
    'quality',
    { kind: 'cat', hue: 230, ink: '#4a4f5c' },
    '表示、検査、監査。16時以降は電話がつながりやすいです。',
  ],
  [
    'ryota',
    '藤井 涼太',
    'ふじい りょうた',
    'Ryota Fujii',
    '品質保証',
    '',
    'quality',
    null,
    '検査室と第2ラインの品質担当です。',
  ],
  [
    'takuya',
    '井上 拓也',
    'いのうえ たくや',
    'Takuya Inoue',
    '第一工場',
    '工場長',
    'factory lead',
    { kind: 'wave', hue: 205 },
    '第一工場の工場長です。構内に入る方は一声ください。',
  ],
  [
    'daichi',
    '清水 大地',
    'しみず だいち',
    'Daichi Shimizu',
    '第一工場',
    '第2ライン長',
    'factory line',
    { kind: 'dog', hue: 30, ink: '#b5763a' },
    '第2ラインを見ています。早番は6時からです。',
  ],
  [
    'ryo.i',
    '石井 亮',
    'いしい りょう',
    'Ryo Ishii',
    '第一工場',
    '第1ライン長',
    'factory line',
    null,
    '焼成を18年。オーブンの音で機嫌がわかります。',
  ],
  [
    'kenta',
    '岡本 健太',
    'おかもと けんた',
    'Kenta Okamoto',
    '購買',
    '主任',
    'purchase',
    { kind: 'persimmon', hue: 22 },
    '原材料と包材の手配をしています。',
  ],
  [
    'naoko',
    '松本 直子',
    'まつもと なおこ',
    'Naoko Matsumoto',
    '営業',
    '部長',
    'sales lead',
    { kind: 'sunset', hue: 15 },
    '百貨店と量販店の担当です。外出が多いので、急ぎは携帯へ。',
  ],
  [
    'haruka',
    '加藤 遥',
    'かとう はるか',
    'Haruka Kato',
    '営業',
    '',
    'sales',
    null,
    '催事とカフェのお客さまを担当しています。',
  ],
  [
    'hina',
    '佐藤 陽菜',
    'さとう ひな',
    'Hina Sato',
    'EC',
    'リーダー',
    'ec',
    { kind: 'peach', hue: 345 },
    'オンラインショップの運営と撮影をしています。',
  ],
  [
    'yumi',
    '山田 由美',
    'やまだ ゆみ',
    'Yumi Yamada',
    '店舗',
    '梅田店 店長',
    'shop',
    { kind: 'teacup', hue: 95 },
    '梅田の新しい店を預かります。前は心斎橋店にいました。',
  ],
  [
    'sho',
    '渡辺 翔',
    'わたなべ しょう',
    'Sho Watanabe',
    '情報システム',
    '主任',
    'it',
    null,
    '困ったら「情シス相談窓口」へどうぞ。画面の写真があると早いです。',
  ],
  [
    'miho',
    '斎藤 美穂',
    'さいとう みほ',
    'Miho Saito',
    '人事総務',
    '課長',
    'hr',
    null,
    '勤怠、健康診断、備品のことは人事総務へ。',
  ],
  [
    'ken',
    '吉田 健',
    'よしだ けん',
    'Ken Yoshida',
    '経理',
    '主任',
    'finance',
    { kind: 'pudding', hue: 42 },
    '月末と月初は返信が遅くなります。',
  ],
  [
    'sakura',
    '木村 さくら',
    'きむら さくら',
    'Sakura Kimura',
    '広報',
    '',
    'pr care',
    { kind: 'blossom', hue: 340 },
    '広報とお客様相談室を兼ねています。',
  ],
  [
    'lan',
    'グエン・ティ・ラン',
    'Nguyen Thi Lan',
    'Nguyen Thi Lan',
    'ハノイ工場',
    '品質リーダー',
    'hanoi',
    null,
    'ハノイ工場の品質を見ています。日本語は勉強中です。Time zone: UTC+7.',
  ],
  [
    'emily',
    'Emily Carter',
    'エミリー・カーター',
    'Emily Carter',
    '海外営業',
    'マネージャー',
    'overseas',
    { kind: 'lake', hue: 265 },
    'Overseas sales. English or simple Japanese is fine.',
  ],
]

const tsumugi: readonly Row[] = [
  [
    'hara',
    '原 大樹',
    'はら だいき',
    'Daiki Hara',
    '',
    '代表',
    'designlead',
    { kind: 'pear', hue: 70 },
    'つむぎデザインの代表です。',
  ],
  [
    'ryo',
    '田辺 涼',
    'たなべ りょう',
    'Ryo Tanabe',
    'デザイン',
    'アートディレクター',
    'design',
    null,
    '箱と紙が好きです。校正は昼の光で見てください。',
  ],
  [
    'chihiro',
    '森 千尋',
    'もり ちひろ',
    'Chihiro Mori',
    '制作',
    '制作進行',
    'design progress',
    { kind: 'plum', hue: 300 },
    '入稿と校正の窓口です。',
  ],
  [
    'yu',
    '岡田 悠',
    'おかだ ゆう',
    'Yu Okada',
    'デザイン',
    'デザイナー',
    'design',
    { kind: 'fuji', hue: 190 },
    '版下と図版を作っています。',
  ],
  ['yui', '三浦 結衣', 'みうら ゆい', 'Yui Miura', 'コピー', 'コピーライター', 'copy', null, 'ことばの担当です。'],
]

const kitahama: readonly Row[] = [
  [
    'makoto',
    '野口 誠',
    'のぐち まこと',
    'Makoto Noguchi',
    '大阪営業所',
    '所長',
    'logilead',
    null,
    '北浜ロジ大阪営業所の所長です。',
  ],
  [
    'ren',
    '伊藤 蓮',
    'いとう れん',
    'Ren Ito',
    '配車',
    '配車主任',
    'logi',
    { kind: 'moon', hue: 225 },
    '配車の担当です。締め切りは前日の15時です。',
  ],
  [
    'tsubasa',
    '佐々木 翼',
    'ささき つばさ',
    'Tsubasa Sasaki',
    '倉庫',
    '',
    'logi warehouse',
    null,
    '定温倉庫で入出庫を見ています。',
  ],
]

const administrators = new Set(['kenichi', 'aoi', 'sho', 'miho', 'hara', 'makoto'])

export const characters: readonly Character[] = [
  ...minamo.map((row) => character('minamo', row)),
  ...tsumugi.map((row) => character('tsumugi', row)),
  ...kitahama.map((row) => character('kitahama', row)),
]

function character(organization: OrganizationKey, row: Row): Character {
  const [key, name, reading, latin, department, title, work, avatar, introduction] = row
  const [given = latin, family = ''] = latin.split(' ')
  const isAbroad = work === 'hanoi' || work === 'overseas'
  const address = key === 'lan' ? 'lan.nguyen' : `${given}.${family}`.toLowerCase()
  return {
    key,
    organization,
    role: administrators.has(key) ? 'administrator' : 'member',
    name,
    reading,
    call: key === 'lan' ? 'ラン' : isAbroad ? given : (name.split(' ')[0] ?? name),
    callEn: key === 'lan' ? 'Lan' : given,
    email: `${address}@${domains[organization]}`,
    department,
    title,
    introduction,
    work: work.split(' '),
    avatar,
    language: isAbroad ? 'en' : 'ja',
  }
}
