export const noticesJa = {
  from: (person: string, room: string): string => `${person} · ${room}`,
  several: (count: string, newest: string): string => `新着${count}件：${newest}`,
  count: (count: string): string => (count === '1' ? '新しいメッセージがあります' : `新着が${count}件あります`),
  request: '連絡先のリクエストが届きました',

  onDevice: 'この端末',
  popups: 'デスクトップ通知',
  askHint: 'Naniwaを見ていないあいだに届いたものを、画面の隅に出します。',
  ask: '許可する',
  granted: '許可済み',
  grantedOn: (device: string): string => `${device}で出します。Naniwaを見ているあいだは出しません。`,
  tryIt: '試す',
  denied: 'ブラウザーで止められています',
  deniedHint:
    'アドレス欄の左にあるサイトの設定で「通知」を許可に変えて、このページを読み直してください。端末の設定でブラウザーの通知が切れていることもあります。',
  unable: 'このブラウザーでは出せません',
  unableHint: '通知は、https で開いたページで、新しいブラウザーを使うと出せます。',
  push: {
    title: 'プッシュ通知',
    on: {
      hint: 'Naniwaを閉じているあいだに届いたものも、この端末に知らせます。内容は暗号化され、ブラウザーの提供元を通って届きます。',
      tag: '',
    },
    off: { hint: 'Naniwaを閉じているあいだに届いたものも、この端末に知らせます。', tag: '' },
    denied: {
      hint: 'ブラウザーで通知が止められています。サイトの設定で「通知」を許可に変えて、このページを読み直してください。',
      tag: '止められています',
    },
    unable: { hint: 'https で開いたページで、新しいブラウザーを使うと受け取れます。', tag: '使えません' },
    install: {
      hint: 'ブラウザーの共有メニューから「ホーム画面に追加」を選び、そこからNaniwaを開くと受け取れます。',
      tag: 'ホーム画面に追加すると使えます',
    },
  },
  which: '知らせるメッセージ',
  whichHint:
    '自分宛ては、To・返信・自分に頼まれたタスク・ダイレクトチャットです。通知を止めたルームは、数えるだけで何も知らせません。',
  all: 'すべて',
  toMe: '自分宛て',
  off: 'なし',
  sound: '音',
  soundHint: '通知と一緒に短い音を鳴らします。',
  hidden: '内容を隠す',
  hiddenHint: '相手・ルーム・本文を出さず、新着があることだけを知らせます。',
  sample: 'ここに新しいメッセージが出ます。',
}
