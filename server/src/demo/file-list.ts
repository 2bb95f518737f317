import { type Calendar, longDate } from './calendar.ts'
import { giftBoxProof } from './papers/box.ts'
import { letter, workbook } from './papers/office.ts'
import { packingTest, salesChart, shopFront } from './papers/scenes.ts'
import { hum } from './papers/sound.ts'
import { zip } from './papers/zip.ts'

/** A file as the story has it. */
export interface FilePlan {
  readonly room: string
  readonly by: string
  /** Working days from the last day and the hour, or so many minutes before the end. */
  readonly sent: readonly [days: number, hour: number] | { readonly before: number }
  readonly name: string
  readonly text?: string
  readonly make: Make
  /** What is told of in the same message. */
  readonly also?: readonly { readonly name: string; readonly make: Make }[]
}

type Make = (calendar: Calendar) => Buffer | Promise<Buffer>

/** 設備,結果,時刻 …: in Shift_JIS, as a spreadsheet on a factory's computer writes it. */
const INSPECTION = Buffer.from(
  '90dd94f52c8c8b89ca2c8e9e8d8f0d0a8382815b835e815b2c88d98fed82c882b52c31303a31350d0a83528393837883' +
    '412c88d98fed82c882b52c31303a31380d0a97e28b708aed2c977690b4917c2c31303a32340d0a',
  'hex',
)

export const files: readonly FilePlan[] = [
  {
    room: 'gift',
    by: 'aya',
    sent: [-5, 14.4],
    name: 'みなもの月_化粧箱_最終案v3.pdf',
    text: '化粧箱の案、v3です。次の定例で決めます。',
    make: ({ lastDay }) => giftBoxProof('最終案 v3', longDate(lastDay - 7)),
  },
  {
    room: 'gift',
    by: 'aya',
    sent: [-1, 9.26],
    name: 'みなもの月_化粧箱_最終案v4.pdf',
    make: ({ lastDay }) => giftBoxProof('最終案 v4', longDate(lastDay - 1)),
  },
  {
    room: 'gift',
    by: 'daisuke',
    sent: { before: 48 },
    name: '梱包テスト_24個入.jpg',
    make: () => packingTest('loose'),
    also: [{ name: '梱包テスト_24個入_直した後.jpg', make: () => packingTest('mended') }],
  },
  {
    room: 'gift',
    by: 'aoi',
    sent: [-1, 17.2],
    name: '表示確認_くるみ.xlsx',
    text: '表示の確認表です。赤いところをご覧ください。',
    make: () =>
      workbook([
        ['品名', '原材料', '個別表示', '確認'],
        ['みなもの月 12個入', 'くるみ', 'あり', '済'],
        ['みなもの月 24個入', 'くるみ', 'あり', '未'],
      ]),
  },
  {
    room: 'gift',
    by: 'naoko',
    sent: [-8, 11.1],
    name: '販売計画_冬ギフト.xlsx',
    make: () =>
      workbook([
        ['販路', '計画（箱）', '昨年（箱）'],
        ['百貨店', 8_400, 7_900],
        ['直営店', 5_200, 4_650],
        ['オンライン', 3_900, 2_700],
      ]),
  },
  {
    room: 'carton',
    by: 'ryo',
    sent: [-3, 18.5],
    name: '入稿データ一式.zip',
    text: '入稿データの控えです。堂島印刷さんへはメールで送っています。',
    make: ({ lastDay }) =>
      zip({
        '化粧箱_24個入.pdf': giftBoxProof('入稿', longDate(lastDay - 5)),
        '指示書.txt': '金の箔は、刷り色の後に。\n',
      }),
  },
  {
    room: 'logi',
    by: 'ren',
    sent: [-3, 10.2],
    name: '出荷手順書_年末版.docx',
    text: '年末の出荷の手順です。倉庫の方は印刷して貼ってください。',
    make: () =>
      letter([
        '出荷手順書（年末版）',
        '一、15時までに翌日便を確定する。',
        '二、化粧箱は縦に積まない。',
        '三、遅れは To で知らせる。',
      ]),
  },
  { room: 'line2', by: 'takuya', sent: [-3, 15.6], name: '第2ライン_モーター音.wav', make: () => hum(6) },
  {
    room: 'line2',
    by: 'daichi',
    sent: [-4, 10.5],
    name: '第2ライン_点検表.csv',
    text: '今朝の点検表です。',
    make: () => INSPECTION,
  },
  { room: 'umeda', by: 'kenichi', sent: [-2, 13.2], name: '梅田新店_外観パース.png', make: shopFront },
  {
    room: 'planning',
    by: 'naoko',
    sent: [-4, 17.1],
    name: '週次販売速報.png',
    text: '今週の速報です。焼き菓子が伸びました。',
    make: () => salesChart([38, 52, 47, 61, 70, 66, 92]),
  },
  {
    room: 'quality',
    by: 'yuki',
    sent: [-6, 16.3],
    name: '監査の記録.txt',
    make: () => Buffer.from('外部監査の記録\n\n一、手洗い場の表示を新しくする。\n二、温度計の校正は年二回とする。\n'),
  },
]
